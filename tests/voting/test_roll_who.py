"""Who gets on the roll, who is set apart and who is left out; which column is what."""

import io
from datetime import date

import pytest

from tests.voting.roll_world import as_csv, as_xlsx, table
from tests.voting.test_roll import RULES, read_all
from voting.roll import (
    Apart,
    Outcome,
    Row,
    Rules,
    UnreadableRoll,
    heading_key,
    open_table,
    propose,
    what_is_missing,
    workbooks,
)
from voting.roll.fields import COLUMNS

BY_POSTCODE = Rules({}, RULES.voting_day, 16, {"2034": 1}, frozenset({"2035"}))


def one(**fields: str) -> Row:
    """What becomes of the good row with these fields, in a file that has columns for them."""
    return one_by(RULES, **fields)


def one_by(rules: Rules, without: str = "", **fields: str) -> Row:
    """The same by other rules, perhaps in a file that misses a column."""
    told = {name.replace("_", " "): text for name, text in fields.items()}
    names = [name for name in dict.fromkeys([*COLUMNS, *told]) if name != without]
    (found,) = read_all(as_csv(table(names, [told])), rules)
    return found


# Age


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        ("2010-11-17", Outcome.VOTER),
        ("2010-11-18", Outcome.YOUNG),
        ("2026-11-17", Outcome.YOUNG),
        ("2008-02-29", Outcome.VOTER),
    ],
)
def test_who_is_old_enough_on_the_day_may_vote(born: str, outcome: Outcome) -> None:
    assert one(geboortedatum=born).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [(date(2024, 2, 29), "VOTER"), (date(2024, 2, 28), "YOUNG")])
def test_who_was_born_on_29_february_in_a_leap_year(day: date, outcome: str) -> None:
    assert one_by(Rules(RULES.neighbourhoods, day, 16), geboortedatum="2008-02-29").outcome == outcome


@pytest.mark.parametrize(("day", "outcome"), [(date(2026, 3, 1), "VOTER"), (date(2026, 2, 28), "YOUNG")])
def test_who_was_born_on_29_february_in_another_year(day: date, outcome: str) -> None:
    assert one_by(Rules(RULES.neighbourhoods, day, 18), geboortedatum="2008-02-29").outcome == outcome


@pytest.mark.parametrize(
    ("born", "outcome", "kept"),
    [
        ("19600000", Outcome.VOTER, date(1960, 12, 31)),
        ("1960-05-00", Outcome.VOTER, date(1960, 5, 31)),
        ("00-00-1960", Outcome.VOTER, date(1960, 12, 31)),
        ("20100000", Outcome.APART, date(2010, 12, 31)),
        ("20110000", Outcome.YOUNG, None),
        ("00000000", Outcome.APART, None),
    ],
)
def test_a_half_known_birth_date(born: str, outcome: Outcome, kept: date | None) -> None:
    found = one(geboortedatum=born)
    assert found.outcome is outcome
    assert (found.person.birth_date if found.person else None) == kept
    assert found.outcome is not Outcome.APART or found.reason == Apart.BIRTH_DATE


# Who is set apart, and with how little


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        *[({"geheim": str(number)}, Apart.SECRET) for number in range(1, 8)],
        ({"geheim": "ja"}, Apart.SECRET),
        ({"onderzoek": "080000"}, Apart.INVESTIGATED),
        ({"onderzoek": "081120"}, Apart.INVESTIGATED),
        ({"onderzoek": "80000"}, Apart.INVESTIGATED),
        ({"onderzoek": "ja"}, Apart.INVESTIGATED),
        ({"onderzoek": "089999"}, Apart.ELSEWHERE),
        ({"geheim": "2", "onderzoek": "089999"}, Apart.SECRET),
        ({"land": "5010", "buitenland 1": "Rue du pomme 26", "wijk": "", "postcode": ""}, Apart.ABROAD),
        ({"straat": "", "huisnummer": "", "postcode": "", "toevoeging": "", "huisletter": ""}, Apart.NO_ADDRESS),
        ({"straat": "."}, Apart.NO_ADDRESS),
        ({"huisnummer": "0"}, Apart.NO_ADDRESS),
        ({"locatie": "Woonboot", "straat": "", "huisnummer": "", "postcode": "", "wijk": ""}, Apart.NO_ADDRESS),
        ({"achternaam": "."}, Apart.NO_NAME),
    ],
)
def test_a_desk_decides_about(fields: dict[str, str], why: Apart) -> None:
    found = one(**{name.replace(" ", "_"): text for name, text in fields.items()})
    assert (found.outcome, found.reason) == (Outcome.APART, why)
    assert found.person
    assert (found.person.address_line, found.person.postcode, found.person.town, found.raw) == ("", "", "", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"geheim": "0"},
        {"geheim": "nee"},
        {"onderzoek": "000000"},
        {"onderzoek": "081030"},
        {"onderzoek": "080000", "einde_onderzoek": "20260101"},
        {"land": "6030"},
        {"opschorting": ""},
        {"overleden": "00000000"},
        {"locatie": "Woonboot tegenover 3", "straat": "", "huisnummer": "", "postcode": ""},
    ],
)
def test_a_letter_goes_to(fields: dict[str, str]) -> None:
    assert one(**fields).outcome is Outcome.VOTER


