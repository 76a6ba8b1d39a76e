"""All figures of an edition at once, as they are kept: numbers, texts, lists and None only, so they fit in JSON."""

from collections.abc import Mapping
from typing import Any

from report.figures.costs import costs
from report.figures.facts import Facts
from report.figures.funnel import Stage, funnel, reached
from report.figures.spans import phases
from report.figures.survey import survey
from report.figures.trends import trends
from report.figures.wishes import WISHES, by_neighbourhood, by_theme, wishes

# Kept figures of another version are counted again.
VERSION = 1


def compute(facts: Facts, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The figures. `kept` are those of before: of them only the survey is needed (report.figures.survey)."""
    key = _key_figures(facts)
    return {
        "kern": key,
        "trechter": funnel(facts.plans),
        "wensen": wishes(facts.plans, facts.themes, facts.neighbourhoods),
        "themas": by_theme(facts.plans, facts.themes),
        "wijken": by_neighbourhood(facts.plans, facts.neighbourhoods),
        "opkomst": [
            {"naar": each.by, "groep": " en ".join(each.names), "mochten": each.eligible, "stemden": each.voted}
            for each in facts.turnout
        ],
        "fasen": phases(facts.spans),
        "kosten": costs(facts.costs, facts.vote),
        "enquete": survey(facts.answers, (kept or {}).get("enquete")),
        "eerder": trends(facts.edition, key, facts.earlier),
    }


def percent(part: int, whole: int) -> int | None:
    """Rounded down, as turnout is everywhere on the site; None of nothing."""
    return part * 100 // whole if whole else None


def _key_figures(facts: Facts) -> dict[str, Any]:
    vote = facts.vote
    return {
        "plannen": reached(facts.plans, Stage.SUBMITTED),
        "likes": sum(plan.likes for plan in facts.plans if plan.status in WISHES),
        "grens": reached(facts.plans, Stage.THRESHOLD),
        "haalbaar": reached(facts.plans, Stage.FEASIBLE),
        "stembiljet": reached(facts.plans, Stage.BALLOT),
        "gekozen": reached(facts.plans, Stage.CHOSEN),
        "gerealiseerd": reached(facts.plans, Stage.REALISED),
        "likes_nodig": facts.threshold,
        "budget_centen": facts.budget_cents,
        "mochten": vote.eligible if vote else None,
        "stemden": vote.voted if vote else None,
        "opkomst_procent": percent(vote.voted, vote.eligible) if vote else None,
        "toegekend_centen": vote.granted_cents if vote else None,
        "over_centen": vote.left_cents if vote else None,
    }
