"""The pages of the roll: upload, columns, preview, start, balance, lists and the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition, Role
from tests import make
from tests.voting.roll_world import GOOD, HEADING, file_of, imported, row
from voting.models import RollImport, SetApart, Voter
from voting.roll import COLUMNS

pytestmark = pytest.mark.usefixtures("private_folder")


def address(name: str, edition: Edition, *more: object) -> str:
    return reverse(name, args=[edition.slug, *more])


def upload(browser: Client, edition: Edition, data: bytes) -> HttpResponse:
    file = SimpleUploadedFile("kiezers.csv", data, "text/csv")
    return browser.post(address("roll", edition), {"file": file})  # type: ignore[return-value]


def text(response: Any) -> str:
    return str(response.content.decode())


def columns(**changed: str) -> dict[str, str]:
    """What the page of columns sends: the proposal, with other choices by name of column."""
    return {f"column_{at}": changed.get(name, name) for at, name in enumerate(COLUMNS)}


def test_from_upload_to_balance(browser: Client, edition: Edition, django_capture_on_commit_callbacks: Any) -> None:
    data = file_of(GOOD, row(achternaam="Vos"), row(wijk="Europawyk"), row(postcode="x")).getvalue()
    uploaded = upload(browser, edition, data)
    made = RollImport.objects.get()
    assert uploaded.headers["Location"] == address("roll_columns", edition, made.pk)
    page = text(browser.get(address("roll_columns", edition, made.pk)))
    assert "achternaam" in page
    assert "Italiëlaan" in page
    mapped = browser.post(address("roll_columns", edition, made.pk), columns())
    assert mapped.headers["Location"] == address("roll_preview", edition, made.pk)
    page = text(browser.get(address("roll_preview", edition, made.pk)))
    assert "Geachte mevrouw Van der Berg" in page
    assert "Italiëlaan 12 A2" in page
    assert "Europawijk" in page
    assert not Voter.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address("roll_start", edition, made.pk))
    page = text(browser.get(address("roll_import", edition, made.pk)))
    assert "Alle rijen op een rij" in page
    assert "Europawyk" in page
    assert Voter.objects.count() == 2
    listed = b"".join(browser.get(address("roll_rejected", edition, made.pk)).streaming_content).decode()  # type: ignore[attr-defined]
    assert "regel;soort;reden;voorletters" in listed
    assert "5;afgewezen;De postcode moet zijn zoals 2034 AB." in listed
    assert "Europawyk" not in listed
    everything = b"".join(browser.get(address("roll_rejected", edition, made.pk) + "?alles=1").streaming_content)  # type: ignore[attr-defined]
    assert b"Europawyk" in everything


@pytest.mark.parametrize("data", [b"", b"onzin", b"\0" * 50, b"\xff\xfe\xfd" * 9, b'";' * 999, b"PK\x03\x04"])
def test_nonsense_is_refused_beside_the_field(browser: Client, edition: Edition, data: bytes) -> None:
    assert upload(browser, edition, data).status_code in (302, 422)
    assert upload(browser, edition, b"onzin").status_code == 422


def test_no_file_at_all_is_refused(browser: Client, edition: Edition) -> None:
    response = browser.post(address("roll", edition))
    assert response.status_code == 422
    assert "Kies een bestand." in text(response)


def test_a_column_that_is_missing_or_chosen_twice_is_told_and_choices_stay(browser: Client, edition: Edition) -> None:
    upload(browser, edition, file_of(GOOD).getvalue())
    made = RollImport.objects.get()
    where = address("roll_columns", edition, made.pk)
    missing = browser.post(where, columns(straat="", voorletters="voornamen"))
    assert missing.status_code == 422
    assert "Straat" in text(missing)
    assert '<option value="voornamen" selected>' in text(missing)
    twice = browser.post(where, columns(straat="achternaam"))
    assert twice.status_code == 422
    assert "koos u al voor een andere kolom" in text(twice)
    strange = browser.post(where, columns(straat="iets"))
    assert strange.status_code == 422


def test_pages_of_a_finished_import_lead_to_its_balance(browser: Client, edition: Edition, leader: User) -> None:
    made = imported(edition, leader.pk, GOOD)
    for name in ("roll_columns", "roll_preview"):
        assert browser.get(address(name, edition, made.pk)).headers["Location"] == address(
            "roll_import", edition, made.pk
        )
    browser.post(address("roll_start", edition, made.pk))
    browser.post(address("roll_cancel", edition, made.pk))
    assert RollImport.objects.get().state == "DONE"


def test_a_second_time_says_that_nothing_changed(browser: Client, edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    again = imported(edition, leader.pk, GOOD)
    page = text(browser.get(address("roll_import", edition, again.pk)))
    assert "Er is niets veranderd" in page
    assert "0 nieuwe stemgerechtigden" in page


def test_progress_moves_and_ends_with_the_whole_page(browser: Client, edition: Edition) -> None:
    upload(browser, edition, file_of(GOOD).getvalue())
    made = RollImport.objects.get()
    RollImport.objects.update(state="RUNNING", progress=made.size // 2)
    where = address("roll_progress", edition, made.pk)
    moving = browser.get(where, headers={"HX-Request": "true"})
    assert "49% van het bestand" in text(moving) or "50% van het bestand" in text(moving)
    assert "HX-Refresh" not in moving.headers
    assert browser.get(where).headers["Location"] == address("roll_import", edition, made.pk)
    assert 'http-equiv="refresh"' in text(browser.get(address("roll_import", edition, made.pk)))
    browser.post(address("roll_cancel", edition, made.pk))
    assert browser.get(where, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_pages_with_people_are_kept_nowhere(browser: Client, edition: Edition) -> None:
    upload(browser, edition, file_of(GOOD).getvalue())
    made = RollImport.objects.get()
    for where in (
        address("roll", edition),
        *(address(name, edition, made.pk) for name in ("roll_columns", "roll_preview", "roll_rejected", "roll_apart")),
        address("set_apart", edition),
    ):
        assert "no-store" in browser.get(where).headers["Cache-Control"]


def test_the_number_of_queries_does_not_grow(
    browser: Client, edition: Edition, leader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [
        f"{row(achternaam=f'Berg{number}', **extra)};{number % 2}"
        for number in range(30)
        for extra in ({}, {"postcode": "x"})
    ]
    made = imported(edition, leader.pk, *rows, heading=HEADING + ";geheim")
    for _ in range(5):
        imported(edition, leader.pk, *rows, heading=HEADING + ";geheim")
    for where in (address("roll", edition), address("roll_import", edition, made.pk), address("set_apart", edition)):
        with django_assert_max_num_queries(15):
            assert browser.get(where).status_code == 200


def test_only_the_leader_of_this_edition_may(
    edition: Edition, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    for stranger in (make.staff(edition, Role.CHECKER, Role.CLERK), make.staff(make.edition(), Role.LEADER)):
        assert upload(as_user(stranger), edition, file_of(GOOD).getvalue()).status_code == 403
    assert not RollImport.objects.exists()


def test_a_file_of_another_edition_is_not_there(browser: Client, edition: Edition, leader: User) -> None:
    elsewhere = imported(make.edition(edition.current_phase), leader.pk, GOOD)
    for name in ("roll_import", "roll_columns", "roll_preview", "roll_rejected", "roll_apart"):
        assert browser.get(address(name, edition, elsewhere.pk)).status_code == 404


# The desk


def test_a_clerk_sees_who_was_set_apart_without_address_and_lets_somebody_in(
    edition: Edition, leader: User, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    imported(edition, leader.pk, f"{GOOD};3", heading=HEADING + ";geheim")
    desk = as_user(make.staff(edition, Role.CLERK))
    page = text(desk.get(address("set_apart", edition)))
    assert "M. van der Berg" in page
    assert "de gegevens zijn geheim" in page
    assert "Italië" not in page
    desk.post(address("set_apart_admit", edition, SetApart.objects.get().pk))
    assert Voter.objects.get().by_post is False
    assert "toegelaten" in text(desk.get(address("set_apart", edition)))


def test_who_is_set_apart_elsewhere_is_not_there(browser: Client, edition: Edition, leader: User) -> None:
    imported(make.edition(edition.current_phase), leader.pk, f"{GOOD};3", heading=HEADING + ";geheim")
    assert browser.post(address("set_apart_admit", edition, SetApart.objects.get().pk)).status_code == 404
    assert not Voter.objects.exists()


def test_the_list_of_who_was_set_apart_has_line_and_reason(browser: Client, edition: Edition, leader: User) -> None:
    made = imported(edition, leader.pk, f"{row(achternaam='=1+1 Berg', voorletters='')};3", heading=HEADING + ";geheim")
    listed = b"".join(browser.get(address("roll_apart", edition, made.pk)).streaming_content).decode()  # type: ignore[attr-defined]
    assert "2;Van der =1+1 Berg;2001-05-04;Europawijk;de gegevens zijn geheim" in listed
