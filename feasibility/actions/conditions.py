"""The conditions under which a plan can be done."""

from datetime import date

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Condition, ConditionOwner, ConditionTime
from feasibility.permissions import may_set_conditions

NOT_YOURS = "Alleen checkers en de voorzitter schrijven voorwaarden op, en niet bij hun eigen plan."
TWICE = "Deze voorwaarde staat er al."
PAST = "Kies een dag die nog komt."
GONE = "Deze voorwaarde is er niet meer."
MOST = 20
ENOUGH = f"Er staan al {MOST} voorwaarden bij dit plan. Voeg er een paar samen."


@transaction.atomic
def add_condition(
    plan_id: int,
    by: int,
    *,
    text: str,
    owner: ConditionOwner,
    owner_name: str = "",
    before: ConditionTime = ConditionTime.EXECUTION,
    due_on: date | None = None,
) -> Condition:
    """Adds a condition: what makes the plan possible, who sees to it, and by when.

    `owner_name` says which department or partner; `due_on` a day at the latest, empty for the start of `before`.
    Raises Refused when the plan has its verdict or the same condition already, and for a day that is over.
    """
    hand = _open_for_conditions(plan_id, by)
    present = list(Condition.objects.filter(plan=hand.plan).values_list("text", flat=True))
    if text in present:
        raise Refused(TWICE)
    if len(present) >= MOST:
        raise Refused(ENOUGH)
    if due_on and due_on < clock.today():
        raise Refused(PAST)
    condition = Condition.objects.create(
        plan=hand.plan,
        text=text,
        owner=owner,
        owner_name="" if owner is ConditionOwner.MAKER else owner_name.strip(),
        before=before,
        due_on=due_on,
        added_by_id=by,
    )
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
