"""Changing the questions of a version, one by one."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from feasibility import quick_test
from feasibility.actions.flows import GONE, NOT_YOURS
from feasibility.actions.table import fields_of
from feasibility.flow_check import check_flow, problems_in
from feasibility.models import Flow, FlowState, Question
from feasibility.permissions import may_change_flow
from feasibility.queries.flow import as_flow
from feasibility.queries.people import person_at
from feasibility.quick_test import place_of

FROZEN = "Deze versie ligt vast: er is al mee gewerkt. Maak een nieuwe versie om iets te veranderen."
QUESTION_GONE = "Deze vraag is er niet meer."
LAST = 30_000


class QuestionRefused(Refused):
    """What is wrong with a question in its flow: Dutch sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def add_question(flow_id: int, by: int, wanted: quick_test.Question) -> Question:
    """Adds a question at the end of its discipline, under a name of its own: what was typed never gets in the trail.

    Raises QuestionRefused when it cannot stand in this flow, and Refused when the flow cannot change any more.
    """
    flow = _take(flow_id, by)
    present = list(flow.questions.all())
    plain = replace(wanted, key=_free_key(present))
    _refuse_when_wrong(as_flow(present), [*as_flow(present), plain], plain.key)
    question = Question.objects.create(flow=flow, key=plain.key, number=LAST, **fields_of(plain))
    _close(flow, by, "question_added", question.key)
    return question


@transaction.atomic
def change_question(flow_id: int, question_id: int, by: int, wanted: quick_test.Question) -> Question:
    """Changes everything but the name of a question. In another discipline it goes to the end. Raises as add_question.

    Questions behind it that no longer fit are for the list of problems in a draft; in a version in use they refuse.
    """
    flow = _take(flow_id, by)
    question = _question(flow, question_id)
    plain = replace(wanted, key=question.key)
    before = as_flow(flow.questions.all())
    _refuse_when_wrong(before, [plain if each.key == plain.key else each for each in before], plain.key)
    if place_of(plain.discipline, plain.sorting) != place_of(question.discipline, question.sorting):
        question.number = LAST
    for name, value in fields_of(plain).items():
        setattr(question, name, value)
    question.save()
    _close(flow, by, "question_changed", question.key)
    return question


@transaction.atomic
def move_question(flow_id: int, question_id: int, by: int, *, up: bool) -> None:
    """Moves a question one place within its discipline; at the end it stays where it is."""
    flow = _take(flow_id, by)
    question = _question(flow, question_id)
    place = place_of(question.discipline, question.sorting)
    beside = [each for each in flow.questions.all() if place_of(each.discipline, each.sorting) == place]
    here = beside.index(question)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(beside):
        return
    other = beside[there]
    question.number, other.number = other.number, question.number
    Question.objects.bulk_update([question, other], ["number"])
    _close(flow, by, "question_moved", question.key)


@transaction.atomic
def remove_question(flow_id: int, question_id: int, by: int) -> None:
    """Takes a question out of a version that can still change."""
    flow = _take(flow_id, by)
    question = _question(flow, question_id)
    question.delete()
    _close(flow, by, "question_removed", question.key)


def _take(flow_id: int, by: int) -> Flow:
    """The version, alone until commit: a first answer waits, or has frozen it."""
    flow = Flow.objects.select_for_update(of=["self"]).select_related("edition").filter(pk=flow_id).first()
    if flow is None:
        raise Refused(GONE)
    if not may_change_flow(person_at(by, flow.edition_id)):
        raise Refused(NOT_YOURS)
    if not flow.may_change:
        raise Refused(FROZEN)
    return flow


def _question(flow: Flow, question_id: int) -> Question:
    question = flow.questions.filter(pk=question_id).first()
    if question is None:
        raise Refused(QUESTION_GONE)
    return question


def _free_key(present: Sequence[Question]) -> str:
    taken = {question.key for question in present}
    return next(key for n in range(len(taken) + 1, LAST) if (key := f"vraag-{n}") not in taken)


def _refuse_when_wrong(before: Sequence[quick_test.Question], after: Sequence[quick_test.Question], key: str) -> None:
    """A question is refused for what is wrong with itself, and for what it newly spoils for the flow as a whole."""
    known = problems_in(before)
    reasons = [p.sentence for p in problems_in(after) if p.key == key or (not p.key and p not in known)]
    if reasons:
        raise QuestionRefused(reasons)


def _close(flow: Flow, by: int, action: str, key: str) -> None:
    """Numbers the questions anew, refuses what would spoil a version in use, and records the change."""
    questions = sorted(flow.questions.all(), key=lambda q: (place_of(q.discipline, q.sorting), q.number, q.pk))
    for number, question in enumerate(questions, start=1):
        question.number = number
    Question.objects.bulk_update(questions, ["number"])
    problems = check_flow(as_flow(questions)) if flow.state == FlowState.IN_USE else []
    if problems:
        raise QuestionRefused(problems)
    record(action, edition=flow.edition.slug, by=by, flow=flow.number, question=key)
