"""Following a plan, and no longer."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from execution.models import Following
from plans.models import Plan
from plans.status import WON


@transaction.atomic
def follow_plan(plan_id: int, by: User, wanted: bool) -> None:
    """From now on `by` hears of updates of a chosen plan, or does not. Twice is once. Raises Refused."""
    plan = Plan.objects.select_related("edition").get(pk=plan_id)
    if plan.state not in WON:
        raise Refused("Alleen gekozen plannen kunt u volgen.")
    row, made = Following.objects.select_for_update().get_or_create(
        plan=plan, user=by, defaults={"wanted": wanted, "at": clock.now()}
    )
    if not made and row.wanted == wanted:
        return
    row.wanted, row.at = wanted, clock.now()
    row.save(update_fields=["wanted", "at"])
    action = "plan_followed" if wanted else "plan_unfollowed"
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}")