@pytest.mark.parametrize("fields", [{"geheim": "8"}, {"geheim": "misschien"}, {"onderzoek": "?"}, {"titel": "koning"}])
def test_what_cannot_be_understood_is_never_taken_for_no(fields: dict[str, str]) -> None:
    assert one(**fields).outcome is Outcome.REJECTED


# Who is left out, whatever else is wrong with the row


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"overleden": "20260101", "postcode": "x", "geheim": "7"}, Outcome.DECEASED),
        ({"opschorting": "O"}, Outcome.DECEASED),
        ({"opschorting": "E"}, Outcome.OUTSIDE),
        ({"wijk": "Centrum", "geboortedatum": "x", "geheim": "7"}, Outcome.OUTSIDE),
        ({"geboortedatum": "2015-01-01", "achternaam": "", "geheim": "7"}, Outcome.YOUNG),
    ],
)
def test_left_out(fields: dict[str, str], outcome: Outcome) -> None:
    found = one(**fields)
    assert (found.outcome, found.person, found.raw) == (outcome, None, "")


def test_without_a_column_for_it_the_postcode_tells_the_neighbourhood() -> None:
    at_home = one_by(BY_POSTCODE, "wijk")
    assert at_home.person
    assert at_home.person.neighbourhood_id == 1
    assert one_by(BY_POSTCODE, "wijk", postcode="1011 AB").outcome is Outcome.OUTSIDE
    shared = one_by(BY_POSTCODE, "wijk", postcode="2035 AB")
    assert "meer dan één wijk" in shared.reason


# How people are told apart


def test_twins_with_equal_initials_are_two_with_given_names_and_with_numbers() -> None:
    def identities(**columns: tuple[str, str]) -> set[str]:
        names = [*COLUMNS, *columns]
        rows = [{name: pair[number] for name, pair in columns.items()} for number in (0, 1)]
        return {row.person.identity for row in read_all(as_csv(table(names, rows))) if row.person}

    assert len(identities(voornamen=("Jan", "Joost"))) == 2
    assert len(identities(nummer=("100.234", "100235"))) == 2
    assert len(identities(nummer=("100.234", "0100234"))) == 1
    assert len(identities()) == 1


def test_a_row_without_its_number_is_rejected() -> None:
    assert "nummer is leeg" in one(nummer="").reason


# Which column is what


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Achternaam", "achternaam"),
        ("geslachtsnaam (02.40)", "achternaam"),
        ("02.40", "achternaam"),
        ("Geslachtsnaam", "achternaam"),
        ("partner.geslachtsnaam (02.40)", "partner achternaam"),
        ("05.02.40", "partner achternaam"),
        ("huisnummertoevoeging (11.40)", "toevoeging"),
        ("Straatnaam", "straat"),
        ("indicatie geheim (70.10)", "geheim"),
        ("aanduiding in onderzoek (83.10)", "onderzoek"),
        ("GEBOORTE DATUM", "geboortedatum"),
        ("BSN", "nummer"),
        ("Datum overlijden", "overleden"),
    ],
)
def test_headings_that_we_know(heading: str, field: str) -> None:
    assert propose(["iets", heading]) == {field: 1}


@pytest.mark.parametrize("heading", ["gezinsgrootte", "", "99.99", "2024.10.11", "telefoon"])
def test_headings_that_we_do_not(heading: str) -> None:
    assert propose(["iets anders", heading]) == {}


def test_a_field_is_proposed_once_and_a_name_goes_before_a_number() -> None:
    assert propose(["x (02.40)", "achternaam", "achternaam"]) == {"achternaam": 1}
    assert propose(["huisletter (11.20)"]) == {"huisletter": 0}


def test_what_must_have_a_column() -> None:
    mapping = propose(COLUMNS)
    assert what_is_missing(mapping) == []
    assert what_is_missing({key: at for key, at in mapping.items() if key != "straat"}) == ["Straat"]
    assert what_is_missing({key: at for key, at in mapping.items() if key != "woonplaats"}) == ["Woonplaats"]


def test_a_heading_has_one_key_however_it_is_written() -> None:
    assert heading_key(["Achternaam ", "Wijk"]) == heading_key(["achternaam", "WIJK"])
    assert heading_key(["achternaam", "wijk"]) != heading_key(["wijk", "achternaam"])


# Workbooks


def test_a_workbook_keeps_numbers_and_dates_its_own_way() -> None:
    cells: list[list[object]] = [list(each) for each in table([*COLUMNS, "geheim"], [{}])]
    cells[1][COLUMNS.index("geboortedatum")] = date(2001, 5, 4)
    cells[1][COLUMNS.index("huisnummer")] = 12.0
    cells[1][COLUMNS.index("toevoeging")] = 2
    cells[1][-1] = 0
    (found,) = read_all(as_xlsx(cells))
    assert found.person == one(geheim="0").person


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1_000)
    with pytest.raises(UnreadableRoll, match="te groot"):
        open_table(as_xlsx(table(COLUMNS, [{}])))


def test_a_workbook_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    with pytest.raises(UnreadableRoll, match="te groot"):
        list(open_table(as_xlsx(table(COLUMNS, [{}, {}]))))


def test_a_broken_workbook_is_refused() -> None:
    whole = as_xlsx(table(COLUMNS, [{}])).getvalue()
    with pytest.raises(UnreadableRoll, match="niet te lezen"):
        open_table(io.BytesIO(whole[: len(whole) // 2]))
