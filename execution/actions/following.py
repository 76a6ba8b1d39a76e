"""Following a plan, and no longer."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from execution.models import Following
from plans.models import Like, Plan
from plans.status import WON, Status


def follow_along(edition: Edition) -> int:
    """Who likes a plan that was chosen follows it from now on; how many do. Likes go some weeks after the result.

    Part of opening the execution. Whoever chose already keeps that choice.
    """
    liked = Like.objects.filter(plan__edition=edition, plan__status=Status.CHOSEN, user__is_active=True)
    now = clock.now()
    rows = [
        Following(plan_id=plan, user_id=user, wanted=True, at=now) for plan, user in liked.values_list("plan", "user")
    ]
    Following.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def follow_plan(plan_id: int, by: User, wanted: bool) -> None:
    """From now on `by` hears of updates of a chosen plan, or does not. Twice is once. Raises Refused."""
    plan = Plan.objects.select_related("edition").get(pk=plan_id)
    if plan.state not in WON:
        raise Refused("Alleen gekozen plannen kunt u volgen.")
    if wanted and plan.edition.current_phase is Phase.CLOSED:
        raise Refused("Deze ronde is afgerond. Over dit plan komt geen nieuws meer.")
    row, made = Following.objects.select_for_update().get_or_create(
        plan=plan, user=by, defaults={"wanted": wanted, "at": clock.now()}
    )
    if not made and row.wanted == wanted:
        return
    row.wanted, row.at = wanted, clock.now()
    row.save(update_fields=["wanted", "at"])
    action = "plan_followed" if wanted else "plan_unfollowed"
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}")
