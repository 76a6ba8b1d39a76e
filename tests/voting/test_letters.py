"""The letters: everybody one, each code on one page and readable, nothing lost when a worker dies, codes gone after."""

import io
import logging
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from voting import tasks
from voting.actions import batches_to_render, confirm_printed, render_batch, start_letters
from voting.actions import letters as actions
from voting.codes import MistypedCode, is_canonical, read_code
from voting.keys import lookup_hash
from voting.letters import SAMPLE_CODE, SAMPLE_SHOWN, closing_text, render_letters, sample_letter
from voting.models import BatchState, LetterBatch, LetterRun, Voter, VotingCode
from voting.sealing import BrokenSeal
from voting.stacks import run_folder, stack_path, write_stack

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
MM = 72 / 25.4
PLACE = ("voter__neighbourhood", "voter__address_line")


@pytest.fixture(autouse=True)
def private_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "besloten"
    settings.SITE_URL = "https://wijkbudget.example.org"
    return tmp_path


@pytest.fixture
def small_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LETTERS_PER_BATCH", 2)


@pytest.fixture
def edition(db: None) -> Edition:
    return make.edition(Phase.FEASIBILITY)


@pytest.fixture
def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


def voters(where: Edition, number: int, **extra: str) -> list[Voter]:
    wijken = list(where.area.neighbourhoods.all())
    return Voter.objects.bulk_create(
        Voter(
            edition=where,
            person_key=f"{where.pk}-{each}".encode(),
            neighbourhood=wijken[each % len(wijken)],
            birth_date=date(2000, 1, 1),
            **{
                "name_line": f"M. van der Berg{each:03d}",
                "salutation": "Geachte heer Van der Berg",
                "address_line": f"Italiëlaan {900 - each}",
                "postcode": "2034 AB",
                "town": "Haarlem",
                **extra,
            },
        )
        for each in range(number)
    )


@pytest.fixture
def run(edition: Edition, leader: User, small_stacks: None) -> LetterRun:
    """Five voters in three stacks, not rendered yet."""
    voters(edition, 5)
    return start_letters(edition.pk, leader.pk)


def render_all(run: LetterRun) -> None:
    for pk in run.batches.values_list("pk", flat=True):
        render_batch(pk)


def path_of(batch: LetterBatch) -> Path:
    batch.refresh_from_db()
    return stack_path(batch.run_id, batch.file)


