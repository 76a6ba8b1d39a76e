"""Who is at a meeting, for whom they speak, and what they may decide."""

from collections.abc import Collection

from django.db import transaction

from common.errors import Refused
from feasibility.actions.meetings import record_of, take_meeting
from feasibility.models import Attendee
from feasibility.queries.people import people_at_table

NO_NAME = "Vul een naam in."
NOT_PRESENT = "Deze persoon staat niet (meer) op de lijst."
MOST_PEOPLE = 100
ENOUGH = f"Er staan al {MOST_PEOPLE} mensen op de lijst."


@transaction.atomic
def tick_people(meeting_id: int, by: int, user_ids: Collection[int]) -> int:
    """Notes that these people of the table are here, with the mandate of their place. Raises Refused.

    Returns how many were added: who is on the list already, or has no place at the table, is not added.
    """
    meeting = take_meeting(meeting_id, by)
    present = set(meeting.attendees.values_list("user_id", flat=True))
    wanted = [each for each in people_at_table(meeting.edition) if each[0].pk in user_ids and each[0].pk not in present]
    for user, mandate in wanted:
        made = Attendee.objects.create(meeting=meeting, user=user, name=str(user)[:80], mandate=mandate[:160])
        record_of("attendee_added", meeting, by, attendee=made.pk)
    return len(wanted)


@transaction.atomic
def add_guest(meeting_id: int, by: int, *, name: str, organisation: str = "", mandate: str = "") -> Attendee:
    """Somebody without a place at the table; the same name and organisation twice is one guest. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    if not name:
        raise Refused(NO_NAME)
    same = meeting.attendees.filter(user=None, name=name, organisation=organisation).first()
    if same:
        return same
    if meeting.attendees.count() >= MOST_PEOPLE:
        raise Refused(ENOUGH)
    made = Attendee.objects.create(meeting=meeting, name=name, organisation=organisation, mandate=mandate)
    record_of("attendee_added", meeting, by, attendee=made.pk)
    return made


@transaction.atomic
def change_attendee(meeting_id: int, by: int, attendee_id: int, *, organisation: str, mandate: str) -> Attendee:
    """Says for whom somebody speaks and what they may decide. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    attendee = meeting.attendees.filter(pk=attendee_id).first()
    if attendee is None:
        raise Refused(NOT_PRESENT)
    if (attendee.organisation, attendee.mandate) != (organisation, mandate):
        attendee.organisation, attendee.mandate = organisation, mandate
        attendee.save(update_fields=["organisation", "mandate"])
        record_of("attendee_changed", meeting, by, attendee=attendee_id)
    return attendee


@transaction.atomic
def remove_attendee(meeting_id: int, by: int, attendee_id: int) -> None:
    """Takes somebody off the list; who is gone already is fine. Raises Refused."""
    meeting = take_meeting(meeting_id, by)
    removed, _ = meeting.attendees.filter(pk=attendee_id).delete()
    if removed:
        record_of("attendee_removed", meeting, by, attendee=attendee_id)
