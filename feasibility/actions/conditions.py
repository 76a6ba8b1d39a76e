"""The conditions under which a plan can be done."""

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Condition, ConditionOwner
from feasibility.permissions import may_set_conditions

NOT_YOURS = "Alleen checkers en de voorzitter schrijven voorwaarden op, en niet bij hun eigen plan."
TWICE = "Deze voorwaarde staat er al."
GONE = "Deze voorwaarde is er niet meer."
MOST = 20
ENOUGH = f"Er staan al {MOST} voorwaarden bij dit plan. Voeg er een paar samen."


@transaction.atomic
def add_condition(plan_id: int, by: int, *, text: str, owner: ConditionOwner) -> Condition:
    """Adds a condition. Raises Refused when the plan has its verdict or the same condition already."""
    hand = _open_for_conditions(plan_id, by)
    present = list(Condition.objects.filter(plan=hand.plan).values_list("text", flat=True))
    if text in present:
        raise Refused(TWICE)
    if len(present) >= MOST:
        raise Refused(ENOUGH)
    condition = Condition.objects.create(plan=hand.plan, text=text, owner=owner, added_by_id=by)
    _record("condition_added", hand, condition.pk)
    return condition


@transaction.atomic
def remove_condition(plan_id: int, condition_id: int, by: int) -> None:
    """Takes a condition away. Raises Refused when the plan has its verdict or somebody took it away already."""
    hand = _open_for_conditions(plan_id, by)
    removed, _ = Condition.objects.filter(plan=hand.plan, pk=condition_id).delete()
    if not removed:
        raise Refused(GONE)
    _record("condition_removed", hand, condition_id)


def _open_for_conditions(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_set_conditions(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    hand.refuse_when_judged()
    return hand


def _record(action: str, hand: PlanInHand, condition_id: int) -> None:
    record(action, edition=hand.edition.slug, by=hand.person.user_id, subject=hand.subject, condition=condition_id)
