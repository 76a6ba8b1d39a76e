"""What the minutes of a meeting say of every plan: what was decided there, as far as one person may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from common import clock
from feasibility.models import AgendaItem, Attendee, Condition, Meeting, Parking, Verdict
from feasibility.permissions import Person
from feasibility.queries.meetings import Agenda, Entry, agenda_of
from feasibility.quick_test import Outcome
from feasibility.record import Found, Term, read


@dataclass(frozen=True)
class Decision:
    """One plan of the agenda, and what came of it at this meeting."""

    entry: Entry
    found: Found


@dataclass(frozen=True)
class Minutes:
    """A meeting on paper, as things stood at `made_at`."""

    meeting: Meeting
    agenda: Agenda
    attendees: tuple[Attendee, ...]
    decisions: tuple[Decision, ...]
    made_at: datetime


def minutes_of(meeting: Meeting, person: Person) -> Minutes:
    """The minutes with nothing in them about a plan of `person`'s own. At most four queries."""
    agenda, now = agenda_of(meeting, person), clock.now()
    unkept = [entry.item for entry in agenda.entries if not entry.own and entry.item.found is None]
    live = found_at(meeting, unkept, now)
    decisions = tuple(Decision(entry, _found(entry, live)) for entry in agenda.entries)
    return Minutes(meeting, agenda, tuple(meeting.attendees.all()), decisions, now)


def _found(entry: Entry, live: Mapping[int, Found]) -> Found:
    if entry.own:
        return Found()
    return read(entry.item.found) if entry.item.found is not None else live[entry.item.pk]


def found_at(meeting: Meeting, items: Sequence[AgendaItem], until: datetime) -> dict[int, Found]:
    """What came of these items (with their plan and its verdict) from the opening until `until`. Two queries."""
    since, plans = meeting.opened_at or until, [item.plan_id for item in items]
    parkings = Parking.objects.filter(plan__in=plans, at__gte=since, at__lte=until)
    parked = {parking.plan_id: parking for parking in parkings}
    conditions: dict[int, list[Condition]] = {}
    for condition in Condition.objects.filter(plan__in=plans):
        conditions.setdefault(condition.plan_id, []).append(condition)
    return {
        item.pk: _of(item, since, until, conditions.get(item.plan_id, []), parked.get(item.plan_id)) for item in items
    }


def _of(
    item: AgendaItem, since: datetime, until: datetime, conditions: Sequence[Condition], parked: Parking | None
) -> Found:
    """A verdict of before or after the meeting belongs to the minutes of another."""
    verdict: Verdict | None = getattr(item.plan, "verdict", None)
    verdict = verdict if verdict and verdict.reopened_at is None else None
    if verdict is None:
        aside = (date_format(parked.until, "j F Y"), parked.reason) if parked else ("", "")
        return Found(parked_until=aside[0], parked_reason=aside[1], conditions=_terms(conditions))
    if not since <= verdict.confirmed_at <= until:
        return Found()
    return Found(
        outcome=verdict.get_outcome_display(),
        ballot_cents=verdict.ballot_cents,
        waits_for_second=verdict.waits_for_second,
        explanation=verdict.explanation,
        ballot_reason=verdict.ballot_reason,
        way_on_kind=verdict.get_way_on_kind_display() if verdict.way_on_kind else "",
        way_on=verdict.way_on,
        conditions=_terms([] if verdict.outcome == Outcome.NO else conditions),
    )


def _terms(conditions: Sequence[Condition]) -> tuple[Term, ...]:
    return tuple(
        Term(
            each.text,
            each.owner_name or each.get_owner_display(),
            each.get_before_display(),
            date_format(each.due_on, "j F Y") if each.due_on else "",
        )
        for each in conditions
    )
