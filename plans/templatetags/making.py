"""Where a maker is on the way to a submitted plan."""

from typing import Any

from django import template
from django.urls import reverse

from plans.completeness import missing_parts
from plans.making.steps import STEPS, Step, after, before
from plans.models import Plan

register = template.Library()


@register.inclusion_tag("plans/making/_steps.html")
def making_steps(current: Step, plan: Plan | None) -> dict[str, Any]:
    """The steps with their state; each leads to its page as soon as there is a draft."""
    missing = missing_parts(plan) if plan else {}
    shown = [
        {
            "label": step.label,
            "state": "now" if step is current else _state(step, current, plan, missing),
            "url": _url(step, plan) if step is not current else "",
        }
        for step in STEPS
    ]
    return {"steps": shown, "number": STEPS.index(current) + 1, "total": len(STEPS)}


@register.simple_tag
def next_step_url(current: Step, plan: Plan) -> str:
    return _url(after(current), plan)


@register.simple_tag
def previous_step(current: Step, plan: Plan) -> dict[str, str]:
    """The step before: `label` and `url`; empty for the first."""
    step = before(current)
    return {"label": str(step.label), "url": _url(step, plan)} if step else {}


def _state(step: Step, current: Step, plan: Plan | None, missing: dict[str, str]) -> str:
    passed = STEPS.index(step) < STEPS.index(current)
    done = not set(step.parts) & set(missing) if step.parts else passed
    return "done" if plan and done else "later"


def _url(step: Step, plan: Plan | None) -> str:
    return reverse(step.url_name, args=[plan.edition.slug, plan.pk]) if plan else ""
