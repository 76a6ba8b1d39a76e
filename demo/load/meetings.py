"""Meetings of the demo's table: one that is going on, with a plan on the board, and one to come."""

from datetime import timedelta

from accounts.models import User
from common import clock
from editions.models import Edition
from feasibility.actions import give_advice
from feasibility.actions.agenda import fill_agenda, start_item
from feasibility.actions.attendance import add_guest, tick_people
from feasibility.actions.meetings import open_meeting, plan_meeting, write_notes
from feasibility.queries.people import people_at_table

PLACE = "Wijkcentrum De Ringvaart, zaal 2"


def load_meetings(edition: Edition, cast: dict[str, User]) -> None:
    """The table meets now, about the plans that have all their answers, and again next week."""
    chair, now = cast["voorzitter"].pk, clock.now().replace(second=0, microsecond=0)
    meeting = plan_meeting(edition.pk, chair, starts_at=now, place=PLACE)
    plan_meeting(edition.pk, chair, starts_at=now + timedelta(days=7), place=PLACE)
    open_meeting(meeting.pk, chair)
    tick_people(meeting.pk, chair, {user.pk for user, _ in people_at_table(edition)})
    add_guest(meeting.pk, chair, name="Ilse Vermeer", organisation="Spaarnelanden", mandate="adviseert over beheer")
    fill_agenda(meeting.pk, chair)
    write_notes(meeting.pk, chair, "De tafel kijkt volgende week samen op straat bij twee plekken.")
    item = meeting.items.filter(plan__conditions__isnull=False).first() or meeting.items.first()
    if item:
        give_advice(item.plan_id, cast["wijkraad"].pk, text="De buurt vraagt hier al jaren om. Wij helpen graag mee.")
        start_item(meeting.pk, chair, item.pk)
