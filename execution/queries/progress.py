"""How far every chosen plan is, and who is late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from common import clock
from editions.models import Edition
from execution.models import Agreement, Milestone, Update
from execution.states import LABELS, State
from plans.models import Plan
from plans.status import WON


@dataclass(frozen=True)
class Progress:
    """How far a plan is. `late` counts the milestones whose day is past."""

    agreement: Agreement
    done: int
    total: int
    late: list[Milestone]

    @property
    def state(self) -> str:
        if not self.agreement.is_going_on:
            return LABELS[self.agreement.current]
        if self.late:
            return "loopt achter"
        return "bezig" if self.done else "begint"

    @property
    def stop_words(self) -> str:
        """What residents read about a plan that stopped; one query, for such a plan only."""
        if self.agreement.current is not State.STOPPED:
            return ""
        return self.agreement.stops.filter(granted=True).values_list("public_words", flat=True).first() or ""


today = clock.today


def agreements(edition: Edition) -> QuerySet[Agreement]:
    """All agreements of an edition with what their pages show, in a constant number of queries."""
    return (
        Agreement.objects.filter(plan__edition=edition)
        .select_related("plan__maker", "plan__neighbourhood", "plan__theme", "plan__edition")
        .prefetch_related("milestones", "conditions", "updates__photos", "plan__co_makers__user")
        .order_by("plan__title")
    )


def progress_of(agreement: Agreement, on: date) -> Progress:
    milestones = list(agreement.milestones.all())
    late = [m for m in milestones if m.done_on is None and m.due_on < on and agreement.is_going_on]
    return Progress(agreement, sum(m.done_on is not None for m in milestones), len(milestones), late)


def progress_list(edition: Edition) -> list[Progress]:
    """Every chosen plan, those that are late first."""
    day = today()
    return sorted(
        (progress_of(each, day) for each in agreements(edition)),
        key=lambda p: (not p.late, not p.agreement.is_going_on),
    )


def late_agreements(edition: Edition) -> list[Agreement]:
    """Agreements that are not delivered and have a milestone or the end date behind them."""
    day = today()
    late = Q(due_on__lt=day) | Q(milestones__done_on__isnull=True, milestones__due_on__lt=day)
    return list(Agreement.objects.filter(late, plan__edition=edition, ended_at__isnull=True).distinct())


def plan_progress(plan: Plan) -> Progress | None:
    """For the plan's own page; None as long as it is not chosen."""
    if plan.state not in WON:
        return None
    agreement = (
        Agreement.objects.filter(plan=plan)
        .select_related("plan__edition")
        .prefetch_related("milestones", Prefetch("updates", Update.objects.standing().prefetch_related("photos")))
        .first()
    )
    return progress_of(agreement, today()) if agreement else None
