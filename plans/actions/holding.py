"""Holding a plan for those who make it together or help. Part of their actions, never on its own."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from editions.locks import hold_open
from editions.phases import Activity
from plans.models import Plan
from plans.permissions import is_maker
from plans.status import PUBLIC, Status

# Nothing is made together any more: it was taken back, or goes on as another plan.
GONE = frozenset({Status.WITHDRAWN, Status.MERGED})


def hold_together(plan_id: int) -> Plan:
    """The plan, locked for this transaction, in an edition in which people still work together. Raises Refused."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), Activity.TOGETHER)
    plan = take_plan(plan_id)
    if plan.state in GONE:
        raise Refused(_("Dit plan is ingetrokken of samengevoegd met een ander plan. Meedoen kan niet meer."))
    plan.edition = edition
    return plan


def hold_public(plan_id: int) -> Plan:
    """As `hold_together`, for a plan that everybody can read."""
    plan = hold_together(plan_id)
    if plan.state not in PUBLIC:
        raise Refused(_("Dit plan is nu niet openbaar."))
    return plan


def take_plan(plan_id: int) -> Plan:
    """The plan, locked for this transaction, at any time: stepping back is always possible."""
    return Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("edition").get(pk=plan_id)


def require_maker(by: User, plan: Plan) -> None:
    """Raises Refused for who does not make the plan."""
    if not is_maker(by, plan):
        raise Refused(_("Dat kan alleen een maker van dit plan."))
