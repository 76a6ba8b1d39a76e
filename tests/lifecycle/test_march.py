"""An edition's march: by the clock and by hand, exactly once, under its guards, always on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, PhaseChange, Role
from editions.phases import NUMBERED, Phase
from lifecycle.actions import advance, is_due, march
from lifecycle.steps import BY_SOURCE, STEPS, next_step
from lifecycle.tasks import march as march_task
from plans.status import Status
from tests import make


def phase_of(edition: Edition) -> Phase:
    return Edition.objects.get(pk=edition.pk).current_phase


def test_the_steps_form_one_line_from_preparation_to_closed() -> None:
    line = [Phase.PREPARATION]
    while step := next_step(line[-1]):
        line.append(step.target)
    assert line == list(Phase)
    assert len(BY_SOURCE) == len(STEPS) == len(Phase) - 1


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.source)
def test_every_step_has_a_date_but_the_result(step: object) -> None:
    from lifecycle.steps import Step, by_hand

    assert isinstance(step, Step)
    assert (step.due is by_hand) == (step.target is Phase.EXECUTION)


@pytest.mark.django_db
class TestByTheClock:
    def test_a_step_is_made_when_its_moment_has_come(self) -> None:
        edition = make.edition(Phase.SUBMISSION)
        assert march(edition.pk) == 0
        clock.move(timedelta(days=9, minutes=1))
        assert march(edition.pk) == 1
        assert phase_of(edition) is Phase.LIKES

    def test_the_beat_makes_all_steps_that_were_missed(self) -> None:
        edition = make.edition(Phase.SUBMISSION)
        clock.move(timedelta(days=20))
        march_task()
        assert phase_of(edition) is Phase.FEASIBILITY

    def test_a_step_is_not_made_a_moment_early(self) -> None:
        edition = make.edition(Phase.LIKES)
        end = edition.schedule()[Phase.LIKES].ends_at
        clock.move(end - clock.now() - timedelta(seconds=2))
        assert not is_due(edition)
        assert march(edition.pk) == 0

    def test_the_clock_stops_before_a_guard(self) -> None:
        edition = make.edition(Phase.FEASIBILITY)
        make.plan(edition, Status.IN_CHECK)
        clock.move(timedelta(days=20))
        assert march(edition.pk) == 0
        assert phase_of(edition) is Phase.FEASIBILITY

    def test_the_result_is_never_published_by_the_clock(self) -> None:
        edition = make.edition(Phase.COUNTING)
        clock.move(timedelta(days=400))
        assert march(edition.pk) == 0
        assert phase_of(edition) is Phase.COUNTING


@pytest.mark.django_db
class TestByHand:
    def test_a_step_by_hand_keeps_who_and_why(self) -> None:
        edition = make.edition(Phase.SUBMISSION)
        leader = make.staff(edition, Role.LEADER)
        change = advance(edition.pk, Phase.SUBMISSION, leader.pk, "Alle plannen zijn binnen.")
        assert change
        assert (change.by, change.reason) == (leader, "Alle plannen zijn binnen.")
        entry = Entry.objects.get(action="phase_changed")
        assert (entry.actor, entry.data["target"]) == (f"gebruiker:{leader.pk}", "LIKES")

    def test_a_second_click_makes_no_second_step(self) -> None:
        edition = make.edition(Phase.SUBMISSION)
        assert advance(edition.pk, Phase.SUBMISSION)
        assert advance(edition.pk, Phase.SUBMISSION) is None
        assert PhaseChange.objects.count() == 1

    def test_a_closed_edition_goes_nowhere(self) -> None:
        edition = make.edition(Phase.CLOSED)
        assert advance(edition.pk, Phase.CLOSED) is None

    def test_a_refused_step_changes_nothing(self) -> None:
        edition = make.edition(Phase.COUNTING)
        with pytest.raises(Refused, match="nog niet geteld"):
            advance(edition.pk, Phase.COUNTING)
        assert phase_of(edition) is Phase.COUNTING
        assert not PhaseChange.objects.exists()


@pytest.mark.django_db
class TestGuards:
    def test_preparation_needs_a_whole_schedule(self) -> None:
        edition = make.edition(Phase.PREPARATION)
        assert BY_SOURCE[Phase.PREPARATION].reasons(edition) == []
        edition.windows.filter(phase=Phase.VOTING).delete()
        assert BY_SOURCE[Phase.PREPARATION].reasons(edition) == [
            "De fase 'De wijk stemt' heeft nog geen begin en einde."
        ]

    def test_preparation_needs_themes_and_neighbourhoods(self) -> None:
        edition = make.edition(Phase.PREPARATION)
        edition.themes.all().delete()
        edition.area.neighbourhoods.all().delete()
        reasons = BY_SOURCE[Phase.PREPARATION].reasons(edition)
        assert reasons == ["Er zijn nog geen thema's.", "Er zijn nog geen wijken."]

    def test_voting_names_how_many_plans_have_no_verdict(self) -> None:
        edition = make.edition(Phase.FEASIBILITY)
        for _ in range(3):
            make.plan(edition, Status.IN_CHECK)
        assert "3 plannen zijn nog niet beoordeeld." in BY_SOURCE[Phase.FEASIBILITY].reasons(edition)

    def test_voting_needs_a_roll_and_a_ballot(self) -> None:
        edition = make.edition(Phase.FEASIBILITY, verdicts_published_at=clock.now())
        reasons = BY_SOURCE[Phase.FEASIBILITY].reasons(edition)
        assert reasons == ["Er staat nog geen plan op het stembiljet.", "Het kiezersbestand is nog niet ingelezen."]


@pytest.mark.django_db
def test_the_threshold_is_applied_when_the_likes_close() -> None:
    edition = make.edition(Phase.LIKES, threshold=3)
    short, enough = make.plan(edition), make.plan(edition)
    make.likes(short, 2)
    make.likes(enough, 3)
    advance(edition.pk, Phase.LIKES)
    short.refresh_from_db()
    enough.refresh_from_db()
    assert (short.state, short.likes_at_close) == (Status.BELOW_THRESHOLD, 2)
    assert (enough.state, enough.likes_at_close) == (Status.IN_CHECK, 3)
    assert edition.flows.get().questions.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_make_one_step() -> None:
    edition = make.edition(Phase.SUBMISSION)

    def step(_: int) -> bool:
        try:
            return advance(edition.pk, Phase.SUBMISSION) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(step, range(8)))
    assert sum(made) == 1
    assert PhaseChange.objects.filter(edition=edition).count() == 1
    assert Entry.objects.filter(edition=edition.slug, action="phase_changed").count() == 1


def test_the_five_numbered_phases_are_those_of_the_source() -> None:
    assert len(NUMBERED) == 5
