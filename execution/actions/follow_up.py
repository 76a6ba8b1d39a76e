"""The way on of plans that were not chosen: who picks it up, when somebody looks again, what became of it."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from execution.actions.way_on_news import tell_way_on
from execution.models import FALLEN, FollowUp, FollowUpKind
from execution.ways_on import NEEDS_KIND, Kind, problems
from plans.models import Plan

GONE_ON = "Dit plan is weer onderweg in deze ronde en heeft geen nazorg nodig."
NO_OUTCOME = "Schrijf in één of twee zinnen wat het werd."


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


def take_follow_up(follow_up_id: int) -> FollowUp:
    """The way on, locked. Raises Refused when its plan goes on in the edition after all."""
    found = FollowUp.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=follow_up_id)
    if found.plan.state not in FALLEN:
        raise Refused(GONE_ON)
    return found


@transaction.atomic
def set_follow_up(
    follow_up_id: int, by: User, kind: FollowUpKind, note: str, owner: str = "", next_on: date | None = None
) -> FollowUp:
    """Writes down how a plan goes on, and tells its makers. Takes back what was said to have become of it.

    Raises Refused, with all that is missing, for a way on that nobody carries or on which nobody will look again.
    """
    found = take_follow_up(follow_up_id)
    if missing := problems(Kind(kind), owner, next_on, note, clock.today()):
        raise Refused(" ".join(missing.values()))
    found.kind, found.note, found.owner, found.next_on = kind, note, owner, next_on
    found.outcome, found.ended_at = "", None
    return keep(found, by, "follow_up_set", kind=kind)


@transaction.atomic
def end_follow_up(follow_up_id: int, by: User, outcome: str) -> FollowUp:
    """Says what became of the plan, in words for everybody. Raises Refused while its way on is open."""
    found = take_follow_up(follow_up_id)
    if found.kind == FollowUpKind.OPEN:
        raise Refused(NEEDS_KIND)
    if not outcome:
        raise Refused(NO_OUTCOME)
    found.outcome, found.ended_at = outcome, clock.now()
    return keep(found, by, "follow_up_ended", kind=found.kind)


def keep(found: FollowUp, by: User, action: str, **facts: str) -> FollowUp:
    """Saves a way on that changed, puts it on record, and tells the makers."""
    found.version += 1
    found.save()
    record(action, edition=found.plan.edition.slug, by=by.pk, subject=f"plan:{found.plan_id}", **facts)
    tell_way_on(found, by)
    return found
