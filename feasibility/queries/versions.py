"""The versions of the quick test, for those who change them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from editions.models import Edition
from feasibility import quick_test
from feasibility.flow_check import Problem, problems_in
from feasibility.models import Flow, FlowState, Question
from feasibility.queries.flow import as_flow, as_plain, sections_of
from feasibility.queries.table import SORTING_LABEL
from feasibility.quick_test import Discipline
from plans.models import Plan
from plans.status import Status


@dataclass(frozen=True)
class Line:
    """One question of a version. `after` says in Dutch when it is asked; empty: always."""

    question: Question
    after: str
    first: bool
    last: bool
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The questions of one discipline, or those that sort (None)."""

    discipline: Discipline | None
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        return self.discipline.label if self.discipline else SORTING_LABEL


@dataclass(frozen=True)
class Version:
    """One version with all its questions and everything that is wrong with it."""

    flow: Flow
    sections: tuple[Section, ...]
    plain: tuple[quick_test.Question, ...]
    problems: tuple[tuple[Question | None, str], ...]


def flows_of(edition: Edition) -> list[Flow]:
    """The versions of an edition, newest first, with `question_count` and `plan_count` (plans with answers)."""
    counted = Flow.objects.filter(edition=edition).annotate(
        question_count=Count("questions", distinct=True), plan_count=Count("dossiers", distinct=True)
    )
    # Named again: a query that counts does not follow the order of the model.
    return list(counted.select_related("made_by").order_by("-number"))


def plans_that_move(edition: Edition) -> int:
    """How many plans on the table have no answer yet: they get the version that is taken in use next."""
    started = Q(dossier__flow__isnull=False)
    return Plan.objects.of(edition).filter(status=Status.IN_CHECK).exclude(started).count()


def version(flow: Flow) -> Version:
    """One version as its page shows it. One query."""
    questions = list(flow.questions.all())
    plain = as_flow(questions)
    problems = problems_in(plain)
    texts = {question.key: question for question in questions}
    sections = tuple(
        Section(section, _lines([q for q in questions if as_plain(q).section is section], texts, problems))
        for section in ((None, *Discipline) if flow.may_change else sections_of(plain))
    )
    return Version(flow, sections, tuple(plain), tuple((texts.get(p.key), p.sentence) for p in problems))


def _lines(questions: list[Question], texts: dict[str, Question], problems: list[Problem]) -> tuple[Line, ...]:
    return tuple(
        Line(
            question,
            _after(question, texts),
            place == 0,
            place == len(questions) - 1,
            tuple(p.sentence for p in problems if p.key == question.key),
        )
        for place, question in enumerate(questions)
    )


def _after(question: Question, texts: dict[str, Question]) -> str:
    only_if = as_plain(question).only_if
    if only_if is None:
        return ""
    values = " of ".join(f"‘{value.label}’" for value in quick_test.Value if value in only_if.values)
    parent = texts.get(only_if.key)
    return f"{values or 'geen antwoord'} op {f'{parent.number}. {parent.text}' if parent else only_if.key}"


def draft_of(edition: Edition) -> Flow | None:
    return Flow.objects.filter(edition=edition, state=FlowState.DRAFT).first()
