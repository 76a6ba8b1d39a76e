"""What the minutes of a meeting say of every plan: what was decided there, as far as one person may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from common import clock
from feasibility.models import Attendee, Condition, Meeting, Parking, Verdict
from feasibility.permissions import Person
from feasibility.queries.meetings import Agenda, Entry, agenda_of
from feasibility.quick_test import Outcome


@dataclass(frozen=True)
class Decision:
    """One plan of the agenda. `verdict` and `parked` are what came of it at this meeting; both None: nothing yet."""

    entry: Entry
    verdict: Verdict | None
    conditions: tuple[Condition, ...]
    parked: Parking | None


@dataclass(frozen=True)
class Minutes:
    """A meeting on paper, as things stood at `made_at`."""

    meeting: Meeting
    agenda: Agenda
    attendees: tuple[Attendee, ...]
    decisions: tuple[Decision, ...]
    made_at: datetime


def minutes_of(meeting: Meeting, person: Person) -> Minutes:
    """The minutes with nothing in them about a plan of `person`'s own. Four queries."""
    agenda = agenda_of(meeting, person)
    now = clock.now()
    plans = [entry.item.plan_id for entry in agenda.entries if not entry.own]
    until = meeting.closed_at or now
    parked = {
        parking.plan_id: parking
        for parking in Parking.objects.filter(plan__in=plans, at__gte=meeting.opened_at or now, at__lte=until)
    }
    conditions: dict[int, list[Condition]] = {}
    for condition in Condition.objects.filter(plan__in=plans):
        conditions.setdefault(condition.plan_id, []).append(condition)
    decisions = tuple(_decision(entry, meeting, until, conditions, parked) for entry in agenda.entries)
    return Minutes(meeting, agenda, tuple(meeting.attendees.all()), decisions, now)


def _decision(
    entry: Entry,
    meeting: Meeting,
    until: datetime,
    conditions: dict[int, list[Condition]],
    parked: dict[int, Parking],
) -> Decision:
    """A verdict of before or after the meeting belongs to the minutes of another."""
    verdict = entry.verdict
    here = verdict if verdict and meeting.opened_at and meeting.opened_at <= verdict.confirmed_at <= until else None
    kept: Sequence[Condition] = conditions.get(entry.item.plan_id, []) if here or not verdict else []
    if here and here.outcome == Outcome.NO:
        kept = []
    return Decision(entry, here, tuple(kept), None if here else parked.get(entry.item.plan_id))
