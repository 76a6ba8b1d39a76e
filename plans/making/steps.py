"""The steps in which a plan is made, as data: the header and 'previous' and 'next' are drawn from it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One page on the way. `parts` are those of a plan (plans.completeness.PARTS) that are written there."""

    key: str
    url_name: str
    label: Any
    icon: str
    parts: tuple[str, ...] = ()


IDEA = Step("idea", "plan_edit", _("Uw idee"), "bulb", ("title", "summary", "body"))
PLACE = Step("place", "plan_place", _("Waar en waarover"), "map-pin", ("theme", "neighbourhood", "place"))
COSTS = Step("costs", "cost_lines", _("De kosten"), "coin-euro", ("cost",))
PHOTOS = Step("photos", "plan_photos", _("Foto’s"), "photo")
TOGETHER = Step("together", "plan_together", _("Samen maken"), "users")
REVIEW = Step("review", "plan_submit", _("Kijk na"), "checklist")
STEPS = (IDEA, PLACE, COSTS, PHOTOS, TOGETHER, REVIEW)


def after(step: Step) -> Step:
    """The step that follows; the last one follows itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: Step) -> Step | None:
    number = STEPS.index(step)
    return STEPS[number - 1] if number else None


def step_of(part: str) -> Step:
    """Where a part of the plan is written."""
    return next(step for step in STEPS if part in step.parts)


def first_unfinished(missing: Collection[str]) -> Step:
    """Where to go on: the first step that lacks something, or the last when nothing is missing."""
    return next((step for step in STEPS if set(step.parts) & set(missing)), STEPS[-1])
