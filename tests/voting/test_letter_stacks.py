"""Stacks of letters: nothing lost when a worker dies, one file each, and no code readable after printing."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from tests import make
from tests.voting.letter_world import SHOWN, path_of, render_all, text_of, voters
from voting import tasks
from voting.actions import batches_to_render, confirm_printed, render_batch, start_letters
from voting.actions import letters as actions
from voting.models import BatchState, LetterRun, VotingCode
from voting.sealing import BrokenSeal
from voting.stacks import run_folder, stack_path, write_stack

pytestmark = pytest.mark.usefixtures("private_folder")


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


def test_a_crash_between_the_file_and_its_row_leaves_one_file_with_the_same_codes(
    run: LetterRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RELIABILITY 34: the file stands on disk under its own name, and the row does not know it."""
    batch = run.batches.all()[0]

    def crash(run_id: int, number: int, pdf: bytes) -> tuple[str, str]:
        write_stack(run_id, number, pdf)
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(actions, "write_stack", crash)
        with pytest.raises(MemoryError):
            render_batch(batch.pk)
    (orphan,) = run_folder(run.pk).iterdir()
    batch.refresh_from_db()
    assert (batch.state, batch.file) == (BatchState.RENDERING, "")
    clock.move(actions.STALE_AFTER + timedelta(seconds=1))
    assert render_batch(batch.pk)
    assert list(run_folder(run.pk).iterdir()) == [orphan] == [path_of(batch)]


def test_the_sweep_removes_what_a_killed_worker_left_and_nothing_else(run: LetterRun) -> None:
    render_all(run)
    kept = set(run_folder(run.pk).iterdir())
    long_ago = time.time() - actions.STALE_AFTER.total_seconds() - 60
    for name in ("stapel-0001-0123456789abcdef.pdf", "tmp1234.deel", "fresh.deel"):
        (run_folder(run.pk) / name).write_bytes(b"%PDF")
    for path in {*run_folder(run.pk).iterdir()} - {run_folder(run.pk) / "fresh.deel"}:
        os.utime(path, (long_ago, long_ago))
    assert batches_to_render(20) == []
    assert set(run_folder(run.pk).iterdir()) == kept | {run_folder(run.pk) / "fresh.deel"}


def test_a_message_that_comes_twice_makes_nothing_twice(run: LetterRun) -> None:
    """RELIABILITY 33: a broker hands out again what took longer than its patience."""
    batch = run.batches.all()[0]
    for _ in range(3):
        tasks.render_letter_batch(batch.pk)
    assert len(list(run_folder(run.pk).iterdir())) == 1
    assert len(SHOWN.findall(text_of(path_of(batch).read_bytes()))) == batch.count


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


def test_a_small_edition_does_not_wait_for_all_of_a_large_one(run: LetterRun, leader: User) -> None:
    small = make.edition(Phase.FEASIBILITY)
    voters(small, 1)
    theirs = start_letters(small.pk, leader.pk)
    assert theirs.batches.get().pk in batches_to_render(2)


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
