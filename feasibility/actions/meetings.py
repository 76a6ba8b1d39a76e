"""A meeting of the table: planned, opened, closed; closed it is on record and nothing changes any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from feasibility.actions.meanwhile import refuse_when_unseen
from feasibility.actions.table import PUBLISHED
from feasibility.models import AgendaItem, Meeting
from feasibility.permissions import may_lead_meeting
from feasibility.queries.minutes import found_at
from feasibility.queries.people import person_at
from feasibility.record import kept

NOT_YOURS = "Alleen de voorzitter en de projectleider leiden een vergadering."
GONE = "Deze vergadering is er niet meer."
ON_RECORD = "Deze vergadering is gesloten. Het verslag staat vast."
OVER = "Deze editie is afgerond. Een vergadering plannen kan niet meer."
PAST = "Kies een dag die nog komt."
OPENED = "Deze vergadering is al geopend."
NOT_OPEN = "Open eerst de vergadering."
ONE_AT_A_TIME = "Er is al een vergadering open. Sluit die eerst."
MOST_MEETINGS = 60
ENOUGH = f"Er staan al {MOST_MEETINGS} vergaderingen in deze editie."


@transaction.atomic
def plan_meeting(edition_id: int, by: int, *, starts_at: datetime, place: str) -> Meeting:
    """Plans a meeting from today on; the same moment and place a second time is the same meeting. Raises Refused."""
    edition = take(edition_id)
    if not may_lead_meeting(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    if edition.current_phase is Phase.CLOSED:
        raise Refused(OVER)
    if localdate(starts_at) < clock.today():
        raise Refused(PAST)
    same = Meeting.objects.filter(edition=edition, starts_at=starts_at, place=place, closed_at=None).first()
    if same:
        return same
    if Meeting.objects.filter(edition=edition).count() >= MOST_MEETINGS:
        raise Refused(ENOUGH)
    meeting = Meeting.objects.create(edition=edition, starts_at=starts_at, place=place)
    record_of("meeting_planned", meeting, by)
    return meeting


@transaction.atomic
def change_meeting(meeting_id: int, by: int, *, starts_at: datetime, place: str) -> Meeting:
    """Another moment or place for a meeting that has not begun. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    if meeting.opened_at:
        raise Refused(OPENED)
    if localdate(starts_at) < clock.today():
        raise Refused(PAST)
    if (meeting.starts_at, meeting.place) != (starts_at, place):
        meeting.starts_at, meeting.place = starts_at, place
        meeting.save(update_fields=["starts_at", "place"])
        record_of("meeting_changed", meeting, by)
    return meeting


@transaction.atomic
def open_meeting(meeting_id: int, by: int) -> Meeting:
    """Begins a meeting, one at a time in an edition; opening it twice is fine. Raises Refused outside the check."""
    edition = take(_edition_of(meeting_id))
    refuse_when_table_shut(edition)
    meeting = take_meeting(meeting_id, by)
    if meeting.opened_at:
        return meeting
    if Meeting.objects.filter(edition=edition, opened_at__isnull=False, closed_at=None).exists():
        raise Refused(ONE_AT_A_TIME)
    meeting.opened_at = clock.now()
    meeting.save(update_fields=["opened_at"])
    record_of("meeting_opened", meeting, by)
    return meeting


@transaction.atomic
def close_meeting(meeting_id: int, by: int) -> Meeting:
    """Ends a meeting, and the plan that was being talked about; from now on it is on record. Closing twice is fine."""
    meeting = take_meeting(meeting_id, by, closed_too=True)
    if meeting.closed_at:
        return meeting
    if meeting.opened_at is None:
        raise Refused(NOT_OPEN)
    now = clock.now()
    meeting.items.filter(started_at__isnull=False, ended_at=None).update(ended_at=now)
    meeting.closed_at = now
    meeting.save(update_fields=["closed_at"])
    _keep_what_was_found(meeting, now)
    record_of("meeting_closed", meeting, by, plans=meeting.items.filter(ended_at__isnull=False).count())
    return meeting


def _keep_what_was_found(meeting: Meeting, now: datetime) -> None:
    """Puts on record what stood at the end; a verdict that changes later changes no minutes."""
    items = list(meeting.items.select_related("plan__verdict"))
    found = found_at(meeting, items, now)
    for item in items:
        item.found = kept(found[item.pk])
    AgendaItem.objects.bulk_update(items, ["found"])


@transaction.atomic
def write_notes(meeting_id: int, by: int, text: str, seen: str = "") -> Meeting:
    """Keeps what else was said. `seen` is the mark of the notes that the person had before them (feasibility.seen).

    Raises WrittenMeanwhile when somebody else changed them since, and Refused once the meeting is on record.
    """
    meeting = take_meeting(meeting_id, by)
    if refuse_when_unseen("Deze notitie", seen, (meeting.notes,), (text,), meeting.notes):
        meeting.notes = text
        meeting.save(update_fields=["notes"])
        record_of("meeting_notes_written", meeting, by)
    return meeting


def take_meeting(meeting_id: int, by: int, closed_too: bool = False) -> Meeting:
    """The meeting, alone until commit, for whoever may lead it; its version goes up. Raises Refused."""
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("edition").filter(pk=meeting_id).first()
    if meeting is None:
        raise Refused(GONE)
    if not may_lead_meeting(person_at(by, meeting.edition_id)):
        raise Refused(NOT_YOURS)
    if meeting.closed_at and not closed_too:
        raise Refused(ON_RECORD)
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    return meeting


def refuse_when_table_shut(edition: Edition) -> None:
    """Plans are talked about while they can be judged: in the check, and until the verdicts are public."""
    reason = why_not(Activity.JUDGE, edition.current_phase, edition.schedule(), clock.now())
    if reason:
        raise Refused(reason)
    if edition.verdicts_published_at:
        raise Refused(PUBLISHED)


def record_of(action: str, meeting: Meeting, by: int, **facts: int) -> None:
    record(action, edition=meeting.edition.slug, by=by, subject=f"meeting:{meeting.pk}", **facts)


def _edition_of(meeting_id: int) -> int:
    edition_id = Meeting.objects.filter(pk=meeting_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise Refused(GONE)
    return edition_id
