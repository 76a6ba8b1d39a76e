"""What each phase allows, and when."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from common.errors import Refused
from editions import locks, phases
from editions.phases import (
    GRANTS,
    NUMBERED,
    REFUSALS,
    Activity,
    Phase,
    Schedule,
    Window,
    check_schedule,
    shown_phase,
    why_not,
)
from tests import make

START = datetime(2026, 9, 1, tzinfo=UTC)
TEN_DAYS = timedelta(days=10)
SCHEDULE: Schedule = {p: Window(START + n * TEN_DAYS, START + (n + 1) * TEN_DAYS) for n, p in enumerate(NUMBERED)}


def inside(phase: Phase) -> datetime:
    shown = shown_phase(phase)
    return SCHEDULE[shown].starts_at + timedelta(days=1) if shown in SCHEDULE else START - TEN_DAYS


ALLOWED = {
    Activity.SUBMIT: {Phase.SUBMISSION},
    Activity.EDIT: {Phase.SUBMISSION, Phase.LIKES},
    Activity.LIKE: {Phase.LIKES},
    Activity.MERGE: {Phase.SUBMISSION, Phase.LIKES},
    Activity.COMMENT: set(Phase) - {Phase.PREPARATION, Phase.COUNTING, Phase.CLOSED},
    Activity.TOGETHER: set(Phase) - {Phase.PREPARATION, Phase.CLOSED},
    Activity.JUDGE: {Phase.FEASIBILITY},
    Activity.PREPARE_VOTE: {Phase.PREPARATION, Phase.SUBMISSION, Phase.LIKES, Phase.FEASIBILITY},
    Activity.VOTE: {Phase.VOTING},
    Activity.PAPER: {Phase.VOTING, Phase.COUNTING},
    Activity.COUNT: {Phase.COUNTING},
    Activity.EXECUTE: {Phase.EXECUTION},
}


@pytest.mark.parametrize("activity", Activity)
@pytest.mark.parametrize("phase", Phase)
def test_an_activity_is_allowed_in_its_phases_only(activity: Activity, phase: Phase) -> None:
    allowed = why_not(activity, phase, SCHEDULE, inside(phase)) is None
    assert allowed == (phase in ALLOWED[activity])


DATED = {Activity.SUBMIT: Phase.SUBMISSION, Activity.LIKE: Phase.LIKES, Activity.VOTE: Phase.VOTING}


@pytest.mark.parametrize(("activity", "phase"), DATED.items())
def test_a_late_worker_lets_nothing_in_after_the_end(activity: Activity, phase: Phase) -> None:
    end = SCHEDULE[phase].ends_at
    assert why_not(activity, phase, SCHEDULE, end - timedelta(microseconds=1)) is None
    assert why_not(activity, phase, SCHEDULE, end)
    assert why_not(activity, phase, SCHEDULE, SCHEDULE[phase].starts_at - timedelta(microseconds=1))


def test_editing_ends_with_the_likes_even_when_the_step_is_late() -> None:
    assert why_not(Activity.EDIT, Phase.LIKES, SCHEDULE, SCHEDULE[Phase.LIKES].ends_at)
    assert why_not(Activity.EDIT, Phase.LIKES, SCHEDULE, SCHEDULE[Phase.LIKES].starts_at) is None


def test_without_dates_nothing_dated_is_allowed() -> None:
    assert why_not(Activity.VOTE, Phase.VOTING, {}, START)


def test_likes_may_be_open_during_submission() -> None:
    together = {**SCHEDULE, Phase.LIKES: Window(START, START + 2 * TEN_DAYS)}
    assert check_schedule(together) == []
    assert why_not(Activity.LIKE, Phase.SUBMISSION, together, START) is None
    assert why_not(Activity.LIKE, Phase.SUBMISSION, SCHEDULE, START)


def test_a_whole_schedule_is_accepted() -> None:
    assert check_schedule(SCHEDULE) == []


@pytest.mark.parametrize("missing", NUMBERED)
def test_a_missing_phase_is_named(missing: Phase) -> None:
    assert len(check_schedule({p: w for p, w in SCHEDULE.items() if p is not missing})) == 1


@pytest.mark.parametrize("phase", NUMBERED)
def test_a_phase_that_ends_before_it_starts_is_refused(phase: Phase) -> None:
    broken = {**SCHEDULE, phase: Window(SCHEDULE[phase].ends_at, SCHEDULE[phase].starts_at)}
    assert any("eindigt voordat" in problem for problem in check_schedule(broken))


@pytest.mark.parametrize("phase", [Phase.FEASIBILITY, Phase.VOTING, Phase.EXECUTION])
def test_a_phase_that_starts_before_the_one_before_it_ends_is_refused(phase: Phase) -> None:
    early = Window(SCHEDULE[phase].starts_at - timedelta(days=2), SCHEDULE[phase].ends_at)
    assert any("begint voordat" in problem for problem in check_schedule({**SCHEDULE, phase: early}))


def test_likes_that_end_before_submission_are_refused() -> None:
    early = Window(START, START + timedelta(days=5))
    assert check_schedule({**SCHEDULE, Phase.LIKES: early})


def test_every_activity_has_a_grant() -> None:
    assert set(GRANTS) == set(Activity)


def test_every_refusal_is_marked_for_translation_though_this_module_knows_no_django() -> None:
    """As makemessages finds it: in a call of gettext_noop."""
    tree = ast.parse(Path(phases.__file__).read_text())
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    marked = {ast.literal_eval(each.args[0]) for each in calls if getattr(each.func, "id", "") == "gettext_noop"}
    assert marked == set(REFUSALS.values())


@pytest.mark.django_db
def test_who_is_refused_reads_it_in_their_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "gettext", lambda sentence: f"[EN] {sentence}")
    edition = make.edition(Phase.CLOSED)
    with pytest.raises(Refused, match=r"\[EN\] De stemming is nu niet open"), transaction.atomic():
        locks.hold_open(edition.pk, Activity.VOTE)
