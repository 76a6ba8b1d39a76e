"""A laid table for tests: an edition in the check, its people, and short ways to act as them."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from feasibility import quick_test
from feasibility.actions import (
    add_condition,
    confirm_verdict,
    propose_publication,
    publish_verdicts,
    save_answer,
    second_verdict,
)
from feasibility.actions.table import new_flow
from feasibility.models import Condition, ConditionOwner, Flow, FlowState, Question, Seat, Verdict, WayOn
from feasibility.queries.flow import as_flow, given, questions_of
from feasibility.quick_test import Discipline, Outcome, Value
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.questions import TEN_QUESTIONS


@dataclass
class Table:
    edition: Edition
    plan: Plan
    lawyer: User
    chair: User
    partner: User
    leader: User

    def question(self, key: str) -> Question:
        return Question.objects.get(flow=self.flow, key=key)

    @property
    def flow(self) -> Flow:
        return Flow.objects.get(edition=self.edition, state=FlowState.IN_USE)


def laid(phase: Phase = Phase.FEASIBILITY, questions: Sequence[quick_test.Question] = TEN_QUESTIONS) -> Table:
    """A table with ten questions, one plan of € 1.000 and a person for every role; the checker is a lawyer."""
    edition = make.edition(phase)
    new_flow(edition, None, questions, FlowState.IN_USE)
    return Table(
        edition,
        make.plan(edition, Status.IN_CHECK),
        checker(edition, Discipline.LEGAL, name="Lotte"),
        make.staff(edition, Role.CHAIR, name="Vera"),
        make.staff(edition, Role.PARTNER, name="Wim"),
        make.staff(edition, Role.LEADER, name="Piet"),
    )


def checker(edition: Edition, *disciplines: Discipline, name: str = "Joke") -> User:
    person = make.staff(edition, Role.CHECKER, name=name)
    for discipline in disciplines:
        Seat.objects.create(edition=edition, user=person, discipline=discipline.value)
    return person


def answer_all(table: Table, plan: Plan | None = None, **other: Value) -> None:
    """The chair answers every question that comes up with "ja", but those named in `other` (by key)."""
    answered = plan or table.plan
    questions = {question.key: question.pk for question in questions_of(answered)}
    while to_do := quick_test.open_questions(as_flow(questions_of(answered)), given(answered)):
        for each in to_do:
            value = other.get(each.key, Value.YES)
            save_answer(answered.pk, questions[each.key], table.chair.pk, value=value)


def condition(table: Table, text: str = "De buren doen mee.") -> Condition:
    return add_condition(table.plan.pk, table.chair.pk, text=text, owner=ConditionOwner.MAKER)


def judge(table: Table, plan: Plan | None = None, outcome: Outcome = Outcome.YES, way_on: str = "") -> Verdict:
    """Answers everything with "ja" and confirms `outcome`; a "nee" is confirmed by the lawyer too."""
    judged = plan or table.plan
    answer_all(table, judged)
    verdict = unseconded(table, judged, outcome, way_on)
    return second_verdict(judged.pk, table.lawyer.pk) if outcome is Outcome.NO else verdict


def unseconded(table: Table, plan: Plan, outcome: Outcome, way_on: str) -> Verdict:
    """What the chair confirms, when all questions are answered."""
    return confirm_verdict(
        plan.pk,
        table.chair.pk,
        outcome=outcome,
        explanation="Wat een fijn plan.",
        way_on=way_on,
        way_on_kind=WayOn.OTHER_FUND if way_on else "",
    )


def publish(table: Table) -> Edition:
    """The chair proposes, the leader confirms."""
    propose_publication(table.edition.pk, table.chair.pk)
    return publish_verdicts(table.edition.pk, table.leader.pk)
