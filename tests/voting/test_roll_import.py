"""The electoral roll in the database: who gets on it, that no row is lost, codes, and the page."""

import csv
import io
import time
from collections.abc import Callable

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
from tests.voting.roll_world import GOOD, HEADING, file_of, row
from voting.actions import import_roll, issue_codes
from voting.codes import read_code
from voting.exports import rejected_csv, safe_cell
from voting.keys import lookup_hash
from voting.models import RejectedRow, RollImport, Voter, VotingCode
from voting.sealing import Sealer

# Into the database


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
