"""The way on of plans that were not chosen."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from editions.models import Edition
from execution.models import FALLEN, FollowUp, FollowUpKind
from plans.models import Plan


@transaction.atomic
def open_follow_ups(edition: Edition, by: int | None) -> int:
    """A way on for every plan that this edition carries no further; returns how many are new.

    Runs when the likes close and again with the result. A plan that the team kept off the site when the likes closed
    has one too; while it is on its way again, nobody sees it (execution.queries).
    """
    plans = Plan.objects.of(edition).filter(status__in=FALLEN, follow_up__isnull=True)
    made = FollowUp.objects.bulk_create(FollowUp(plan=plan, note=plan.way_on[:500]) for plan in plans)
    record("follow_ups_opened", edition=edition.slug, by=by, number=len(made))
    return len(made)


@transaction.atomic
def set_follow_up(follow_up_id: int, by: User, kind: FollowUpKind, note: str) -> FollowUp:
    """Writes down how a plan that was not chosen goes on."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=follow_up_id)
    follow_up.kind, follow_up.note = kind, note
    follow_up.save()
    plan = follow_up.plan
    record("follow_up_set", edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", kind=kind)
    return follow_up