def text_of(pdf: bytes, *how: str) -> str:
    done = subprocess.run(["pdftotext", *how, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pictures_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-", str(folder / "p")], input=pdf, check=True)
    return [Image.open(path) for path in sorted(folder.glob("p*.pgm"))]


def codes_of(run: LetterRun) -> dict[bytes, VotingCode]:
    return {bytes(code.code_hash): code for code in VotingCode.objects.filter(batch__run=run)}


# Making stacks


def test_everybody_has_one_code_in_one_stack_in_order_of_address(run: LetterRun) -> None:
    assert [batch.count for batch in run.batches.all()] == [2, 2, 1]
    assert VotingCode.objects.filter(batch__run=run).count() == 5
    stands = [
        (code.batch_id, code.voter.neighbourhood_id, code.voter.address_line)
        for code in VotingCode.objects.select_related("voter").order_by("batch", *PLACE)
    ]
    assert stands == sorted(stands)


def test_letters_are_made_once(run: LetterRun, edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="al gemaakt"):
        start_letters(edition.pk, leader.pk)
    assert VotingCode.objects.count() == 5


def test_no_letters_without_a_roll(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="kiezersbestand"):
        start_letters(edition.pk, leader.pk)


def test_no_letters_once_the_vote_is_open(leader: User) -> None:
    voting = make.edition(Phase.VOTING)
    voters(voting, 1)
    with pytest.raises(Refused, match="voordat de stemming open is"):
        start_letters(voting.pk, leader.pk)
    assert not VotingCode.objects.exists()


def test_no_letters_without_the_dates_of_the_vote(edition: Edition, leader: User) -> None:
    voters(edition, 1)
    edition.windows.all().delete()
    with pytest.raises(Refused, match="planning"):
        start_letters(edition.pk, leader.pk)
    assert not VotingCode.objects.exists()


# The letter itself


def test_every_code_stands_on_one_page_and_in_its_qr(run: LetterRun, tmp_path: Path) -> None:
    render_all(run)
    known = codes_of(run)
    printed, scanned = [], []
    for batch in run.batches.all():
        pdf = path_of(batch).read_bytes()
        pages = text_of(pdf, "-layout").rstrip("\f").split("\f")
        assert len(pages) == batch.count
        for page, picture in zip(pages, pictures_of(pdf, tmp_path / str(batch.number)), strict=True):
            (shown,) = SHOWN.findall(page)
            printed.append(read_code(shown))
            (seen,) = zxingcpp.read_barcodes(picture)
            scanned.append(seen.text)
            assert known[lookup_hash(read_code(shown))].voter.name_line in page
    assert {lookup_hash(code) for code in printed} == set(known)
    assert scanned == [f"https://wijkbudget.example.org/stemmen/#{code}" for code in printed]


def test_a_letter_says_how_until_when_and_in_five_languages(edition: Edition) -> None:
    text = text_of(render_letters(edition, [sample_letter()]))
    ends = closing_text(edition.schedule()[Phase.VOTING].ends_at)
    languages = ("English", "Türkçe", "Polski", "العربية")
    for words in (ends, "14\N{NO-BREAK SPACE}023", "wijkbudget.example.org/stemmen", *languages):
        assert " ".join(words.split()) in " ".join(text.split()), words


def test_only_the_address_stands_in_the_window(edition: Edition) -> None:
    """A C5/6 window on the left, with room to slide: 45 to 84 mm from the top, at most 125 mm wide."""
    box = ["-x", "0", "-y", str(round(45 * MM)), "-W", str(round(125 * MM)), "-H", str(round(39 * MM))]
    words = text_of(render_letters(edition, [sample_letter()]), "-r", "72", *box).split()
    assert words == ["M.", "van", "der", "Voorbeeld", "Voorbeeldlaan", "12", "A-2", "2034", "AB", "HAARLEM"]


def test_the_address_is_at_35_mm_with_its_middle_at_63_mm(edition: Edition) -> None:
    boxes = text_of(render_letters(edition, [sample_letter()]), "-bbox")
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(M\.|HAARLEM)<', boxes)
    (left, top, _, _), (_, _, bottom, _) = found
    assert float(left) == pytest.approx(35 * MM, abs=1 * MM)
    assert (float(top) + float(bottom)) / 2 == pytest.approx(63.5 * MM, abs=2 * MM)


@pytest.mark.parametrize("name", ["M. " + "Wolfeschlegelstein " * 7, "M. " + "x" * 150, "Ş. Çelik-Łukasiewicz-Ñandú"])
def test_a_long_or_foreign_name_stays_on_its_page_and_in_the_window(edition: Edition, leader: User, name: str) -> None:
    voters(edition, 1, name_line=name.strip(), salutation=f"Geachte mevrouw {name.strip()}", address_line="x" * 110)
    run = start_letters(edition.pk, leader.pk)
    render_all(run)
    pdf = path_of(run.batches.get()).read_bytes()
    assert text_of(pdf).count("\f") == 1
    box = ["-r", "72", "-x", "0", "-y", str(round(45 * MM)), "-W", str(round(125 * MM)), "-H", str(round(39 * MM))]
    inside = "".join(text_of(pdf, *box).split())
    assert inside == "".join(name.split()) + "x" * 110 + "2034ABHAARLEM"


def test_the_pdf_is_tagged_and_the_qr_has_words(edition: Edition) -> None:
    with pikepdf.open(io.BytesIO(render_letters(edition, [sample_letter()]))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        parts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert any("QR-code" in str(part.get("/Alt", "")) for part in parts)


def test_the_sample_is_marked_and_its_code_is_not_real(edition: Edition) -> None:
    text = text_of(render_letters(edition, [sample_letter()], sample=True))
    assert "VOORBEELD" in text.upper()
    assert not is_canonical(SAMPLE_CODE)
    with pytest.raises(MistypedCode):
        read_code(SAMPLE_SHOWN)


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [
        (datetime(2026, 12, 10, 23, tzinfo=UTC), "tot en met donderdag 10 december 2026"),
        (datetime(2026, 12, 10, 19, tzinfo=UTC), "tot donderdag 10 december 2026 om 20.00 uur"),
        (datetime(2026, 10, 25, 23, tzinfo=UTC), "tot en met zondag 25 oktober 2026"),
    ],
)
def test_the_last_day_in_words(ends_at: datetime, words: str) -> None:
    assert closing_text(ends_at) == words


# Workers that die, come twice or come late


def test_making_a_stack_twice_leaves_one_file(run: LetterRun) -> None:
    batch = run.batches.first()
    assert batch
    assert [render_batch(batch.pk), render_batch(batch.pk)] == [True, False]
    assert [path.name for path in run_folder(run.pk).iterdir()] == [path_of(batch).name]


def test_a_fresh_claim_is_left_alone(run: LetterRun) -> None:
    run.batches.update(state=BatchState.RENDERING, claimed_at=clock.now())
    assert not render_batch(run.batches.all()[0].pk)
    assert batches_to_render(20) == []


def test_a_stack_of_a_killed_worker_is_made_again(run: LetterRun) -> None:
    run.batches.update(state=BatchState.RENDERING, claimed_at=clock.now())
    clock.move(actions.STALE_AFTER + timedelta(seconds=1))
    assert batches_to_render(20) == list(run.batches.values_list("pk", flat=True))
    tasks.sweep_letter_batches()
    assert set(run.batches.values_list("state", flat=True)) == {BatchState.READY}


def test_who_comes_back_too_late_throws_its_own_work_away(run: LetterRun, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = run.batches.all()[0]

    def slow(run_id: int, number: int, pdf: bytes) -> tuple[str, str]:
        """While this worker slept, another one took the stale claim and finished."""
        monkeypatch.setattr(actions, "write_stack", write_stack)
        clock.move(actions.STALE_AFTER + timedelta(seconds=1))
        assert render_batch(batch.pk)
        return write_stack(run_id, number, pdf + b"\n")

    monkeypatch.setattr(actions, "write_stack", slow)
    assert not render_batch(batch.pk)
    assert [path.name for path in run_folder(run.pk).iterdir()] == [path_of(batch).name]


def test_a_worker_later_than_the_confirmation_leaves_no_codes_behind(
    run: LetterRun, edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_all(run)
    batch = run.batches.all()[0]
    pdf = path_of(batch).read_bytes()
    confirm_printed(edition.pk, leader.pk)
    name, _ = write_stack(run.pk, batch.number, pdf)
    actions._discard(batch.pk, name)
    assert not stack_path(run.pk, name).exists()


def test_a_stack_renders_the_same_codes_again_after_its_file_got_lost(run: LetterRun) -> None:
    render_all(run)
    batch = run.batches.all()[0]
    before = SHOWN.findall(text_of(path_of(batch).read_bytes()))
    path_of(batch).unlink()
    assert batches_to_render(20) == [batch.pk]
    assert render_batch(batch.pk)
    assert SHOWN.findall(text_of(path_of(batch).read_bytes())) == before


def test_the_sweep_takes_so_many_at_once(run: LetterRun) -> None:
    assert len(batches_to_render(2)) == 2


def test_a_sealed_code_moved_to_somebody_else_is_never_printed(run: LetterRun) -> None:
    one, other = VotingCode.objects.filter(batch=run.batches.all()[0])
    VotingCode.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(BrokenSeal):
        render_batch(run.batches.all()[0].pk)


def test_files_are_for_this_user_only(run: LetterRun) -> None:
    render_all(run)
    assert path_of(run.batches.all()[0]).stat().st_mode & 0o077 == 0
    assert run_folder(run.pk).stat().st_mode & 0o077 == 0


# Printed


def test_after_confirmation_no_code_is_readable_anywhere(
    run: LetterRun,
    edition: Edition,
    leader: User,
    private_folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    render_all(run)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_printed(edition.pk, leader.pk)
    assert not VotingCode.objects.filter(sealed__isnull=False).exists()
    assert not list(private_folder.rglob("*.pdf"))
    run.refresh_from_db()
    assert run.printed_by == leader
    assert Entry.objects.get(action="letters_printed").data == {"letters": 5}


def test_files_that_should_be_gone_are_swept(run: LetterRun, edition: Edition, leader: User) -> None:
    render_all(run)
    confirm_printed(edition.pk, leader.pk)
    assert run_folder(run.pk).exists()  # the server died before the files were removed
    assert batches_to_render(20) == []
    assert not run_folder(run.pk).exists()


def test_no_confirmation_while_a_stack_is_missing(run: LetterRun, edition: Edition, leader: User) -> None:
    render_all(run)
    run.batches.filter(number=3).update(state=BatchState.WAITING, file="", sha256="")
    with pytest.raises(Refused, match="niet alle stapels"):
        confirm_printed(edition.pk, leader.pk)
    assert VotingCode.objects.filter(sealed__isnull=False).count() == 5


def test_no_confirmation_when_the_numbers_disagree(run: LetterRun, edition: Edition, leader: User) -> None:
    render_all(run)
    run.batches.filter(number=3).update(count=7)
    with pytest.raises(Refused, match="kloppen niet"):
        confirm_printed(edition.pk, leader.pk)
    assert VotingCode.objects.filter(sealed__isnull=False).count() == 5


def test_no_confirmation_without_letters_or_twice(run: LetterRun, edition: Edition, leader: User) -> None:
    render_all(run)
    confirm_printed(edition.pk, leader.pk)
    with pytest.raises(Refused, match="al bevestigd"):
        confirm_printed(edition.pk, leader.pk)
    with pytest.raises(Refused, match="nog niet gemaakt"):
        confirm_printed(make.edition(Phase.FEASIBILITY).pk, leader.pk)


def test_a_printed_stack_is_not_made_again(run: LetterRun, edition: Edition, leader: User) -> None:
    render_all(run)
    confirm_printed(edition.pk, leader.pk)
    run.batches.update(state=BatchState.WAITING)
    assert not render_batch(run.batches.all()[0].pk)


# The pages


@pytest.fixture
def browser(leader: User, as_user: Callable[[User], Client], no_second_factor: None) -> Client:
    return as_user(leader)


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
    whole = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert len(set(SHOWN.findall(text_of(whole)))) == 5
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
    assert seen == [("0", False), ("2", False), ("4", False), ("5", True)]


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
