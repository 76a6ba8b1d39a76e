"""The plan that the table talks about now, as the live board shows it. Constant queries, few: it is asked for often."""

from dataclasses import dataclass

from editions.models import Edition, Role
from feasibility import quick_test
from feasibility.cost_gap import Comparison, Post, compare
from feasibility.models import Advice, Answer, Condition, CostEstimate, Meeting, Question
from feasibility.permissions import Person
from feasibility.queries.flow import as_flow, as_plain, questions_of, sections_of
from feasibility.queries.meetings import Agenda, Entry, agenda_of
from feasibility.queries.table import SORTING_LABEL
from feasibility.quick_test import Discipline, Proposal, Value
from plans.models import CostLine, Plan


@dataclass(frozen=True)
class Line:
    """One question that is asked of the plan, and its answer; None: still open."""

    question: Question
    answer: Answer | None


@dataclass(frozen=True)
class Column:
    """What one discipline finds, or the sorting questions (None)."""

    discipline: Discipline | None
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        return self.discipline.label if self.discipline else SORTING_LABEL

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def done(self) -> bool:
        return self.answered == len(self.lines)


@dataclass(frozen=True)
class BoardPlan:
    """One plan with everything that the table found so far. Amounts in euro cents."""

    columns: tuple[Column, ...]
    sorting: Column | None
    conditions: tuple[Condition, ...]
    advice: tuple[Advice, ...]
    proposal: Proposal
    comparison: Comparison
    estimated: bool

    @property
    def open_count(self) -> int:
        lines = [*self.columns, *([self.sorting] if self.sorting else [])]
        return sum(len(column.lines) - column.answered for column in lines)


@dataclass(frozen=True)
class Board:
    """A meeting on the big screen. `shown` is None while no plan is talked about, and of somebody's own plan."""

    meeting: Meeting
    agenda: Agenda
    now: Entry | None
    shown: BoardPlan | None
    leads: bool
    judges: bool

    @property
    def said(self) -> str:
        """What a screen reader hears when it changes: the plan, how far it is, and what became of it."""
        if self.now is None:
            return "Er is nu geen plan aan de beurt."
        parts = [f"Nu: {self.now.plan.title}."]
        if self.now.verdict:
            parts.append(f"Oordeel: {self.now.verdict.get_outcome_display()}.")
        elif self.now.parked_until:
            parts.append("Het plan staat even apart.")
        elif self.shown and self.shown.proposal.outcome and self.shown.proposal.complete:
            parts.append(f"De antwoorden wijzen naar: {self.shown.proposal.outcome.label}.")
        return " ".join(parts)


def board(edition: Edition, meeting: Meeting, person: Person) -> Board:
    """The board as `person` may see it: without the answers about a plan of their own."""
    agenda = agenda_of(meeting, person)
    now = agenda.now
    return Board(
        meeting,
        agenda,
        now,
        board_plan(now.plan) if now and not now.own else None,
        leads=bool({Role.CHAIR, Role.LEADER} & person.roles),
        judges=Role.CHAIR in person.roles,
    )


def board_plan(plan: Plan) -> BoardPlan:
    """What the table found about one plan. Six queries."""
    questions = questions_of(plan)
    answers = {a.question_id: a for a in plan.answers.select_related("answered_by").order_by()}
    conditions = tuple(plan.conditions.all())
    flow = as_flow(questions)
    values = {q.key: Value(answers[q.pk].value) for q in questions if q.pk in answers}
    asked = {question.key for question in quick_test.asked_questions(flow, values)}
    columns = {
        section: Column(
            section,
            tuple(Line(q, answers.get(q.pk)) for q in questions if q.key in asked and as_plain(q).section is section),
        )
        for section in sections_of(flow)
    }
    comparison, estimated = _costs(plan)
    return BoardPlan(
        columns=tuple(column for section, column in columns.items() if section is not None),
        sorting=columns.get(None),
        conditions=conditions,
        advice=tuple(plan.advice.select_related("partner")),
        proposal=quick_test.propose_verdict(flow, values, len(conditions)),
        comparison=comparison,
        estimated=estimated,
    )


def _costs(plan: Plan) -> tuple[Comparison, bool]:
    """The maker's total beside the city's range, and whether the city estimated anything. Two queries."""
    estimates = list(plan.estimates.all())
    of_line = {estimate.line_id: estimate for estimate in estimates if estimate.line_id}
    lines = CostLine.objects.filter(plan=plan).order_by().values_list("pk", "cents")
    posts = [_post(cents or 0, of_line.get(pk)) for pk, cents in lines]
    posts += [Post(0, estimate.low_cents, estimate.high_cents) for estimate in estimates if not estimate.line_id]
    return compare(posts), bool(estimates)


def _post(cents: int, estimate: CostEstimate | None) -> Post:
    return Post(cents, estimate.low_cents, estimate.high_cents) if estimate else Post(cents)
