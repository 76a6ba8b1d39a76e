"""What became of the plans that were not chosen."""

from django.db.models import QuerySet

from editions.models import Edition
from execution.models import FALLEN, FollowUp
from plans.models import Plan


def follow_up_of(plan: Plan) -> FollowUp | None:
    """The way on of a plan that goes no further in its edition; None for every other."""
    if plan.state not in FALLEN:
        return None
    return FollowUp.objects.filter(plan=plan).first()


def follow_ups(edition: Edition) -> QuerySet[FollowUp]:
    return (
        FollowUp.objects.filter(plan__edition=edition, plan__status__in=FALLEN)
        .select_related("plan__neighbourhood", "plan__maker", "plan__edition")
        .prefetch_related("plan__co_makers__user")
        .order_by("plan__title")
    )
