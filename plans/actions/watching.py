"""What the clock tells makers: how near the threshold is, and that a phase closes soon. Runs every minute.

Counting here, not in the like itself, keeps a hundred people who like at once from waiting for each other, and a
plan that two likes bring over the threshold at the same moment is seen all the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, Window, why_not
from mail.queries import said
from plans.actions.telling import key_of, tell_draft_waits, tell_likes_close, tell_near, tell_reached
from plans.models import Plan, PlanQuerySet
from plans.nearness import Nearness, nearness
from plans.status import Status

# How long before the end of a phase people hear that it closes.
AHEAD = timedelta(days=3)
# Whoever began a draft less long ago does not need to be told of it.
FRESH = timedelta(days=1)


def tell_makers() -> None:
    """Everything that the clock has to tell, one transaction an edition."""
    editions = Edition.objects.filter(phase__in=[Phase.SUBMISSION, Phase.LIKES]).prefetch_related("windows")
    for edition in editions:
        tell_milestones(edition)
        tell_closing_drafts(edition)
        tell_closing_likes(edition)


@transaction.atomic
def tell_milestones(edition: Edition) -> None:
    """Near and past the threshold, each once a plan, as long as likes are open."""
    window = _open_window(edition, Activity.LIKE, Phase.LIKES, clock.now())
    if window is None:
        return
    plans = _submitted(edition)
    found = {number: nearness(plan.like_count, plan.likes_needed) for number, plan in plans.items()}
    reached = [number for number, where in found.items() if where is Nearness.REACHED]
    near = [number for number, where in found.items() if where is Nearness.NEAR]
    for number in _unsaid(reached, "threshold-reached"):
        tell_reached(plans[number], window)
    past = said(key_of(number, "threshold-reached") for number in near)
    for number in _unsaid(near, "threshold-near"):
        if key_of(number, "threshold-reached") not in past:
            tell_near(plans[number], window)


@transaction.atomic
def tell_closing_drafts(edition: Edition) -> None:
    """AHEAD of the end of submission: makers whose draft waits for longer than FRESH."""
    moment = clock.now()
    window = _open_window(edition, Activity.SUBMIT, Phase.SUBMISSION, moment)
    if window is None or moment < window.ends_at - AHEAD:
        return
    waiting = Plan.objects.of(edition).filter(status=Status.DRAFT, created_at__lte=moment - FRESH)
    drafts = _by_number(waiting)
    for number in _unsaid(drafts, "closing-submission"):
        tell_draft_waits(drafts[number], window)


@transaction.atomic
def tell_closing_likes(edition: Edition) -> None:
    """AHEAD of the end of the likes: makers whose plan is short of some."""
    moment = clock.now()
    window = _open_window(edition, Activity.LIKE, Phase.LIKES, moment)
    if window is None or moment < window.ends_at - AHEAD:
        return
    short = {number: plan for number, plan in _submitted(edition).items() if plan.likes_to_go}
    for number in _unsaid(short, "closing-likes"):
        tell_likes_close(short[number], window)


def _open_window(edition: Edition, activity: Activity, phase: Phase, moment: datetime) -> Window | None:
    """The window of `phase`, while `activity` is open."""
    schedule = edition.schedule()
    return None if why_not(activity, edition.current_phase, schedule, moment) else schedule[phase]


def _submitted(edition: Edition) -> dict[int, Plan]:
    return _by_number(Plan.objects.of(edition).filter(status=Status.SUBMITTED).with_figures())


def _by_number(plans: PlanQuerySet) -> dict[int, Plan]:
    """The plans with all that telling needs: makers, edition and its dates, whatever their number."""
    ready = plans.prefetch_related("co_makers", "edition__windows").select_related("edition").order_by("pk")
    return {plan.pk: plan for plan in ready}


def _unsaid(numbers: Iterable[int], what: str) -> list[int]:
    """Those of these plans about which this was not told yet: a look before the unique key decides."""
    keys = {key_of(number, what): number for number in numbers}
    told = said(keys)
    return [number for key, number in keys.items() if key not in told]
