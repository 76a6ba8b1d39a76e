"""Answering a question of the quick test."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility import quick_test
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Answer, Question
from feasibility.permissions import may_answer
from feasibility.queries.flow import as_flow, given
from feasibility.quick_test import Value

NOT_YOURS = (
    "U beantwoordt de vragen van uw eigen vakgebied die niet aan een ander zijn gegeven, en niet over uw eigen plan."
)
BOTH_ARE_HERE = "Dat antwoord staat er nu. Uw tekst staat hieronder: bewaart u die, dan vervangt u het antwoord."
NOT_ASKED = "Deze vraag is bij dit plan nu niet aan de orde."
OTHER_QUESTIONS = (
    "Bij dit plan hoort een andere versie van de vragen. Uw antwoord is nog niet bewaard. "
    "Wat u schreef, staat hieronder."
)
ONLY_YES_OR_NO = "Bij deze vraag kiest u ja of nee."


class OtherQuestions(Refused):
    """The question is not one of those that this plan gets: of another version or another edition. Nothing changed."""


class AnsweredMeanwhile(Refused):
    """Somebody else answered after the page was opened. `current` is what stands there now; nothing changed."""

    def __init__(self, current: Answer) -> None:
        who = current.answered_by
        super().__init__(f"{who} heeft deze vraag intussen ook beantwoord. {BOTH_ARE_HERE}")
        self.current = current


@transaction.atomic
def save_answer(
    plan_id: int, question_id: int, by: int, *, value: Value, remark: str = "", seen: datetime | None = None
) -> Answer:
    """Saves the answer to one question for one plan.

    `seen` is the `answered_at` of the answer that the person had before them, None for no answer: whoever did not see
    the latest version gets AnsweredMeanwhile. Raises OtherQuestions for a question of another version, and Refused for
    another discipline, a question that is not asked of this plan, and a plan that has its verdict. The first answer
    keeps the plan on its version of the quick test and freezes that version.
    """
    hand = take_in_hand(plan_id, by)
    question = Question.objects.get(pk=question_id)
    questions = hand.keep_questions()
    if question not in questions:
        raise OtherQuestions(OTHER_QUESTIONS)
    if not may_answer(hand.person, question, hand.plan):
        raise Refused(NOT_YOURS)
    hand.refuse_when_judged()
    _refuse_when_not_asked(hand, questions, question, value)
    current = Answer.objects.select_related("answered_by").filter(plan=hand.plan, question=question).first()
    if current and (current.value, current.remark) == (value.value, remark):
        return current
    if current and current.answered_at != seen:
        raise AnsweredMeanwhile(current)
    answer, _ = Answer.objects.update_or_create(
        plan=hand.plan,
        question=question,
        defaults={"value": value.value, "remark": remark, "answered_by_id": by, "answered_at": clock.now()},
    )
    record(
        "answer_saved",
        edition=hand.edition.slug,
        by=by,
        subject=hand.subject,
        question=question.key,
        value=value.value,
    )
    return answer


def _refuse_when_not_asked(hand: PlanInHand, questions: Sequence[Question], question: Question, value: Value) -> None:
    asked = quick_test.asked_questions(as_flow(questions), given(hand.plan))
    plain = next((each for each in asked if each.key == question.key), None)
    if plain is None:
        raise Refused(NOT_ASKED)
    if value not in plain.values:
        raise Refused(ONLY_YES_OR_NO)
