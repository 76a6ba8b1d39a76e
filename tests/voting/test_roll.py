"""The electoral roll: what a file may look like, who gets on it, and that no row is lost."""

import csv
import io
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from voting.actions import import_roll, issue_codes
from voting.addressing import address_line, initials, salutation
from voting.codes import read_code
from voting.exports import rejected_csv, safe_cell
from voting.keys import lookup_hash
from voting.models import RejectedRow, RollImport, Voter, VotingCode
from voting.roll import COLUMNS, Person, Rejected, Roll, Rules, UnreadableRoll
from voting.sealing import Sealer

HEADING = ";".join(COLUMNS)
GOOD = "M.;van der;Berg;V;2001-05-04;Italiëlaan;12;A;2;2034 AB;Haarlem;Europawijk"
RULES = Rules({"europawijk": 1, "meerwijk": 2}, voting_day=date(2026, 11, 17), voting_age=16)


def row(**fields: str) -> str:
    """The good row with other fields."""
    return ";".join({**dict(zip(COLUMNS, GOOD.split(";"), strict=True)), **fields}.values())


def file_of(*rows: str, heading: str = HEADING, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\r\n".join([heading, *rows, ""]).encode(encoding))


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


# Into the database


@pytest.fixture
def edition(db: None) -> Edition:
    return make.edition(Phase.FEASIBILITY)


@pytest.fixture
def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


def totals(made: RollImport) -> tuple[int, int, int, int]:
    return made.rows, made.new, made.known, made.rejected


def test_every_row_is_new_known_or_rejected(edition: Edition, leader: User) -> None:
    file = file_of(GOOD, row(achternaam="Vos"), GOOD, row(postcode="x"), row(wijk="Centrum"))
    assert totals(import_roll(edition.pk, file, leader.pk)) == (5, 2, 1, 2)
    assert Voter.objects.filter(edition=edition).count() == 2
    rejected = RejectedRow.objects.values_list("line", "reason")
    assert [line for line, _ in rejected] == [5, 6]


def test_the_same_file_again_adds_nobody(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD, row(achternaam="Vos")), leader.pk)
    assert totals(import_roll(edition.pk, file_of(GOOD, row(achternaam="Vos")), leader.pk)) == (2, 0, 2, 0)


def test_a_person_in_another_edition_is_another_voter(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD), leader.pk)
    other = make.edition(Phase.FEASIBILITY)
    assert import_roll(other.pk, file_of(GOOD), leader.pk).new == 1
    assert len(set(map(bytes, Voter.objects.values_list("person_key", flat=True)))) == 2


def test_a_number_tells_namesakes_apart_and_is_not_kept(edition: Edition, leader: User) -> None:
    heading = HEADING + ";nummer"
    made = import_roll(edition.pk, file_of(f"{GOOD};100.234", f"{GOOD};100235", f"{GOOD};", heading=heading), leader.pk)
    assert totals(made) == (3, 2, 0, 1)
    kept = [str(value) for voter in Voter.objects.values() for value in voter.values()]
    assert not any("100235" in value or "100.234" in value for value in kept)


def test_files_with_and_without_number_do_not_mix(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD), leader.pk)
    with pytest.raises(Refused, match="nummer"):
        import_roll(edition.pk, file_of(f"{GOOD};1", heading=HEADING + ";nummer"), leader.pk)
    assert Voter.objects.count() == 1


def test_no_roll_once_the_vote_is_open(leader: User) -> None:
    voting = make.edition(Phase.VOTING)
    with pytest.raises(Refused, match="voordat de stemming open is"):
        import_roll(voting.pk, file_of(GOOD), leader.pk)
    assert not Voter.objects.exists()


def test_no_roll_once_codes_are_issued(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD), leader.pk)
    issue_codes(edition.pk)
    with pytest.raises(Refused, match="stemcodes zijn al gemaakt"):
        import_roll(edition.pk, file_of(row(achternaam="Vos")), leader.pk)
    assert Voter.objects.count() == 1


def test_no_roll_without_the_dates_of_the_vote(edition: Edition, leader: User) -> None:
    edition.windows.all().delete()
    with pytest.raises(Refused, match="planning"):
        import_roll(edition.pk, file_of(GOOD), leader.pk)


def test_a_file_without_people_is_refused_and_leaves_no_trace(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="geen mensen"):
        import_roll(edition.pk, file_of(), leader.pk)
    assert not RollImport.objects.exists()
    assert not Entry.objects.exists()


