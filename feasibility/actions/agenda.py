"""The agenda of a meeting: which plans, in which order, how many minutes, and which one is being talked about now."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.phases import Activity
from feasibility.actions.meetings import (
    GONE,
    NOT_OPEN,
    record_of,
    refuse_when_table_shut,
    take_meeting,
)
from feasibility.models import AgendaItem, Meeting
from feasibility.queries.people import person_at
from feasibility.queries.table import TableState, table_rows
from plans.models import Plan
from plans.status import Status

MINUTES, MOST_MINUTES = 10, 120
NOT_HERE = "Dit plan ligt niet op tafel."
NO_ITEM = "Dit plan staat niet (meer) op de agenda."
TALKED_ABOUT = "Dit plan is al besproken. Het blijft op de agenda staan."
TOO_LONG = f"Geef een plan 1 tot {MOST_MINUTES} minuten."


@transaction.atomic
def add_to_agenda(meeting_id: int, by: int, plan_id: int, minutes: int = MINUTES) -> AgendaItem:
    """Puts a plan at the end of the agenda; one that stands there already stays where it is. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    _refuse_minutes(minutes)
    present = meeting.items.filter(plan_id=plan_id).first()
    if present:
        return present
    if not Plan.objects.filter(edition=meeting.edition, pk=plan_id, status=Status.IN_CHECK).exists():
        raise Refused(NOT_HERE)
    (item,) = _add(meeting, by, [plan_id], minutes)
    return item


@transaction.atomic
def fill_agenda(meeting_id: int, by: int, minutes: int = MINUTES) -> int:
    """Adds every plan that has all its answers, no verdict, and was not put aside. Raises Refused.

    Returns how many were added; the second time none.
    """
    meeting = take_meeting(meeting_id, by)
    _refuse_minutes(minutes)
    present = set(meeting.items.values_list("plan_id", flat=True))
    rows = table_rows(meeting.edition, person_at(by, meeting.edition_id))
    ready = [row.plan.pk for row in rows if row.state is TableState.READY and row.plan.state is Status.IN_CHECK]
    return len(_add(meeting, by, [pk for pk in ready if pk not in present], minutes))


@transaction.atomic
def set_minutes(meeting_id: int, by: int, item_id: int, minutes: int) -> AgendaItem:
    """How long a plan gets, also while it is being talked about. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    _refuse_minutes(minutes)
    item = _item(meeting, item_id)
    if item.minutes != minutes:
        item.minutes = minutes
        item.save(update_fields=["minutes"])
        record_of("agenda_minutes_set", meeting, by, plan=item.plan_id, minutes=minutes)
    return item


@transaction.atomic
def move_item(meeting_id: int, by: int, item_id: int, to: int) -> None:
    """Gives a plan the place `to`, counted from 1; so a second click changes nothing. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    items = list(meeting.items.all())
    item = next((each for each in items if each.pk == item_id), None)
    if item is None:
        raise Refused(NO_ITEM)
    place = max(1, min(to, len(items)))
    if items.index(item) + 1 == place:
        return
    items.remove(item)
    items.insert(place - 1, item)
    _number(items)
    record_of("agenda_moved", meeting, by, plan=item.plan_id, place=place)


@transaction.atomic
def remove_item(meeting_id: int, by: int, item_id: int) -> None:
    """Takes a plan that was not talked about off the agenda; one that is gone already is fine. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        return
    if item.started_at:
        raise Refused(TALKED_ABOUT)
    plan = item.plan_id
    item.delete()
    _number(meeting.items.all())
    record_of("agenda_removed", meeting, by, plan=plan)


@transaction.atomic
def start_item(meeting_id: int, by: int, item_id: int) -> AgendaItem:
    """Turns to this plan and starts its countdown; the plan before it ends. Twice is fine. Raises Refused."""
    edition_id = Meeting.objects.filter(pk=meeting_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise Refused(GONE)
    refuse_when_table_shut(hold_open(edition_id, Activity.JUDGE))
    meeting = take_meeting(meeting_id, by)
    if meeting.opened_at is None:
        raise Refused(NOT_OPEN)
    item = _item(meeting, item_id)
    if item.started_at and item.ended_at is None:
        return item
    now = clock.now()
    meeting.items.filter(started_at__isnull=False, ended_at=None).update(ended_at=now)
    item.started_at, item.ended_at = now, None
    item.save(update_fields=["started_at", "ended_at"])
    record_of("agenda_started", meeting, by, plan=item.plan_id)
    return item


def _item(meeting: Meeting, item_id: int) -> AgendaItem:
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise Refused(NO_ITEM)
    return item


def _add(meeting: Meeting, by: int, plan_ids: Sequence[int], minutes: int) -> list[AgendaItem]:
    last = meeting.items.count()
    added = [
        AgendaItem(meeting=meeting, plan_id=plan_id, position=place, minutes=minutes)
        for place, plan_id in enumerate(plan_ids, start=last + 1)
    ]
    AgendaItem.objects.bulk_create(added)
    for item in added:
        record_of("agenda_added", meeting, by, plan=item.plan_id)
    return added


def _number(items: Iterable[AgendaItem]) -> None:
    numbered = list(items)
    for place, item in enumerate(numbered, start=1):
        item.position = place
    AgendaItem.objects.bulk_update(numbered, ["position"])


def _refuse_minutes(minutes: int) -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused(TOO_LONG)
