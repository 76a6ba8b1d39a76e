"""Plans that exclude one another: what the plan's page, the ballot and the count read of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from plans.models import ConflictPair, Plan
from plans.status import BALLOTED

# Where a plan is when everybody may know that it was on the ballot.


@dataclass(frozen=True)
class Rival:
    """The other plan of a pair, and why the two cannot both be chosen."""

    plan: Plan
    reason: str


def excluding_pairs(plan_ids: Collection[int]) -> list[tuple[int, int]]:
    """The pairs of which both plans are in `plan_ids`, for the count."""
    return list(_within(plan_ids).values_list("first_id", "second_id"))


def rivals_within(plan_ids: Collection[int]) -> dict[int, list[Rival]]:
    """For every plan that excludes another of `plan_ids`: those others. One query."""
    found: dict[int, list[Rival]] = {}
    for pair in _within(plan_ids).select_related("first", "second"):
        found.setdefault(pair.first_id, []).append(Rival(pair.second, pair.reason))
        found.setdefault(pair.second_id, []).append(Rival(pair.first, pair.reason))
    return found


def public_rivals(plan: Plan) -> list[Rival]:
    """The plans that cannot be chosen together with this one, as everybody may know after the verdicts are public."""
    if plan.edition.verdicts_published_at is None or plan.state not in BALLOTED:
        return []
    pairs = pairs_of(plan).filter(first__status__in=BALLOTED, second__status__in=BALLOTED)
    return [rival_of(plan, pair) for pair in pairs]


def pairs_of(plan: Plan) -> QuerySet[ConflictPair]:
    pairs = ConflictPair.objects.filter(Q(first=plan) | Q(second=plan))
    return pairs.select_related("first", "second", "added_by")


def rival_of(plan: Plan, pair: ConflictPair) -> Rival:
    return Rival(pair.second if pair.first_id == plan.pk else pair.first, pair.reason)


def pairs_among(plans: Iterable[Plan]) -> list[ConflictPair]:
    """The pairs within a list of plans, with both plans: what anybody needs to count again."""
    return list(_within([plan.pk for plan in plans]).select_related("first", "second"))


def _within(plan_ids: Collection[int]) -> QuerySet[ConflictPair]:
    return ConflictPair.objects.filter(first__in=plan_ids, second__in=plan_ids)
