"""What every action of a maker begins and ends with. Part of those actions, never on its own."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common.errors import Refused
from editions.locks import hold_open
from editions.phases import REFUSALS, Activity
from plans.completeness import missing_parts
from plans.models import Plan
from plans.permissions import may_edit_plan, works_on
from plans.status import Status


class Incomplete(Refused):
    """The plan lacks something: `missing` gives by part (plans.completeness.PARTS) the sentence to show."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(" ".join(missing.values()))
        self.missing = missing


def open_for_change(plan_id: int, by: User, activity: Activity = Activity.EDIT) -> Plan:
    """The maker's plan, locked for this transaction, in an edition that is held open for `activity`."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), activity)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    plan.edition = edition
    if not works_on(by, plan):
        raise Refused(_("Alleen de maker kan dit plan veranderen."))
    if not may_edit_plan(by, plan):
        raise Refused(_(REFUSALS[Activity.EDIT]))
    return plan


def open_draft(plan_id: int, by: User) -> Plan:
    """The maker's draft, locked, as long as plans can be submitted."""
    plan = open_for_change(plan_id, by, Activity.SUBMIT)
    if plan.state is not Status.DRAFT:
        raise Refused(_("Dit plan is al ingediend."))
    return plan


def stay_complete(plan: Plan) -> None:
    """A draft may lack anything; what was submitted may not."""
    if plan.state is not Status.DRAFT:
        require_complete(plan)


def require_complete(plan: Plan) -> None:
    missing = missing_parts(plan)
    if missing:
        raise Incomplete(missing)


def record_about(action: str, plan: Plan, by: User, **facts: Any) -> None:
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
