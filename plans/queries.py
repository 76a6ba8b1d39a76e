"""Reads that feed the pages of plans."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, When
from django.db.models.functions import JSONObject

from accounts.models import User
from common import clock
from editions.models import Edition, Theme
from editions.phases import Phase
from plans.history import Moment, moments, with_co_makers
from plans.making.queries import progress_of
from plans.models import CoMaker, HelpWanted, Like, Plan, Signature
from plans.permissions import Person, may_see_plan, rights
from plans.status import BALLOTED, PUBLIC, Status

# What its makers can do nothing with any more.
OVER = frozenset({Status.WITHDRAWN, Status.MERGED})


def plan_cards(edition: Edition) -> QuerySet[Plan]:
    """All public plans of an edition with what a card shows, newest first, in one query; without the long texts."""
    plans = Plan.objects.of(edition).public().with_figures().with_card_parts().select_related("neighbourhood", "theme")
    return plans.defer("body", "way_on", "held_reason", "neighbourhood__outline").order_by("-submitted_at", "-pk")


def cards_of(edition: Edition, numbers: Sequence[int]) -> list[Plan]:
    """The cards of these plans, in this order, in one query."""
    found = plan_cards(edition).in_bulk(numbers)
    for plan in found.values():
        plan.edition = edition
    return [found[number] for number in numbers if number in found]


def plan_for_page(edition: Edition, number: int, user: Person) -> Plan:
    """A plan of this edition as `user` sees it now: with its figures, `liked_by_me` and `rights`.

    A plan that was merged is the plan that it went into: look whether the number that comes back is another. Raises
    Plan.DoesNotExist for an unknown plan, another edition's, and what others may not see.
    """
    mine = Like.objects.filter(plan=OuterRef("pk"), user_id=user.pk or 0)
    others = Prefetch("co_makers", CoMaker.objects.select_related("user"))
    themes = ArraySubquery(Theme.objects.filter(pk__in=_more_themes()).values("name"))
    plans = Plan.objects.of(edition).for_cards().prefetch_related(others, "photos")
    plan = plans.annotate(  # type: ignore[no-redef]
        liked_by_me=Exists(mine), more_theme_names=themes, calls=_calls(), seen_at=clock.Now()
    ).get(pk=number)
    if plan.merged_into_id:
        return plan_for_page(edition, plan.merged_into_id, user)
    plan.edition = edition
    if not may_see_plan(user, plan):
        raise Plan.DoesNotExist
    plan.seen_at = clock.seen(plan.seen_at)
    plan.rights = rights(user, plan, plan.seen_at)
    return plan


def _more_themes() -> QuerySet[Any]:
    """The further themes of the plan that a query is about."""
    return Plan.more_themes.through.objects.filter(plan=OuterRef(OuterRef("pk"))).values("theme")


def _calls() -> ArraySubquery:
    """What the makers of the plan that a query is about look for, in the order in which they asked."""
    calls = HelpWanted.objects.filter(plan=OuterRef("pk")).order_by("pk")
    found = Case(When(found_at=None, then=False), default=True)
    return ArraySubquery(calls.values(call=JSONObject(pk="pk", text="text", found=found)))


def history(plan: Plan) -> list[Moment]:
    """What happened to a plan since it was submitted, oldest first; nothing for a draft. At most three queries more
    than its co-makers, unless they are prefetched."""
    if plan.submitted_at is None:
        return []
    entered = {} if plan.likes_at_close is None else _entered(plan.edition)
    return with_co_makers(moments(plan, list(plan.changes.all()), entered), plan)


def merged_plans(plan: Plan) -> list[Plan]:
    """The plans that went on in this one, oldest first, with who made them and what they asked for.

    Three queries at most, none when `changes` is prefetched and nothing was merged.
    """
    if not any("merged" in each.changes for each in plan.changes.all()):
        return []
    return list(plan.merged_plans.select_related("maker").prefetch_related("cost_lines").order_by("submitted_at", "pk"))


def _entered(edition: Edition) -> dict[str, datetime]:
    """When the edition entered its phases. Likes close by the schedule where no step was kept."""
    entered = dict(edition.changes.values_list("to_phase", "at"))
    likes = None if Phase.FEASIBILITY in entered else edition.schedule().get(Phase.LIKES)
    return {**entered, Phase.FEASIBILITY: likes.ends_at} if likes else entered


def my_plans(user: User) -> list[Plan]:
    """All plans that somebody makes, alone or with others, in all editions, newest first, with `rights`.

    What waits for the maker comes first; withdrawn and merged plans come last. A draft that can still be submitted has
    its `progress`.
    """
    mine = Q(maker=user) | Q(pk__in=CoMaker.objects.filter(user=user).values("plan"))
    plans = Plan.objects.filter(mine).for_cards().select_related("merged_into")
    found = list(plans.prefetch_related("edition__windows", "co_makers", "cost_lines").order_by("-pk"))
    moment = clock.now()
    for plan in found:
        plan.rights = rights(user, plan, moment)
        if plan.rights.submit:
            plan.progress = progress_of(plan)
    return sorted(found, key=lambda plan: (plan.state in OVER, plan.state is not Status.HELD))


def likes_in(edition: Edition) -> int:
    """All likes of an edition's public plans, those on paper too, everybody once per plan; in one query.

    Once the likes closed, what they came to then: who gave them is not kept for ever.
    """
    if edition.current_phase not in (Phase.PREPARATION, Phase.SUBMISSION, Phase.LIKES):
        plans = Plan.objects.of(edition).public().with_figures()
        return int(plans.aggregate(likes=Sum("like_count"))["likes"] or 0)
    public = {"plan__edition": edition, "plan__status__in": PUBLIC}
    online = Like.objects.filter(**public).values_list("plan_id")
    paper = Signature.objects.counting().filter(**public).order_by().values_list("plan_id")
    return online.union(paper, all=True).count()


def ballot_plans(edition: Edition) -> QuerySet[Plan]:
    """The plans on the ballot, and after the count the same plans with their outcome."""
    return Plan.objects.of(edition).filter(status__in=BALLOTED)


def plans_in_check(edition: Edition) -> QuerySet[Plan]:
    """The plans that wait for the verdicts to be published."""
    return Plan.objects.of(edition).filter(status=Status.IN_CHECK)
