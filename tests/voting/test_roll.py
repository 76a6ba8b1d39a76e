"""Reading an electoral roll: what a file and a row may look like, and how people are written to."""

import io
from datetime import date

import pytest

from tests.voting.roll_world import GOOD, HEADING, file_of, row
from voting.roll import COLUMNS, Outcome, Person, Reader, Row, Rules, UnreadableRoll, open_table, propose

RULES = Rules({"europawijk": 1, "meerwijk": 2}, voting_day=date(2026, 11, 17), voting_age=16)


def read_all(file: io.BytesIO, rules: Rules = RULES) -> list[Row]:
    table = open_table(file)
    reader = Reader(propose(table.columns), rules)
    return [reader.read(line) for line in table]


def read(*rows: str, rules: Rules = RULES, **how: str) -> list[Row]:
    return read_all(file_of(*rows, **how), rules)


def person(**fields: str) -> Person:
    (found,) = read(row(**fields))
    assert found.outcome is Outcome.VOTER, found
    assert found.person
    return found.person


def reason(**fields: str) -> str:
    (found,) = read(row(**fields))
    assert found.outcome is Outcome.REJECTED, found
    return found.reason


# How a file may look


def test_a_good_row_becomes_a_person_as_on_the_envelope() -> None:
    found = person()
    assert (found.name_line, found.salutation) == ("M. van der Berg", "Geachte mevrouw Van der Berg")
    assert (found.address_line, found.postcode, found.town) == ("Italiëlaan 12 A2", "2034 AB", "Haarlem")
    assert (found.neighbourhood_id, found.birth_date) == (1, date(2001, 5, 4))
    assert read(GOOD)[0].line == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    lines = [text.replace(";", delimiter) for text in (HEADING, GOOD)]
    (found,) = read(lines[1], heading=lines[0], encoding=encoding)
    assert found.person
    assert found.person.address_line == "Italiëlaan 12 A2"


def test_excel_may_say_itself_what_stands_between_cells() -> None:
    (found,) = read(HEADING, GOOD, heading="sep=;")
    assert (found.line, found.outcome) == (3, Outcome.VOTER)


def test_columns_may_stand_in_any_order_and_extra_ones_are_ignored() -> None:
    names = ["gezinsgrootte", *reversed(COLUMNS)]
    fields = ["4", *reversed(GOOD.split(";"))]
    (found,) = read(";".join(fields), heading=";".join(names).upper())
    assert found.person == person()


def test_empty_lines_are_no_rows() -> None:
    assert len(read(GOOD, "", ";;;;;;;;;;;", GOOD)) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "geen tabel"),
        (b"achternaam\r\nBerg\r\n", "geen tabel"),
        (b"PK\x03\x04rest of a spreadsheet", "Excel"),
        (b"\xd0\xcf\x11\xe0old", "oud Excel"),
        (b"\xff\xfe\x00", "geen tabel"),
        (b"\0\0\0\0", "geen tabel"),
        (b'"' * 20_001, "geen tabel"),
        ((";".join("abc" for _ in range(300))).encode(), "kolommen"),
    ],
)
def test_a_file_that_is_no_table_says_what_is_wrong(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableRoll) as refused:
        read_all(io.BytesIO(data))
    assert words in refused.value.reason


# What a row must be


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"achternaam": ""}, "achternaam is leeg"),
        ({"achternaam": "=-"}, "geen letters"),
        ({"achternaam": "x" * 300}, "te lang"),
        ({"achternaam": "Be\0rg"}, "onleesbaar"),
        ({"achternaam": "Be\N{REPLACEMENT CHARACTER}rg"}, "onleesbaar"),
        ({"achternaam": "x" * 90, "tussenvoegsel": "y" * 20, "voorletters": "A." * 30}, "te lang"),
        ({"voorletters": "12"}, "voorletters"),
        ({"geslacht": "Q"}, "M, V of O"),
        ({"geboortedatum": ""}, "geboortedatum is leeg"),
        ({"geboortedatum": "31-02-2001"}, "bestaat niet"),
        ({"geboortedatum": "2001-02-29"}, "bestaat niet"),
        ({"geboortedatum": "2001-13-01"}, "bestaat niet"),
        ({"geboortedatum": "2001-00-04"}, "bestaat niet"),
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
        ({"postcode": ""}, "postcode is leeg"),
        ({"woonplaats": ""}, "woonplaats is leeg"),
        ({"wijk": "", "postcode": ""}, "postcode is leeg"),
        ({"wijk": ""}, "wijk is leeg"),
    ],
)
def test_a_bad_field_comes_back_with_the_reason(fields: dict[str, str], words: str) -> None:
    assert words in reason(**fields)


def test_a_row_says_all_that_is_wrong_with_it_at_its_line() -> None:
    good, bad = read(GOOD, row(postcode="x", straat="12"))
    assert good.outcome is Outcome.VOTER
    assert (bad.line, bad.outcome) == (3, Outcome.REJECTED)
    assert "2034 AB" in bad.reason
    assert "straat heeft geen letters" in bad.reason


def test_too_many_or_too_few_columns_are_rejected_but_not_empty_ones() -> None:
    more, fewer, empty = read(GOOD + ";x", GOOD.rpartition(";")[0], GOOD + ";;")
    assert "13 kolommen" in more.reason
    assert "11 kolommen" in fewer.reason
    assert empty.outcome is Outcome.VOTER


@pytest.mark.parametrize("after", [1, 200])
def test_a_stray_quote_costs_its_own_line_only(after: int) -> None:
    found = read(row(straat='"Laan'), *[GOOD] * after)
    assert [each.line for each in found] == list(range(2, 3 + after))
    assert [each.outcome for each in found] == [Outcome.REJECTED, *[Outcome.VOTER] * after]
    assert "aanhalingsteken" in found[0].reason


def test_a_line_break_within_quotes_is_a_space_and_lines_are_those_of_the_file() -> None:
    first, second = read(row(straat='"Twee\r\nlijnen"'), row(postcode="x"))
    assert (first.line, second.line) == (2, 4)
    assert first.person
    assert first.person.address_line == "Twee lijnen 12 A2"


@pytest.mark.parametrize("born", ["2001-05-04", "04-05-2001", "4-5-2001", " 2001-05-04 ", "20010504"])
def test_dates_in_several_ways(born: str) -> None:
    assert person(geboortedatum=born).birth_date == date(2001, 5, 4)


def test_spaces_and_invisible_characters_make_no_other_person() -> None:
    same = person(achternaam="Be\N{SOFT HYPHEN}rg\N{NO-BREAK SPACE}", straat="Italie\N{COMBINING DIAERESIS}laan")
    assert (same.identity, same.address_line) == (person().identity, person().address_line)
