"""Reading an electoral roll: what a file and a row may look like, and how people are written to."""

import io
from datetime import date

import pytest

from tests.voting.roll_world import GOOD, HEADING, file_of, row
from voting.addressing import address_line, initials, salutation
from voting.roll import COLUMNS, Person, Rejected, Roll, Rules, UnreadableRoll

RULES = Rules({"europawijk": 1, "meerwijk": 2}, voting_day=date(2026, 11, 17), voting_age=16)


def read(*rows: str, **how: str) -> list[Person | Rejected]:
    return list(Roll(file_of(*rows, **how), RULES))


def person(**fields: str) -> Person:
    (found,) = read(row(**fields))
    assert isinstance(found, Person), found
    return found


def reason(**fields: str) -> str:
    (found,) = read(row(**fields))
    assert isinstance(found, Rejected), found
    return found.reason


# How a file may look


def test_a_good_row_becomes_a_person_as_on_the_envelope() -> None:
    (found,) = read(GOOD)
    assert isinstance(found, Person)
    assert (found.line, found.name_line, found.salutation) == (2, "M. van der Berg", "Geachte mevrouw Van der Berg")
    assert (found.address_line, found.postcode, found.town) == ("Italiëlaan 12 A-2", "2034 AB", "Haarlem")
    assert (found.neighbourhood_id, found.birth_date) == (1, date(2001, 5, 4))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    lines = [text.replace(";", delimiter) for text in (HEADING, GOOD)]
    (found,) = read(lines[1], heading=lines[0], encoding=encoding)
    assert isinstance(found, Person)
    assert found.address_line == "Italiëlaan 12 A-2"


def test_columns_may_stand_in_any_order_and_extra_ones_are_ignored() -> None:
    names = ["gezinsgrootte", *reversed(COLUMNS)]
    fields = ["4", *reversed(GOOD.split(";"))]
    (found,) = read(";".join(fields), heading=";".join(names).upper())
    assert isinstance(found, Person)
    assert found.name_line == "M. van der Berg"


def test_empty_lines_are_no_rows() -> None:
    assert len(read(GOOD, "", ";;;;;;;;;;;", GOOD)) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ontbreken"),
        (b"achternaam;straat\r\nBerg;Laan\r\n", "geboortedatum"),
        (HEADING.encode() + b";wijk\r\n", "twee keer"),
        (b"PK\x03\x04rest of a spreadsheet", "Excel"),
        (b"\xff\xfe\x00", "ontbreken"),
        (b"\0\0\0\0", "ontbreken"),
        (b'"' * 20_001, "ontbreken"),
    ],
)
def test_a_file_that_is_no_roll_says_what_is_wrong(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableRoll) as refused:
        list(Roll(io.BytesIO(data), RULES))
    assert words in refused.value.reason


# What a row must be


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"achternaam": ""}, "achternaam is leeg"),
        ({"achternaam": "=-;"[:2]}, "geen letters"),
        ({"achternaam": "x" * 300}, "te lang"),
        ({"achternaam": "Be\0rg"}, "onleesbaar"),
        ({"achternaam": "Be\N{REPLACEMENT CHARACTER}rg"}, "onleesbaar"),
        ({"voorletters": "12"}, "voorletters"),
        ({"geslacht": "Q"}, "M, V of O"),
        ({"geboortedatum": ""}, "geboortedatum is leeg"),
        ({"geboortedatum": "31-02-2001"}, "bestaat niet"),
        ({"geboortedatum": "2001-13-01"}, "bestaat niet"),
        ({"geboortedatum": "0000-00-00"}, "bestaat niet"),
        ({"geboortedatum": "04/05/01"}, "2001-05-04"),
        ({"geboortedatum": "1850-01-01"}, "kan niet kloppen"),
        ({"geboortedatum": "2030-01-01"}, "kan niet kloppen"),
        ({"geboortedatum": "٢٠٠١-٠٥-٠٤"}, "2001-05-04"),
        ({"straat": ""}, "straat is leeg"),
        ({"huisnummer": ""}, "huisnummer is leeg"),
        ({"huisnummer": "12A"}, "getal"),
        ({"huisnummer": "9" * 40}, "getal"),
        ({"huisletter": "AB"}, "één letter"),
        ({"toevoeging": "achterom graag"}, "toevoeging"),
        ({"postcode": "2034"}, "2034 AB"),
        ({"postcode": "0034 AB"}, "2034 AB"),
        ({"postcode": "2034 SS"}, "2034 AB"),
        ({"woonplaats": ""}, "woonplaats is leeg"),
        ({"wijk": "Centrum"}, "'Centrum' hoort niet bij dit gebied"),
    ],
)
def test_a_bad_field_comes_back_with_the_reason(fields: dict[str, str], words: str) -> None:
    assert words in reason(**fields)


