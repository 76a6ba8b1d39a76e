"""The pages about the letters: start, follow, fetch and confirm, for the leader only."""

import io
import logging
import re
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.letter_world import SHOWN, path_of, render_all, text_of, voters
from voting.actions import confirm_printed, render_batch, start_letters
from voting.letters import SAMPLE_SHOWN
from voting.models import LetterBatch, LetterRun, VotingCode

pytestmark = pytest.mark.usefixtures("private_folder")


def url(name: str, edition: Edition, *more: int) -> str:
    return reverse(name, args=[edition.slug, *more])


@pytest.mark.django_db(transaction=True)
def test_from_the_button_to_paper(
    as_user: Callable[[User], Client], no_second_factor: None, small_stacks: None
) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    browser = as_user(make.staff(edition, Role.LEADER))
    voters(edition, 5)
    browser.post(url("letters_start", edition))
    page = browser.get(url("letters", edition)).content.decode()
    assert "Alle 5 brieven zijn klaar" in page
    response = browser.get(url("letters_all", edition))
    whole = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    pdfs = [whole.read(name) for name in whole.namelist() if name.endswith(".pdf")]
    assert len({code for pdf in pdfs for code in SHOWN.findall(text_of(pdf))}) == 5
    assert browser.post(url("letters_printed", edition)).status_code == 422
    assert VotingCode.objects.filter(sealed__isnull=False).count() == 5
    browser.post(url("letters_printed", edition), {"sure": "on"})
    assert not VotingCode.objects.filter(sealed__isnull=False).exists()
    page = browser.get(url("letters", edition)).content.decode()
    assert "De brieven zijn gedrukt" in page
    gone = browser.get(url("letter_batch", edition, LetterBatch.objects.all()[0].pk))
    assert gone.status_code == 422


def test_the_bar_moves_and_ends_with_a_fresh_page(browser: Client, run: LetterRun, edition: Edition) -> None:
    def bar() -> tuple[str, bool]:
        response = browser.get(url("letters_progress", edition), headers={"HX-Request": "true"})
        (value,) = re.findall(r'value="(\d+)" max="5"', response.content.decode())
        return value, "HX-Refresh" in response

    seen = [bar()]
    for batch in run.batches.all():
        render_batch(batch.pk)
        seen.append(bar())
    assert seen == [("0", False), ("2", False), ("3", False), ("5", True)]


def test_the_bar_works_without_javascript(browser: Client, run: LetterRun, edition: Edition) -> None:
    page = browser.get(url("letters", edition)).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert browser.get(url("letters_progress", edition)).status_code == 302


def test_fetching_is_on_record_and_never_stored(browser: Client, run: LetterRun, edition: Edition) -> None:
    render_all(run)
    batch = run.batches.all()[0]
    response = browser.get(url("letter_batch", edition, batch.pk))
    assert b"".join(response.streaming_content) == path_of(batch).read_bytes()  # type: ignore[attr-defined]
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    entry = Entry.objects.get(action="letters_fetched")
    assert (entry.subject, entry.data) == (f"batch:{batch.pk}", {"letters": 2})


def test_an_unready_or_changed_file_is_not_handed_out(browser: Client, run: LetterRun, edition: Edition) -> None:
    batch = run.batches.all()[0]
    assert browser.get(url("letter_batch", edition, batch.pk)).status_code == 422
    assert browser.get(url("letters_all", edition)).status_code == 422
    render_all(run)
    path_of(batch).write_bytes(b"%PDF")
    assert browser.get(url("letter_batch", edition, batch.pk)).status_code == 422
    assert not Entry.objects.filter(action="letters_fetched").exists()


def test_a_stack_of_another_edition_does_not_exist(browser: Client, edition: Edition, small_stacks: None) -> None:
    other = make.edition(Phase.FEASIBILITY)
    voters(other, 1)
    theirs = start_letters(other.pk, make.user().pk)
    render_all(theirs)
    assert browser.get(url("letter_batch", edition, theirs.batches.get().pk)).status_code == 404
    assert browser.get(url("letter_batch", edition, 10**30)).status_code == 404
    assert browser.get(url("letters_all", edition)).status_code == 404


def test_the_preview_is_a_pdf_with_a_code_that_is_not_real(browser: Client, edition: Edition) -> None:
    response = browser.get(url("letter_preview", edition))
    assert response["Content-Type"] == "application/pdf"
    assert SAMPLE_SHOWN in text_of(response.content)


def test_writing_needs_post(browser: Client, edition: Edition) -> None:
    for name in ("letters_start", "letters_printed"):
        assert browser.get(url(name, edition)).status_code == 405


@pytest.mark.parametrize("name", ["letters", "letters_progress", "letter_preview", "letters_all"])
def test_pages_are_for_the_leader_only(
    name: str, edition: Edition, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    assert as_user(make.staff(edition, Role.CHAIR, Role.CHECKER)).get(url(name, edition)).status_code == 403
    assert Client().get(url(name, edition)).status_code == 302


@pytest.mark.parametrize("name", ["letters_start", "letters_printed"])
def test_buttons_are_for_the_leader_only(
    name: str, edition: Edition, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    voters(edition, 1)
    stranger = as_user(make.staff(edition, Role.CHAIR, Role.CHECKER))
    assert stranger.post(url(name, edition), {"sure": "on"}).status_code == 403
    assert not LetterRun.objects.exists()


def test_no_name_or_code_in_logs_or_on_record(
    browser: Client, run: LetterRun, edition: Edition, leader: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        render_all(run)
        text = text_of(path_of(run.batches.all()[0]).read_bytes())
        browser.get(url("letters", edition))
        confirm_printed(edition.pk, leader.pk)
    said = caplog.text + str(list(Entry.objects.values()))
    for secret in (*SHOWN.findall(text), *[code.replace("-", "") for code in SHOWN.findall(text)]):
        assert secret not in said
    assert "Berg0" not in re.sub(r"\(.*?\) .*SELECT.*|.*INSERT.*", "", said)
