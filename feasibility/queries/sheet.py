"""Everything about one plan on one page, as one person at the table sees it. Constant queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from common import clock
from editions.models import Edition
from editions.phases import Activity, why_not
from feasibility import quick_test
from feasibility.models import Advice, Answer, Condition, Parking, Question, Verdict
from feasibility.permissions import Person, is_kept_from, is_own_plan, may_answer
from feasibility.queries.flow import as_flow, as_plain, questions_of, sections_of
from feasibility.queries.table import TABLED, progress_of
from feasibility.quick_test import Discipline, Proposal, Value
from plans.discussion.queries import letters_for_team
from plans.history import Moment
from plans.models import Comment, CostLine, Plan, PlanQuerySet
from plans.queries import history

PUBLISHED = "De oordelen zijn bekendgemaakt. De antwoorden van de tafel veranderen niet meer."
JUDGED = "Er ligt al een oordeel over dit plan. De voorzitter kan het weer openen."
OWN_PLAN = "Dit is uw eigen plan. Daarover oordelen anderen."


@dataclass(frozen=True)
class QuestionState:
    """One question about this plan. `waits_for` says when a question that is not asked now would be."""

    question: Question
    answer: Answer | None
    asked: bool
    may_answer: bool
    waits_for: str

    @property
    def offers_condition(self) -> bool:
        """Whether its ready-made sentence belongs to the answer that was given."""
        given = self.answer is not None and self.answer.value == Value.PROVIDED
        return self.asked and given and bool(self.question.provided_text)

    @property
    def sentence(self) -> str:
        """The ready sentence that belongs to the answer that was given."""
        return as_plain(self.question).sentence(Value(self.answer.value)) if self.answer else ""


@dataclass(frozen=True)
class Block:
    """The questions of one section: those that sort, or those of one discipline."""

    discipline: Discipline | None
    label: str
    mine: bool
    questions: tuple[QuestionState, ...]
    answered: int
    asked: int

    @property
    def done(self) -> bool:
        return self.answered == self.asked

    @property
    def anchor(self) -> str:
        return self.discipline or "SORTING"


@dataclass(frozen=True)
class PlanSheet:
    """One plan on the table. `closed` is the Dutch reason why answers and conditions cannot change now, or empty."""

    plan: Plan
    cost_lines: tuple[CostLine, ...]
    comments: tuple[Comment, ...]
    history: tuple[Moment, ...]
    blocks: tuple[Block, ...]
    conditions: tuple[Condition, ...]
    advice: tuple[Advice, ...]
    proposal: Proposal
    verdict: Verdict | None
    draft: Verdict | None
    parked: Parking | None
    closed: str
    advice_closed: str
    # Whether the person makes this plan and the verdicts are not public: then nothing of the table is here.
    own: bool
    # How many changes at the table the plan had seen when the page began to be read; 0 before the first.
    version: int

    @property
    def questions(self) -> Iterator[QuestionState]:
        return (state for block in self.blocks for state in block.questions)

    @property
    def suggestions(self) -> list[str]:
        """Ready-made conditions that follow from the answers and do not stand in the list yet."""
        present = {condition.text for condition in self.conditions}
        offered = dict.fromkeys(s.question.provided_text for s in self.questions if s.offers_condition)
        return [text for text in offered if text not in present]

    @property
    def ways_on(self) -> list[str]:
        """The ready sentences of the answers "nee": where the plan can go instead."""
        given = [s for s in self.questions if s.asked and s.answer and s.answer.value == Value.NO]
        return [state.sentence for state in given if state.sentence]

    @property
    def left_out(self) -> list[QuestionState]:
        """The questions that this plan does not get, as far as is known now."""
        return [state for state in self.questions if not state.asked]

    @property
    def cost_cents(self) -> int:
        return sum(line.cents or 0 for line in self.cost_lines)


def plan_sheet(edition: Edition, plan_id: int, person: Person) -> PlanSheet:
    """The sheet of one plan. Raises Plan.DoesNotExist when it does not lie on the table of this edition.

    The plan's version is read before all else: what changes meanwhile is told once too often rather than never.
    """
    plan = _tabled(edition).get(pk=plan_id)
    plan.seen_at = clock.seen(plan.seen_at)
    questions, own = questions_of(plan), is_kept_from(person, plan, edition)
    answers = {} if own else {a.question_id: a for a in plan.answers.select_related("answered_by").order_by()}
    conditions = () if own else tuple(plan.conditions.all())
    flow = as_flow(questions)
    values = {q.key: Value(answers[q.pk].value) for q in questions if q.pk in answers}
    verdict: Verdict | None = None if own else getattr(plan, "verdict", None)
    standing = verdict if verdict and verdict.reopened_at is None else None
    closed = _why_closed(edition, plan, person)
    return PlanSheet(
        plan=plan,
        cost_lines=tuple(plan.cost_lines.all()),
        comments=tuple(letters_for_team(plan)),
        history=tuple(history(plan)),
        blocks=_blocks(plan, questions, answers, values, person),
        conditions=conditions,
        advice=() if own else tuple(plan.advice.select_related("partner")),
        proposal=quick_test.propose_verdict(flow, values, len(conditions)),
        verdict=standing,
        draft=verdict if standing is None else None,
        parked=None if own else plan.parkings.filter(ended_at=None).first(),
        closed=closed or (JUDGED if standing else ""),
        advice_closed=closed,
        own=own,
        version=vars(plan)["version"],
    )


def _tabled(edition: Edition) -> PlanQuerySet:
    """The plans on the table with the verdict, the version and the time, each in one query."""
    plans = Plan.objects.of(edition).filter(status__in=TABLED).for_cards().prefetch_related("co_makers__user")
    people = plans.select_related("verdict__confirmed_by", "verdict__seconded_by")
    return people.annotate(version=Coalesce("dossier__version", 0), seen_at=clock.Now())  # type: ignore[no-redef]


def _why_closed(edition: Edition, plan: Plan, person: Person) -> str:
    if edition.verdicts_published_at:
        return PUBLISHED
    reason = why_not(Activity.JUDGE, edition.current_phase, {}, plan.seen_at)
    return reason or (OWN_PLAN if is_own_plan(person, plan) else "")


def _blocks(
    plan: Plan,
    questions: Sequence[Question],
    answers: Mapping[int, Answer],
    values: Mapping[str, Value],
    person: Person,
) -> tuple[Block, ...]:
    """The questions that sort first, then by discipline with one's own on top."""
    flow = as_flow(questions)
    asked = {q.key for q in quick_test.asked_questions(flow, values)}
    texts = {q.key: q.text for q in questions}
    states = [
        QuestionState(q, answers.get(q.pk), q.key in asked, may_answer(person, q, plan), _waits_for(q, texts))
        for q in questions
    ]
    blocks = [
        Block(
            progress.discipline,
            progress.label,
            progress.mine,
            tuple(s for s in states if as_plain(s.question).section is progress.discipline),
            progress.answered,
            progress.asked,
        )
        for progress in progress_of(flow, values, person.about(plan), sections_of(flow))
    ]
    return tuple(sorted(blocks, key=lambda block: (block.discipline is not None, not block.mine)))


def _waits_for(question: Question, texts: Mapping[str, str]) -> str:
    only_if = as_plain(question).only_if
    if only_if is None:
        return ""
    wanted = " of ".join(f"‘{value.label}’" for value in Value if value in only_if.values)
    return f"{wanted} op de vraag: {texts.get(only_if.key, only_if.key)}"
