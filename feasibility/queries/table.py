"""The list of all plans on the table, with how far each is. Constant queries, however many plans there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from editions.models import Edition, Role
from feasibility import quick_test
from feasibility.models import Answer, Question, Verdict
from feasibility.permissions import Person, is_own_plan
from feasibility.queries.flow import as_flow
from feasibility.queries.outcome import JUDGED
from feasibility.quick_test import Discipline, Proposal, Value
from plans.models import Plan
from plans.status import Status

# Plans that lie or have lain on the table.
TABLED = JUDGED | {Status.IN_CHECK}


class TableState(StrEnum):
    """How far the table is with a plan."""

    OPEN = "open"
    READY = "klaar"
    JUDGED = "oordeel"


STATE_LABELS: Mapping[TableState, str] = {
    TableState.OPEN: "vragen open",
    TableState.READY: "klaar voor oordeel",
    TableState.JUDGED: "oordeel bevestigd",
}


@dataclass(frozen=True)
class Progress:
    """How many of the questions that are asked of a plan one discipline has answered."""

    discipline: Discipline
    answered: int
    asked: int
    mine: bool

    @property
    def done(self) -> bool:
        return self.answered == self.asked

    @property
    def words(self) -> tuple[str, str]:
        """The name of the discipline as its first word, for where there is little room, and the rest of it."""
        first, _, rest = self.discipline.label.partition(" ")
        return first, rest


@dataclass(frozen=True)
class TableRow:
    """One plan on the table. `waiting` says in Dutch what it waits for from this person; empty: nothing."""

    plan: Plan
    progress: tuple[Progress, ...]
    proposal: Proposal
    verdict: Verdict | None
    condition_count: int
    advice_count: int
    waiting: str

    @property
    def state(self) -> TableState:
        if self.verdict:
            return TableState.JUDGED
        return TableState.READY if self.proposal.complete else TableState.OPEN

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def open_count(self) -> int:
        return sum(p.asked - p.answered for p in self.progress)


def table_rows(edition: Edition, person: Person) -> list[TableRow]:
    """Every plan on the table of `edition`, as `person` sees it, in the order of submission."""
    flow = as_flow(Question.objects.filter(edition=edition))
    answers = _answers(edition)
    return [_row(plan, flow, answers.get(plan.pk, {}), person) for plan in _plans(edition)]


def _plans(edition: Edition) -> QuerySet[Plan]:
    plans = Plan.objects.of(edition).filter(status__in=TABLED).for_cards()
    return plans.prefetch_related("verdict", "advice", "conditions", "co_makers").order_by("submitted_at", "pk")


def _answers(edition: Edition) -> dict[int, dict[str, Value]]:
    """Plan id → (key of the question → answer)."""
    found: dict[int, dict[str, Value]] = {}
    rows = Answer.objects.filter(plan__edition=edition).order_by()
    for plan_id, key, value in rows.values_list("plan_id", "question__key", "value"):
        found.setdefault(plan_id, {})[key] = Value(value)
    return found


def _row(plan: Plan, flow: Sequence[quick_test.Question], answers: Mapping[str, Value], person: Person) -> TableRow:
    verdict: Verdict | None = getattr(plan, "verdict", None)
    standing = verdict if verdict and verdict.reopened_at is None else None
    conditions = len(plan.conditions.all())
    advice = list(plan.advice.all())
    progress = progress_of(flow, answers, person)
    proposal = quick_test.propose_verdict(flow, answers, conditions)
    advised = any(a.partner_id == person.user_id for a in advice)
    waiting = "" if _is_closed(plan, person) else _waiting(person, progress, proposal, standing, advised)
    return TableRow(plan, progress, proposal, standing, conditions, len(advice), waiting)


def progress_of(
    flow: Sequence[quick_test.Question], answers: Mapping[str, Value], person: Person
) -> tuple[Progress, ...]:
    """How far each discipline with questions is, in the order of the disciplines."""
    asked = quick_test.asked_questions(flow, answers)
    return tuple(
        Progress(
            discipline,
            sum(1 for q in asked if q.discipline is discipline and q.key in answers),
            sum(1 for q in asked if q.discipline is discipline),
            discipline in person.disciplines,
        )
        for discipline in Discipline
        if any(q.discipline is discipline for q in flow)
    )


def _is_closed(plan: Plan, person: Person) -> bool:
    return plan.state is not Status.IN_CHECK or is_own_plan(person, plan)


def _waiting(
    person: Person, progress: Sequence[Progress], proposal: Proposal, verdict: Verdict | None, advised: bool
) -> str:
    """What the plan waits for from this person: answers first, then the verdict, then advice."""
    mine = sum(p.asked - p.answered for p in progress if p.mine) if Role.CHECKER in person.roles else 0
    if mine and not verdict:
        return "1 vraag" if mine == 1 else f"{mine} vragen"
    if Role.CHAIR in person.roles and proposal.complete and not verdict:
        return "oordeel"
    if Role.PARTNER in person.roles and not advised:
        return "advies"
    return ""


def neighbours(rows: Sequence[TableRow], plan_id: int) -> tuple[int | None, int | None]:
    """The ids of the plans before and after `plan_id` in a list; None at the ends, and when it is not in it."""
    ids = [row.plan.pk for row in rows]
    if plan_id not in ids:
        return None, None
    place = ids.index(plan_id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)
