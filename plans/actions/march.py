"""What the process does with plans: the threshold, and every step of a plan's status."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from plans.actions.telling import tell_outcome
from plans.models import Like, Plan, Signature
from plans.status import LABELS, Status, may_go


@dataclass(frozen=True)
class ThresholdOutcome:
    """How many plans went to the check, and how many had too few likes."""

    passed: int
    fell: int


class StatusFields(TypedDict, total=False):
    """Columns that are set together with a status."""

    ballot_cents: int
    way_on: str
    likes_at_close: int
    submitted_at: datetime
    held_reason: str
    merged_into_id: int


@transaction.atomic
def apply_threshold(edition: Edition, by: int | None) -> ThresholdOutcome:
    """Sends every submitted plan on to the check or to its way on, and keeps the likes it closed with.

    A second time finds no submitted plan and changes nothing. Drafts and withdrawn plans stay what they are. Names
    and addresses on paper lists, and the networks of likes, are wiped with it.
    """
    held = take(edition.pk)
    outcome = {Status.IN_CHECK: 0, Status.BELOW_THRESHOLD: 0}
    plans = Plan.objects.of(held).filter(status=Status.SUBMITTED).with_figures().prefetch_related("co_makers")
    for plan in plans.order_by("pk"):
        to = Status.IN_CHECK if held.passes_threshold(plan.like_count) else Status.BELOW_THRESHOLD
        change_status(plan.pk, to, by=by, likes_at_close=plan.like_count)
        plan.edition = held
        tell_outcome(plan, to is Status.IN_CHECK, plan.like_count)
        outcome[to] += 1
    _forget_supporters(held)
    passed, fell = outcome[Status.IN_CHECK], outcome[Status.BELOW_THRESHOLD]
    record("threshold_applied", edition=held.slug, by=by, passed=passed, fell=fell)
    return ThresholdOutcome(passed, fell)


def _forget_supporters(edition: Edition) -> None:
    """Wipes what was kept to count people once: of a signature the keyed hash stays, of a network nothing."""
    plans = Plan.objects.of(edition)
    readable = Signature.objects.filter(plan__in=plans).exclude(name="", postcode="", house_number="")
    readable.update(name="", postcode="", house_number="")
    Like.objects.filter(plan__in=plans).exclude(network_hash="").update(network_hash="")


@transaction.atomic
def change_status(plan_id: int, to: Status, *, by: int | None, **fields: Unpack[StatusFields]) -> Plan:
    """Takes a plan one step, if plans.status.STEPS has that step from where it is now. Raises Refused.

    Compare-and-set: of two that try at once, one finds the plan moved and is refused. `fields` are set along.
    """
    plan = Plan.objects.select_related("edition").get(pk=plan_id)
    before = plan.state
    moved = may_go(before, to) and Plan.objects.filter(pk=plan_id, status=before).update(
        status=to, changed_at=clock.now(), **fields
    )
    if not moved:
        raise Refused(f"Het plan '{plan.title}' is {LABELS[before]} en kan nu niet '{LABELS[to]}' worden.")
    facts = {name: value for name, value in fields.items() if isinstance(value, int)}
    record(
        "plan_status",
        edition=plan.edition.slug,
        by=by,
        subject=f"plan:{plan_id}",
        before=before,
        after=to,
        **facts,
    )
    plan.refresh_from_db()
    return plan
