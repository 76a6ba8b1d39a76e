"""What the verdicts come down to, for the other rooms and for the public. Before publication: nothing."""

from editions.models import Edition
from feasibility.models import Condition, ConditionOwner, Verdict
from feasibility.quick_test import Outcome
from plans.models import Plan
from plans.status import BALLOTED, Status

# Where a plan is once its verdict was made public.
JUDGED = BALLOTED | {Status.NOT_FEASIBLE}


def unjudged_count(edition: Edition) -> int:
    """How many plans on the table have no verdict that counts."""
    judged = Verdict.objects.counting().filter(plan__edition=edition).values("plan")
    return Plan.objects.of(edition).filter(status=Status.IN_CHECK).exclude(pk__in=judged).count()


def publication_reasons(edition: Edition) -> list[str]:
    """Why the verdicts cannot be made public now, in Dutch; an empty list opens the way."""
    if edition.verdicts_published_at:
        return ["De oordelen zijn al bekendgemaakt."]
    if not Plan.objects.of(edition).filter(status=Status.IN_CHECK).exists():
        return ["Er ligt geen plan op tafel."]
    unjudged = unjudged_count(edition)
    seconds = Verdict.objects.standing().filter(plan__edition=edition, plan__status=Status.IN_CHECK, outcome=Outcome.NO)
    waiting = seconds.filter(seconded_at=None).count()
    reasons = []
    if unjudged > waiting:
        number = unjudged - waiting
        reasons.append(f"{number} {'plan heeft' if number == 1 else 'plannen hebben'} nog geen oordeel.")
    if waiting:
        reasons.append(f"{waiting} keer ‘nee’ wacht op een tweede bevestiging.")
    return reasons


def conditions_by_plan(edition: Edition) -> dict[int, list[tuple[str, str]]]:
    """The conditions of every plan with the verdict "ja, mits": plan id → (text, owner label)."""
    rows = Condition.objects.filter(
        plan__edition=edition, plan__verdict__outcome=Outcome.YES_PROVIDED, plan__verdict__reopened_at=None
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for plan_id, text, owner in rows.values_list("plan_id", "text", "owner"):
        found.setdefault(plan_id, []).append((text, str(ConditionOwner(owner).label)))
    return found


def public_verdict(plan: Plan) -> Verdict | None:
    """The verdict as everybody may read it, with the conditions of its plan; None before publication."""
    if plan.edition.verdicts_published_at is None or plan.state not in JUDGED:
        return None
    verdicts = Verdict.objects.counting().select_related("plan__maker_answer", "plan__reconsideration")
    verdicts = verdicts.prefetch_related("plan__conditions")
    return verdicts.filter(plan=plan).first()
