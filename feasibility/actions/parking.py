"""Putting a plan aside: not every plan can be judged at the first try, and none may be forgotten."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.phases import Phase
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Parking
from feasibility.permissions import may_judge
from plans.models import Plan

NOT_YOURS = "Alleen de voorzitter zet een plan even apart, en niet het eigen plan."
PARKED = "Dit plan staat al apart."
NOT_PARKED = "Dit plan staat niet apart."
WHY = "Schrijf op waarom het plan moet wachten."
LATER = "Kies een dag na vandaag, en voor de stemming begint."


@transaction.atomic
def park_plan(plan_id: int, by: int, *, reason: str, until: date) -> Parking:
    """Puts a plan without a verdict aside until a day after today and before the vote. Raises Refused."""
    hand = _for_the_chair(plan_id, by)
    hand.refuse_when_judged()
    if not reason.strip():
        raise Refused(WHY)
    if not clock.today() < until <= _last_day(hand):
        raise Refused(LATER)
    if Parking.objects.filter(plan=hand.plan, ended_at=None).exists():
        raise Refused(PARKED)
    parking = Parking.objects.create(plan=hand.plan, reason=reason.strip(), until=until, by_id=by, at=clock.now())
    record("plan_parked", edition=hand.edition.slug, by=by, subject=hand.subject, until=until.isoformat())
    return parking


@transaction.atomic
def unpark_plan(plan_id: int, by: int) -> None:
    """Brings a plan back to the table. Raises Refused."""
    hand = _for_the_chair(plan_id, by)
    if not end_parking(hand.plan):
        raise Refused(NOT_PARKED)
    record("plan_unparked", edition=hand.edition.slug, by=by, subject=hand.subject)


def end_parking(plan: Plan) -> bool:
    """Part of what brings a plan back, on its own or with a verdict. Returns whether it was parked."""
    return bool(Parking.objects.filter(plan=plan, ended_at=None).update(ended_at=clock.now()))


def _for_the_chair(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_judge(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    return hand


def _last_day(hand: PlanInHand) -> date:
    """The last day on which a plan can come back: before the vote, when that has a date."""
    vote = hand.edition.schedule().get(Phase.VOTING)
    return localdate(vote.starts_at) if vote else date.max
