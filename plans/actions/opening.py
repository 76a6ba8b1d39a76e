"""What every action of a maker begins and ends with. Part of those actions, never on its own."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common.errors import Refused
from editions.locks import hold_open
from editions.phases import REFUSALS, Activity
from plans.models import Plan
from plans.permissions import is_maker, may_edit_plan


def open_for_change(plan_id: int, by: User, activity: Activity = Activity.EDIT) -> Plan:
    """The maker's plan, locked for this transaction, in an edition that is held open for `activity`."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), activity)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if not is_maker(by, plan):
        raise Refused(_("Alleen de maker kan dit plan veranderen."))
    if not may_edit_plan(by, plan):
        raise Refused(REFUSALS[Activity.EDIT])
    plan.edition = edition
    return plan


def record_about(action: str, plan: Plan, by: User, **facts: Any) -> None:
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