def test_an_import_is_on_record_without_names(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD), leader.pk)
    entry = Entry.objects.get(action="roll_imported")
    assert (entry.data["rows"], entry.data["new"]) == (1, 1)
    assert "Berg" not in str(entry.data)


def test_many_rows_take_few_queries_and_little_time(
    edition: Edition, leader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    file = file_of(*(row(achternaam=f"Berg{number:05d}") for number in range(3_000)))
    start = time.monotonic()
    with django_assert_max_num_queries(60):
        assert import_roll(edition.pk, file, leader.pk).new == 3_000
    assert time.monotonic() - start < 20


# Codes


def test_everybody_gets_one_code_and_again_none(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD, row(achternaam="Vos")), leader.pk)
    assert (issue_codes(edition.pk), issue_codes(edition.pk)) == (2, 0)


def test_a_code_is_kept_as_hash_and_sealed_copy_only(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, file_of(GOOD), leader.pk)
    issue_codes(edition.pk)
    kept = VotingCode.objects.get()
    code = Sealer(edition.pk).open(bytes(kept.sealed or b""))
    assert read_code(code) == code
    assert bytes(kept.code_hash) == lookup_hash(code)
    assert code.encode() not in bytes(kept.sealed or b"")


# The page


@pytest.fixture
def browser(leader: User, as_user: Callable[[User], Client], no_second_factor: None) -> Client:
    return as_user(leader)


def upload(browser: Client, edition: Edition, data: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile("kiezers.csv", data, "text/csv")
    response = browser.post(reverse("roll", args=[edition.slug]), {"file": file}, follow=True)
    return response.status_code, response.content.decode()


def test_the_page_shows_totals_and_rejected_rows(browser: Client, edition: Edition) -> None:
    status, page = upload(browser, edition, file_of(GOOD, row(wijk="Centrum")).getvalue())
    assert status == 200
    assert "Nieuw: 1, al bekend: 0, afgewezen: 1" in page
    assert "hoort niet bij dit gebied" in page


@pytest.mark.parametrize("data", [b"", b"onzin", b"\0" * 50, b"\xff\xfe\xfd" * 9, b'";' * 999, HEADING.encode()])
def test_nonsense_is_refused_beside_the_field(browser: Client, edition: Edition, data: bytes) -> None:
    status, _ = upload(browser, edition, data)
    assert status == 422
    assert not RollImport.objects.exists()


def test_no_file_at_all_is_refused(browser: Client, edition: Edition) -> None:
    response = browser.post(reverse("roll", args=[edition.slug]))
    assert response.status_code == 422
    assert "Kies een bestand." in response.content.decode()


def test_only_the_leader_of_this_edition_may(
    edition: Edition, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    for stranger in (make.staff(edition, Role.CHECKER, Role.CHAIR), make.staff(make.edition(), Role.LEADER)):
        assert upload(as_user(stranger), edition, file_of(GOOD).getvalue())[0] == 403
    assert not RollImport.objects.exists()


def test_the_list_of_rejected_rows_can_be_mended_and_read_in_again(browser: Client, edition: Edition) -> None:
    upload(browser, edition, file_of(row(achternaam="=1+1 Berg", postcode="x")).getvalue())
    made = RollImport.objects.get()
    response = browser.get(reverse("roll_rejected", args=[edition.slug, made.pk]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    cells = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert cells[0][:2] == ["regel", "reden"]
    assert cells[1][4] == "'=1+1 Berg"
    status, _ = upload(browser, edition, text.replace(";x;", ";2034 AB;").encode())
    assert status == 200
    assert Voter.objects.get().name_line == "M. van der =1+1 Berg"


def test_rejected_rows_of_another_edition_do_not_exist(browser: Client, edition: Edition, leader: User) -> None:
    other = make.edition(Phase.FEASIBILITY)
    made = import_roll(other.pk, file_of(row(wijk="x")), leader.pk)
    assert browser.get(reverse("roll_rejected", args=[edition.slug, made.pk])).status_code == 404


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1"])
def test_a_spreadsheet_calculates_nothing(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_plain_text_stays_as_it_is() -> None:
    assert safe_cell("'t Hart") == "'t Hart"
    assert next(rejected_csv([], has_numbers=True)).endswith("wijk;nummer\r\n")


def test_the_page_asks_few_questions_of_the_database(
    browser: Client, edition: Edition, leader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        import_roll(edition.pk, file_of(row(achternaam=f"Berg{number}"), row(wijk="x")), leader.pk)
    with django_assert_max_num_queries(20):
        assert browser.get(reverse("roll", args=[edition.slug])).status_code == 200
