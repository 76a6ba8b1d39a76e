"""Reads for the pages about support: what is on paper, what came in a burst, who passes the threshold."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from plans.bursts import LikeFact, Signs, signs
from plans.models import Like, Plan, Signature
from plans.status import PUBLIC, Status

SHOWN_SIGNATURES = 25
# From which share of the likes that are needed a plan nearly passes, in percent.
NEAR_SHARE = 80
BEFORE_THE_STEP = (Phase.PREPARATION, Phase.SUBMISSION, Phase.LIKES)


def why_no_likes(edition: Edition) -> str | None:
    """Why nothing can be entered now, or None when it can."""
    return why_not(Activity.LIKE, edition.current_phase, edition.schedule(), clock.now())


def plans_that_gather(edition: Edition) -> QuerySet[Plan]:
    """The plans for which a list can be entered, by title."""
    return Plan.objects.of(edition).filter(status=Status.SUBMITTED).for_cards().order_by("title", "pk")


def latest_signatures(plan: Plan) -> list[Signature]:
    """What was entered last for a plan and can still be read."""
    return list(plan.signatures.exclude(name="").select_related("entered_by")[:SHOWN_SIGNATURES])


@dataclass(frozen=True)
class BurstRow:
    """A plan with what its likes look like."""

    plan: Plan
    signs: Signs


def burst_report(edition: Edition) -> list[BurstRow]:
    """All public plans, those worth a look first, in two queries: the plans and their likes."""
    facts: dict[int, list[LikeFact]] = defaultdict(list)
    columns = ("plan_id", "created_at", "user__created_at", "network_hash")
    likes = Like.objects.filter(plan__edition=edition, plan__status__in=PUBLIC).values_list(*columns)
    for plan_id, at, account_made_at, network in likes.iterator():
        facts[plan_id].append(LikeFact(at, account_made_at, network))
    plans = Plan.objects.of(edition).public().for_cards()
    rows = [BurstRow(plan, signs(facts[plan.pk])) for plan in plans]
    return sorted(rows, key=lambda row: (-len(row.signs.reasons), -row.signs.peak, row.plan.title))


@dataclass(frozen=True)
class Standing:
    """Where a plan stands: its likes, and how many more (or, below zero, fewer) than needed."""

    plan: Plan
    likes: int
    margin: int

    @property
    def short(self) -> int:
        """How many likes are missing."""
        return max(0, -self.margin)


@dataclass(frozen=True)
class Threshold:
    """Who passes the threshold, who nearly does, and who does not, each with the most likes first."""

    passed: list[Standing]
    nearly: list[Standing]
    below: list[Standing]


def threshold_standings(edition: Edition) -> Threshold:
    """The standings now, and once the step is made as they were then; in one query."""
    kept = Q(status__in=PUBLIC) | Q(likes_at_close__isnull=False)
    rows = [_standing(plan) for plan in Plan.objects.of(edition).filter(kept).for_cards()]
    rows.sort(key=lambda row: (-row.likes, row.plan.title))
    passed = [row for row in rows if edition.passes_threshold(row.likes)]
    others = [row for row in rows if not edition.passes_threshold(row.likes)]
    nearly = [row for row in others if row.likes * 100 >= row.plan.likes_needed * NEAR_SHARE]
    return Threshold(passed, nearly, [row for row in others if row not in nearly])


def _standing(plan: Plan) -> Standing:
    likes = plan.like_count if plan.likes_at_close is None else plan.likes_at_close
    return Standing(plan, likes, likes - plan.likes_needed)
