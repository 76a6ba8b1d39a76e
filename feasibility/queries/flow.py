"""The versions of the quick test, and their questions as the quick test knows them."""

from collections.abc import Iterable

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from editions.models import Edition
from feasibility import quick_test
from feasibility.models import Answer, Dossier, Flow, FlowState, Question
from feasibility.quick_test import Branch, Discipline, Value
from plans.models import Plan


def as_flow(questions: Iterable[Question]) -> list[quick_test.Question]:
    """The same questions as plain data, in the same order."""
    return [as_plain(question) for question in questions]


def as_plain(question: Question) -> quick_test.Question:
    branch = Branch(question.only_if_key, frozenset(Value(value) for value in question.only_if_values))
    return quick_test.Question(
        key=question.key,
        discipline=Discipline(question.discipline),
        text=question.text,
        help=question.help,
        only_if=branch if question.only_if_key else None,
        sorting=question.sorting,
        yes_text=question.yes_text,
        provided_text=question.provided_text,
        no_text=question.no_text,
    )


def questions_of(plan: Plan) -> list[Question]:
    """The questions of the version that a plan was started with, else of the one in use. One query; may be none."""
    kept = Dossier.objects.filter(plan=plan).values("flow")[:1]
    in_use = Flow.objects.filter(edition=plan.edition_id, state=FlowState.IN_USE).values("pk")[:1]
    return list(Question.objects.filter(flow=Coalesce(Subquery(kept), Subquery(in_use))).select_related("flow"))


def given(plan: Plan) -> dict[str, Value]:
    """The answers about a plan, by the key of the question."""
    rows = Answer.objects.filter(plan=plan).order_by().values_list("question__key", "value")
    return {key: Value(value) for key, value in rows}


class Flows:
    """The questions of every version that an edition's plans use, as plain data. Two queries."""

    def __init__(self, edition: Edition) -> None:
        self._questions: dict[int | None, list[quick_test.Question]] = {}
        self._in_use: int | None = None
        used = Question.objects.filter(flow__edition=edition).exclude(flow__state=FlowState.DRAFT)
        for question in used.select_related("flow"):
            self._questions.setdefault(question.flow_id, []).append(as_plain(question))
            if question.flow.state == FlowState.IN_USE:
                self._in_use = question.flow_id
        kept = Dossier.objects.filter(plan__edition=edition, flow__isnull=False)
        self._of_plan = dict(kept.values_list("plan_id", "flow_id"))

    def of(self, plan: Plan) -> list[quick_test.Question]:
        """The questions that a plan gets: see questions_of."""
        return self._questions.get(self._of_plan.get(plan.pk, self._in_use), [])

    def sections(self) -> list[Discipline | None]:
        """The sections that any of these versions has questions in: one set of columns for all plans."""
        return sections_of(question for questions in self._questions.values() for question in questions)


def sections_of(questions: Iterable[quick_test.Question]) -> list[Discipline | None]:
    """The sections that have questions, in their order; None is the sorting questions."""
    found = {question.section for question in questions}
    return [section for section in (None, *Discipline) if section in found]
