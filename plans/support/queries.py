"""Reads for the pages about support: what is on paper, what came in a burst, who passes the threshold."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from plans.bursts import LikeFact, Signs, signs
from plans.models import Like, Plan, Signature
from plans.status import PUBLIC, TEAM, Status

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
    """Where a plan stands: its likes, those on paper, and how many more (or, below zero, fewer) than needed."""

    plan: Plan
    likes: int
    paper: int
    margin: int

    @property
    def short(self) -> int:
        """How many likes are missing."""
        return max(0, -self.margin)


@dataclass(frozen=True)
class Threshold:
    """Who passes the threshold, who nearly does, who does not, and whom the team keeps off the site.

    Each with the most likes first. `needed`: with how many likes a plan goes on, or went on when the likes closed.
    """

    needed: int
    passed: list[Standing]
    nearly: list[Standing]
    below: list[Standing]
    held: list[Standing]

    @property
    def everyone(self) -> list[Standing]:
        return [*self.passed, *self.nearly, *self.below, *self.held]


def threshold_standings(edition: Edition) -> Threshold:
    """The standings now, and once the step is made as they were then; in one query."""
    kept = (Q(status__in=TEAM) & ~Q(status=Status.REFERRED)) | Q(likes_at_close__isnull=False)
    every = [_standing(plan) for plan in Plan.objects.of(edition).filter(kept).for_cards()]
    every.sort(key=lambda row: (-row.likes, row.plan.title))
    held = [row for row in every if row.plan.state is Status.HELD]
    rows = [row for row in every if row.plan.state is not Status.HELD]
    others = [row for row in rows if row.short]
    nearly = [row for row in others if row.likes * 100 >= row.plan.likes_needed * NEAR_SHARE]
    return Threshold(
        needed=next((row.plan.likes_needed for row in rows), edition.likes_needed),
        passed=[row for row in rows if not row.short],
        nearly=nearly,
        below=[row for row in others if row not in nearly],
        held=held,
    )


def is_fixed(edition: Edition) -> bool:
    """Whether the likes are closed and their outcome stands."""
    return edition.current_phase not in BEFORE_THE_STEP


def _standing(plan: Plan) -> Standing:
    return Standing(plan, plan.final_likes, plan.final_paper, plan.likes_over)
