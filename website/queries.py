"""Reads for the pages that combine rooms."""

from typing import Any

from django.db.models import Count, F, Q, Sum

from editions.models import Edition
from editions.phases import Phase
from editions.queries import visible_editions
from plans.models import CostLine, Plan
from plans.queries import likes_in
from plans.status import BALLOTED, WON, Status

SHOWN_ON_HOME = 3
PAST_LIKES = (Phase.VOTING, Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED)


def lively_plans(edition: Edition, number: int = SHOWN_ON_HOME) -> list[Plan]:
    """Plans to show as a taste of the edition: chosen ones after the vote, else by day and title, never by support.

    While people vote, no order may favour a plan: every plan has its turn by the day of the year.
    """
    plans = Plan.objects.of(edition).public().for_cards()
    if edition.current_phase in (Phase.EXECUTION, Phase.CLOSED):
        return list(plans.filter(status__in=WON).order_by("title")[:number])
    if edition.current_phase in PAST_LIKES:
        plans = plans.filter(status=Status.ON_BALLOT)
    return list(plans.order_by("-submitted_at", "-id")[:number])


def edition_figures(edition: Edition) -> dict[str, int]:
    """How many plans, likes, chosen and realised plans, in two queries."""
    figures = (
        Plan.objects.of(edition)
        .public()
        .aggregate(
            plans=Count("pk"),
            chosen=Count("pk", filter=Q(status__in=WON)),
            realised=Count("pk", filter=Q(status=Status.REALISED)),
            on_ballot=Count("pk", filter=Q(status__in=BALLOTED)),
        )
    )
    figures["likes"] = likes_in(edition)
    return figures


def earlier_plans(but: Edition, number: int = SHOWN_ON_HOME) -> list[Plan]:
    """Plans of other editions that were chosen: what came of it."""
    chosen = Plan.objects.filter(status__in=WON).exclude(edition=but)
    return list(chosen.for_cards().order_by(F("status").desc(), "title")[:number])


def home_overview(edition: Edition) -> dict[str, Any]:
    return {
        "plans": lively_plans(edition),
        "figures": edition_figures(edition),
        "earlier": earlier_plans(edition),
        "editions": [each for each in visible_editions() if each.pk != edition.pk],
    }


def edition_overview(edition: Edition) -> dict[str, Any]:
    return {"plans": lively_plans(edition, 6), "figures": edition_figures(edition)}


def asked_in_total(edition: Edition) -> int:
    """What all public plans together ask for, in euro cents. What was handed to a department asks for nothing."""
    lines = CostLine.objects.filter(plan__in=Plan.objects.of(edition).public().exclude(status=Status.REFERRED))
    return int(lines.aggregate(total=Sum("cents"))["total"] or 0)
