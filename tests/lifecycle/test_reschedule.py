"""Dates change with the rules of the game, never behind the back of printed letters."""

from datetime import timedelta

import pytest

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase, Schedule, Window
from lifecycle.actions import reschedule
from tests import make
from tests.feasibility.judged import judged
from voting.models import LetterRun

pytestmark = pytest.mark.django_db


def moved(schedule: Schedule, phase: Phase, start: int = 0, end: int = 0) -> dict[Phase, Window]:
    """The same dates, with one phase `start` and `end` days later."""
    window = schedule[phase]
    later = Window(window.starts_at + timedelta(days=start), window.ends_at + timedelta(days=end))
    return {**schedule, phase: later}


def with_letters(edition: Edition) -> int:
    leader = make.staff(edition, Role.LEADER)
    LetterRun.objects.create(edition=edition, total=0, started_by=leader, started_at=clock.now())
    return leader.pk


def test_dates_that_are_still_to_come_can_change() -> None:
    edition = make.edition(Phase.SUBMISSION)
    leader = make.staff(edition, Role.LEADER)
    wanted = moved(edition.schedule(), Phase.EXECUTION, end=30)
    reschedule(edition.pk, wanted, leader.pk, "Meer tijd")
    assert Edition.objects.get().schedule() == wanted
    assert Entry.objects.get(action="schedule_set").data == {"reason": "Meer tijd"}


def test_a_phase_that_is_over_keeps_its_dates() -> None:
    edition = make.edition(Phase.VOTING)
    wanted = moved(edition.schedule(), Phase.SUBMISSION, start=-1)
    with pytest.raises(Refused, match="is voorbij"):
        reschedule(edition.pk, wanted, make.staff(edition, Role.LEADER).pk, "Anders")


def test_an_impossible_schedule_is_refused() -> None:
    edition = make.edition(Phase.SUBMISSION)
    wanted = moved(edition.schedule(), Phase.VOTING, start=-15)
    with pytest.raises(Refused, match="begint voordat"):
        reschedule(edition.pk, wanted, make.staff(edition, Role.LEADER).pk, "Eerder")


@pytest.mark.parametrize(("start", "end"), [(1, 0), (0, -1)])
def test_with_letters_made_the_vote_keeps_what_they_say(start: int, end: int) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    leader = with_letters(edition)
    before = edition.schedule()
    with pytest.raises(Refused, match="alleen langer"):
        reschedule(edition.pk, moved(before, Phase.VOTING, start, end), leader, "Anders")
    assert Edition.objects.get().schedule() == before


def test_with_letters_made_the_vote_may_last_longer() -> None:
    edition = make.edition(Phase.VOTING)
    leader = with_letters(edition)
    wanted = moved(moved(edition.schedule(), Phase.EXECUTION, 2, 2), Phase.VOTING, end=2)
    reschedule(edition.pk, wanted, leader, "De website was een dag onbereikbaar")
    assert Edition.objects.get().schedule() == wanted


@pytest.mark.parametrize(("earlier", "is_kept"), [(-6, True), (-2, False)])
def test_makers_keep_the_days_to_answer_that_their_mail_gives_them(earlier: int, is_kept: bool) -> None:
    """They have five days, and the vote opens in nine."""
    table = judged(days=5)
    before = Edition.objects.get(pk=table.edition.pk).schedule()
    wanted = moved(moved(before, Phase.FEASIBILITY, end=earlier), Phase.VOTING, start=earlier)
    if is_kept:
        with pytest.raises(Refused, match="Makers mogen nog antwoorden"):
            reschedule(table.edition.pk, wanted, table.leader.pk, "Eerder")
    else:
        reschedule(table.edition.pk, wanted, table.leader.pk, "Eerder")
    assert Edition.objects.get(pk=table.edition.pk).schedule() == (before if is_kept else wanted)
