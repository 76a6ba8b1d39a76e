"""The import as a job: claimed once, all or nothing, cancelled at once, its file gone when it is over."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition
from tests.voting.roll_world import GOOD, file_of, imported, row
from voting import extracts, staging
from voting.actions import (
    cancel_import,
    imports_to_run,
    issue_codes,
    map_columns,
    roll_import,
    run_import,
    start_import,
    upload_roll,
)
from voting.models import ImportState, RejectedRow, RollImport, Voter
from voting.roll import Reader

pytestmark = pytest.mark.usefixtures("private_folder")


def waiting(edition: Edition, leader: User, *rows: str) -> RollImport:
    """A file that a worker may take."""
    made = upload_roll(edition.pk, file_of(*(rows or (GOOD, row(achternaam="Vos")))), leader.pk)
    map_columns(made.pk, made.mapping)
    return start_import(made.pk, leader.pk)


def files() -> list[str]:
    return list(extracts.older_than(float("inf")))


def now_is(made: RollImport) -> str:
    made.refresh_from_db()
    return made.state


def test_a_file_goes_from_upload_to_done_and_is_gone(edition: Edition, leader: User) -> None:
    made = upload_roll(edition.pk, file_of(GOOD), leader.pk)
    assert made.state == ImportState.UPLOADED
    assert not run_import(made.pk)
    assert start_import(map_columns(made.pk, made.mapping).pk, leader.pk).state == ImportState.MAPPED
    assert not Voter.objects.exists()
    assert run_import(made.pk)
    assert now_is(made) == ImportState.DONE
    assert (made.file, made.new, files()) == ("", 1, [])


def test_the_file_is_private_and_has_a_random_name(edition: Edition, leader: User) -> None:
    first, second = (upload_roll(edition.pk, file_of(GOOD), leader.pk) for _ in range(2))
    assert first.file != second.file
    for made in (first, second):
        assert Path(extracts.path_of(made.file)).stat().st_mode & 0o777 == 0o600
    assert os.stat(extracts.path_of("")).st_mode & 0o777 == 0o700


def test_a_job_runs_once(edition: Edition, leader: User) -> None:
    made = waiting(edition, leader)
    assert [run_import(made.pk) for _ in range(3)] == [True, False, False]
    assert Entry.objects.filter(action="roll_imported").count() == 1


def test_nobody_takes_a_job_that_another_worker_has(edition: Edition, leader: User) -> None:
    made = waiting(edition, leader)
    moment = clock.now()
    RollImport.objects.filter(pk=made.pk).update(state="RUNNING", claimed_at=moment, seen_at=moment, attempts=1)
    assert not run_import(made.pk)
    assert imports_to_run() == []


def test_what_a_killed_worker_left_is_run_again_and_nothing_is_half(
    edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = waiting(edition, leader)
    put_in_place = staging.put_in_place

    def killed(*args: int) -> Any:
        put_in_place(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(staging, "put_in_place", killed)
    with pytest.raises(KeyboardInterrupt):
        run_import(made.pk)
    monkeypatch.undo()
    assert (now_is(made), Voter.objects.count(), RejectedRow.objects.count()) == ("RUNNING", 0, 0)
    RollImport.objects.filter(pk=made.pk).update(seen_at=clock.now() - roll_import.STALE_AFTER)
    assert imports_to_run() == [made.pk]
    assert run_import(made.pk)
    assert (now_is(made), Voter.objects.count()) == ("DONE", 2)


def test_a_worker_that_comes_back_too_late_throws_its_work_away(
    edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = waiting(edition, leader)
    put_in_place = staging.put_in_place

    def taken_over(*args: int) -> Any:
        found = put_in_place(*args)
        RollImport.objects.filter(pk=made.pk).update(claimed_at=clock.now())
        return found

    monkeypatch.setattr(staging, "put_in_place", taken_over)
    assert not run_import(made.pk)
    assert not Voter.objects.exists()


def test_a_file_that_kills_its_worker_three_times_is_given_up(edition: Edition, leader: User) -> None:
    made = waiting(edition, leader)
    long_ago = clock.now() - roll_import.STALE_AFTER
    RollImport.objects.filter(pk=made.pk).update(state="RUNNING", claimed_at=long_ago, seen_at=long_ago, attempts=3)
    assert imports_to_run() == []
    assert (now_is(made), files()) == ("FAILED", [])
    assert "drie keer" in made.failure


@pytest.mark.parametrize("at_row", [1, 6_000])
def test_cancelling_stops_a_running_import_within_a_chunk(
    edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch, at_row: int
) -> None:
    made = waiting(edition, leader, *(row(achternaam=f"Berg{number}") for number in range(10_000)))
    read, seen = Reader.read, 0

    def cancelled_meanwhile(self: Any, line: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == at_row:
            cancel_import(made.pk, leader.pk)
        return read(self, line)

    monkeypatch.setattr(Reader, "read", cancelled_meanwhile)
    assert not run_import(made.pk)
    assert seen <= at_row + roll_import.CHUNK
    assert (now_is(made), made.file, Voter.objects.count()) == ("CANCELLED", "", 0)


def test_cancelling_in_the_last_moment_leaves_nothing(
    edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = waiting(edition, leader)
    put_in_place = staging.put_in_place
    holder: dict[str, bool] = {}

    def cancelled(*args: int) -> Any:
        found = put_in_place(*args)
        # As another connection would leave it: the row is no longer running.
        holder["was"] = bool(RollImport.objects.filter(pk=made.pk).update(state="CANCELLED", file=""))
        return found

    monkeypatch.setattr(staging, "put_in_place", cancelled)
    assert not run_import(made.pk)
    assert holder["was"]
    assert not Voter.objects.exists()
    assert not Entry.objects.filter(action="roll_imported").exists()


def test_cancelling_removes_the_file(edition: Edition, leader: User, django_capture_on_commit_callbacks: Any) -> None:
    made = waiting(edition, leader)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_import(made.pk, leader.pk)
    assert files() == []
    assert Entry.objects.filter(action="roll_cancelled").count() == 1
    with pytest.raises(Refused, match="al klaar"):
        cancel_import(made.pk, leader.pk)


def test_what_is_done_cannot_be_cancelled(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="al klaar"):
        cancel_import(imported(edition, leader.pk, GOOD).pk, leader.pk)
    assert Voter.objects.count() == 1


def test_codes_that_were_issued_meanwhile_stop_an_import(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    made = waiting(edition, leader, row(achternaam="Vos"))
    issue_codes(edition.pk)
    assert not run_import(made.pk)
    assert now_is(made) == ImportState.FAILED
    assert "stemcodes zijn al gemaakt" in made.failure
    assert Voter.objects.count() == 1


def test_a_lost_file_fails_kindly(edition: Edition, leader: User) -> None:
    made = waiting(edition, leader)
    extracts.throw_away(made.file)
    assert not run_import(made.pk)
    assert "niet meer" in RollImport.objects.get().failure


def test_the_sweep_forgets_uploads_rows_and_files_after_their_term(edition: Edition, leader: User) -> None:
    forgotten = upload_roll(edition.pk, file_of(GOOD), leader.pk)
    fresh = upload_roll(edition.pk, file_of(GOOD), leader.pk)
    old = imported(edition, leader.pk, row(postcode="x"))
    long_ago = clock.now() - timedelta(days=31)
    RollImport.objects.filter(pk__in=[forgotten.pk]).update(imported_at=long_ago)
    RollImport.objects.filter(pk=old.pk).update(finished_at=long_ago)
    for each in (forgotten, fresh):
        os.utime(extracts.path_of(each.file), (0, 0))
    assert imports_to_run() == []
    assert (now_is(forgotten), now_is(fresh)) == ("CANCELLED", "UPLOADED")
    assert files() == [fresh.file]
    assert RejectedRow.objects.get().raw == ""


def test_a_database_error_is_told_without_the_row_in_it(
    edition: Edition, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DataError

    made = waiting(edition, leader)

    def broken(rows: Any) -> None:
        raise DataError(f"COPY roll_staging, line 1: {list(rows)}")

    monkeypatch.setattr(staging, "copy_in", broken)
    with pytest.raises(RuntimeError) as told:
        run_import(made.pk)
    assert "Berg" not in str(told.value)
    assert told.value.__suppress_context__
    assert now_is(made) == ImportState.FAILED