def test_a_row_says_all_that_is_wrong_with_it_at_its_line() -> None:
    good, bad = read(GOOD, row(postcode="x", wijk="Centrum"))
    assert isinstance(good, Person)
    assert isinstance(bad, Rejected)
    assert bad.line == 3
    assert "2034 AB" in bad.reason
    assert "Centrum" in bad.reason


def test_too_many_or_too_few_columns_are_rejected() -> None:
    more, fewer = read(GOOD + ";x", GOOD.rpartition(";")[0])
    assert isinstance(more, Rejected)
    assert isinstance(fewer, Rejected)
    assert "13 kolommen" in more.reason
    assert "11 kolommen" in fewer.reason


def test_a_stray_quote_that_swallows_lines_is_rejected_and_named() -> None:
    found = read(row(straat='"Laan'), GOOD, GOOD)
    assert isinstance(found[0], Rejected)
    assert found[0].line == 2
    assert "tot regel 5" in found[0].reason or "tot regel 4" in found[0].reason


def test_lines_are_those_of_the_file_also_after_a_row_of_two_lines() -> None:
    found = read(row(straat='"Twee\r\nlijnen"'), row(postcode="x"))
    assert [each.line for each in found] == [2, 4]


@pytest.mark.parametrize("born", ["2001-05-04", "04-05-2001", "4-5-2001", " 2001-05-04 "])
def test_dates_in_two_ways(born: str) -> None:
    assert person(geboortedatum=born).birth_date == date(2001, 5, 4)


def test_who_is_old_enough_on_the_first_day_of_the_vote_may_vote() -> None:
    assert person(geboortedatum="2010-11-17").birth_date == date(2010, 11, 17)


def test_who_is_a_day_too_young_may_not() -> None:
    assert "nog geen 16 jaar" in reason(geboortedatum="2010-11-18")


def test_spaces_and_invisible_characters_make_no_other_person() -> None:
    same = person(achternaam="Be\N{SOFT HYPHEN}rg\N{NO-BREAK SPACE}", straat="Italie\N{COMBINING DIAERESIS}laan")
    assert (same.identity, same.address_line) == (person().identity, person().address_line)


# How a person is written to


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("M.", "M."),
        ("mj", "M.J."),
        ("M.J", "M.J."),
        ("M J", "M.J."),
        ("Ch.Th.", "Ch.Th."),
        ("", ""),
        ("Johan Frank Robert", "J.F.R."),
        ("Anne-Fleur Belle", "A.B."),
        ("Henk", "H."),
        (".", ""),
        ("1", ""),
    ],
)
def test_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


def test_salutations_are_those_of_the_states_specification() -> None:
    """Cases of naamgebruik E without a title, from Haal Centraal BRP bevragen."""
    assert salutation("M", "R.M.", "van", "Puffelen") == "Geachte heer Van Puffelen"
    assert salutation("O", "R.M.", "van", "Puffelen") == "Geachte R.M. van Puffelen"
    assert salutation("V", "J.R.", "", "Groenen") == "Geachte mevrouw Groenen"
    assert salutation("V", "", "in het", "Veld") == "Geachte mevrouw In het Veld"
    assert salutation("O", "", "in het", "Zonnetje") == "Geachte In het Zonnetje"
    assert salutation("M", "J.R.", "'t", "Hart") == "Geachte heer 't Hart"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("12", "", ""), "Laan 12"),
        (("12", "A", ""), "Laan 12 A"),
        (("12", "A", "2"), "Laan 12 A-2"),
        (("12", "", "2"), "Laan 12-2"),
        (("35", "", "III"), "Laan 35 III"),
    ],
)
def test_addresses(parts: tuple[str, str, str], expected: str) -> None:
    assert address_line("Laan", *parts) == expected
