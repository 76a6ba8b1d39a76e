"""Themes and wishes: what residents asked for, where, and what the vote made of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from plans.status import PUBLIC, WON, Status
from report.figures.facts import PlanFacts
from report.figures.funnel import was_on_ballot

# What residents could read as a plan of its own. A merged plan's wish lives on in the other, with its likes.
WISHES = PUBLIC


def wishes(plans: Sequence[PlanFacts], themes: Sequence[str], neighbourhoods: Sequence[str]) -> list[dict[str, Any]]:
    """One row for each theme in each neighbourhood, those without plans too."""
    shown = [plan for plan in plans if plan.status in WISHES]
    return [
        {"thema": theme, "wijk": wijk, **_sums(p for p in shown if (p.theme, p.neighbourhood) == (theme, wijk))}
        for theme in themes
        for wijk in neighbourhoods
    ]


def by_theme(plans: Sequence[PlanFacts], themes: Sequence[str]) -> list[dict[str, Any]]:
    shown = [plan for plan in plans if plan.status in WISHES]
    return [{"thema": theme, **_sums(p for p in shown if p.theme == theme)} for theme in themes]


def by_neighbourhood(plans: Sequence[PlanFacts], neighbourhoods: Sequence[str]) -> list[dict[str, Any]]:
    shown = [plan for plan in plans if plan.status in WISHES]
    return [{"wijk": wijk, **_sums(p for p in shown if p.neighbourhood == wijk)} for wijk in neighbourhoods]


def _sums(plans: Iterable[PlanFacts]) -> dict[str, int]:
    found = list(plans)
    asked = [plan for plan in found if plan.status is not Status.REFERRED]  # a referral asks the budget for nothing
    return {
        "plannen": len(found),
        "likes": sum(plan.likes for plan in found),
        "gevraagd_centen": sum(plan.ballot_cents or plan.cost_cents for plan in asked),
        "stembiljet": sum(was_on_ballot(plan) for plan in found),
        "stemmen": sum(plan.votes or 0 for plan in found),
        "gekozen": sum(plan.status in WON for plan in found),
        "toegekend_centen": sum(plan.granted_cents for plan in found),
    }
