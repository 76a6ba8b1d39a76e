"""A meeting for tests: opened by the chair, with the plans of a laid table on its agenda."""

from datetime import timedelta

from common import clock
from feasibility.actions.agenda import add_to_agenda, start_item
from feasibility.actions.meetings import open_meeting, plan_meeting
from feasibility.models import AgendaItem, Meeting
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import Table


def planned(table: Table, place: str = "Wijkcentrum") -> Meeting:
    moment = clock.now().replace(second=0, microsecond=0) + timedelta(days=1)
    return plan_meeting(table.edition.pk, table.chair.pk, starts_at=moment, place=place)


def opened(table: Table, *plans: Plan) -> Meeting:
    """An open meeting with these plans on its agenda."""
    meeting = planned(table)
    for plan in plans:
        put(table, meeting, plan)
    return open_meeting(meeting.pk, table.chair.pk)


def put(table: Table, meeting: Meeting, plan: Plan | None = None) -> AgendaItem:
    """A plan at the end of the agenda; without one a new plan."""
    plan = plan or make.plan(table.edition, Status.IN_CHECK)
    return add_to_agenda(meeting.pk, table.chair.pk, plan.pk)


def talking(table: Table) -> tuple[Meeting, AgendaItem]:
    """An open meeting that talks about the table's plan."""
    meeting = opened(table, table.plan)
    return meeting, start_item(meeting.pk, table.chair.pk, meeting.items.get().pk)
