"""The six weeks of a plan: stopping its clock while the table waits for somebody else, and starting it again."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import ClockPause
from feasibility.permissions import may_judge
from plans.models import Plan

NOT_YOURS = "Alleen de voorzitter zet de termijn van een plan stil, en niet die van het eigen plan."
PAUSED = "De termijn van dit plan staat al stil."
NOT_PAUSED = "De termijn van dit plan loopt."
WHY = "Schrijf op waarop wij wachten."


@transaction.atomic
def pause_clock(plan_id: int, by: int, reason: str) -> ClockPause:
    """From today the days do not count for a plan without a verdict. Raises Refused."""
    hand = _for_the_chair(plan_id, by)
    hand.refuse_when_judged()
    if not reason.strip():
        raise Refused(WHY)
    if ClockPause.objects.filter(plan=hand.plan, ended_at=None).exists():
        raise Refused(PAUSED)
    pause = ClockPause.objects.create(plan=hand.plan, reason=reason.strip(), started_at=clock.now(), started_by_id=by)
    record("clock_paused", edition=hand.edition.slug, by=by, subject=hand.subject)
    return pause


@transaction.atomic
def resume_clock(plan_id: int, by: int) -> None:
    """From today the days count again. Raises Refused."""
    hand = _for_the_chair(plan_id, by)
    if not end_pause(hand.plan):
        raise Refused(NOT_PAUSED)
    record("clock_resumed", edition=hand.edition.slug, by=by, subject=hand.subject)


def end_pause(plan: Plan) -> bool:
    """Part of what starts the clock again, on its own or with a verdict. Returns whether it stood still."""
    return bool(ClockPause.objects.filter(plan=plan, ended_at=None).update(ended_at=clock.now()))


def _for_the_chair(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_judge(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    return hand
