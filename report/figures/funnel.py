"""The funnel: how far plans came, and in which one box each of them stands now. A table, not an if-tree.

Source: Bijlage 1 (94 plans, 73 past the threshold, 53 feasible, 13 chosen in 2020).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from plans.status import BALLOTED, LABELS, Status
from report.figures.facts import PlanFacts


class Stage(IntEnum):
    """How far a plan came; whoever came to a stage was in all before it."""

    SUBMITTED = 1
    THRESHOLD = 2
    FEASIBLE = 3
    BALLOT = 4
    CHOSEN = 5
    REALISED = 6


STAGES: Mapping[Stage, tuple[str, str]] = {
    Stage.SUBMITTED: ("ingediend", "Ingediend"),
    Stage.THRESHOLD: ("grens", "Genoeg likes"),
    Stage.FEASIBLE: ("haalbaar", "Haalbaar"),
    Stage.BALLOT: ("stembiljet", "Op het stembiljet"),
    Stage.CHOSEN: ("gekozen", "Gekozen"),
    Stage.REALISED: ("gerealiseerd", "Gerealiseerd"),
}

# The furthest stage that follows from a status alone. A withdrawn plan tells by its facts how far it was.
FURTHEST: Mapping[Status, Stage] = {
    Status.HELD: Stage.SUBMITTED,
    Status.SUBMITTED: Stage.SUBMITTED,
    Status.MERGED: Stage.SUBMITTED,
    Status.REFERRED: Stage.SUBMITTED,
    Status.BELOW_THRESHOLD: Stage.SUBMITTED,
    Status.IN_CHECK: Stage.THRESHOLD,
    Status.NOT_FEASIBLE: Stage.THRESHOLD,
    Status.ON_BALLOT: Stage.BALLOT,
    Status.NOT_CHOSEN: Stage.BALLOT,
    Status.CHOSEN: Stage.CHOSEN,
    Status.STOPPED: Stage.CHOSEN,
    Status.REALISED: Stage.REALISED,
}

# What a box is called where the plan's status needs other words among numbers.
BOXES: Mapping[Status, str] = {
    **LABELS,
    Status.HELD: "niet gepubliceerd",
    Status.SUBMITTED: "nog zonder uitkomst",
    Status.MERGED: "samengevoegd met een ander plan",
    Status.ON_BALLOT: "uitslag nog niet bekend",
    Status.CHOSEN: "in uitvoering",
    Status.STOPPED: "gestopt tijdens de uitvoering",
}


def counts(plan: PlanFacts) -> bool:
    """Whether it was ever handed in: a draft is nobody's business, and one thrown away never was a plan."""
    return plan.status is not Status.DRAFT and (plan.submitted or plan.status is not Status.WITHDRAWN)


def furthest(plan: PlanFacts) -> Stage:
    """How far a plan that counts came."""
    if plan.status is not Status.WITHDRAWN:
        return FURTHEST[plan.status]
    if plan.votes is not None:
        return Stage.BALLOT
    if plan.ballot_cents:
        return Stage.FEASIBLE
    return Stage.THRESHOLD if plan.checked else Stage.SUBMITTED


def box(plan: PlanFacts) -> tuple[Stage, Status]:
    """The one place in which a plan is accounted for: how far it came, and what became of it there."""
    return furthest(plan), plan.status


def funnel(plans: Sequence[PlanFacts]) -> list[dict[str, Any]]:
    """Each stage with how many plans came so far, and where those stand that came no further."""
    boxes = Counter(box(plan) for plan in plans if counts(plan))
    return [
        {
            "stap": key,
            "label": label,
            "plannen": sum(number for (reached, _), number in boxes.items() if reached >= stage),
            "hier": [
                {"status": status, "label": BOXES[status], "plannen": boxes[stage, status]}
                for status in Status
                if boxes[stage, status]
            ],
        }
        for stage, (key, label) in STAGES.items()
    ]


def reached(plans: Sequence[PlanFacts], stage: Stage) -> int:
    return sum(counts(plan) and furthest(plan) >= stage for plan in plans)


def was_on_ballot(plan: PlanFacts) -> bool:
    return plan.status in BALLOTED or (counts(plan) and furthest(plan) >= Stage.BALLOT)
