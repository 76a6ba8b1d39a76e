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
    paper_at_close: int
    needed_at_close: int
    submitted_at: datetime
    check_started_at: datetime
    held_reason: str
    review_asked_at: datetime | None
    merged_into_id: int


@transaction.atomic
def apply_threshold(edition: Edition, by: int | None) -> ThresholdOutcome:
    """Sends every submitted plan on to the check or to its way on, and keeps the likes it closed with.

    A second time finds no submitted plan and changes nothing. Drafts and withdrawn plans stay what they are. A held
    plan stays off the site, with the likes it has now: when the team publishes it later it goes where those say
    (plans.publishing). Names and addresses on paper lists, and what tells whose likes these are, are wiped with it.
    """
    held = take(edition.pk)
    outcome = {Status.IN_CHECK: 0, Status.BELOW_THRESHOLD: 0}
    plans = Plan.objects.of(held).filter(status=Status.SUBMITTED).with_figures().prefetch_related("co_makers")
    for plan in plans.order_by("pk"):
        to = Status.IN_CHECK if held.passes_threshold(plan.like_count) else Status.BELOW_THRESHOLD
        change_status(plan.pk, to, by=by, **_close_of(held, plan))
        plan.edition = held
        tell_outcome(plan, to is Status.IN_CHECK, plan.like_count)
        outcome[to] += 1
    for plan in Plan.objects.of(held).filter(status=Status.HELD, likes_at_close__isnull=True).with_figures():
        Plan.objects.filter(pk=plan.pk).update(**_close_of(held, plan))
    _forget_supporters(held)
    passed, fell = outcome[Status.IN_CHECK], outcome[Status.BELOW_THRESHOLD]
    record("threshold_applied", edition=held.slug, by=by, passed=passed, fell=fell)
    return ThresholdOutcome(passed, fell)


def _close_of(edition: Edition, plan: Plan) -> StatusFields:
    """What is fixed of a plan when the likes close, so that no later change of likes or rules touches the outcome."""
    return {
        "likes_at_close": plan.like_count,
        "paper_at_close": plan.paper_count,
        "needed_at_close": edition.likes_needed,
    }


def _forget_supporters(edition: Edition) -> None:
    """Wipes what was kept to count people once: of a signature the keyed hash stays, of a like nothing.

    A signature of somebody whose like counted goes first: nothing could tell afterwards that they are one person.
    """
    plans = Plan.objects.of(edition)
    Signature.objects.filter(plan__in=plans).doubled().delete()
    readable = Signature.objects.filter(plan__in=plans).exclude(name="", postcode="", house_number="")
    readable.update(name="", postcode="", house_number="")
    Like.objects.filter(plan__in=plans).exclude(network_hash="", person_hash="").update(network_hash="", person_hash="")


@transaction.atomic
def change_status(plan_id: int, to: Status, *, by: int | None, **fields: Unpack[StatusFields]) -> Plan:
    """Takes a plan one step, if plans.status.STEPS has that step from where it is now. Raises Refused.

    Compare-and-set: of two that try at once, one finds the plan moved and is refused. `fields` are set along.
    """
    plan = Plan.objects.select_related("edition").get(pk=plan_id)
    before, now = plan.state, clock.now()
    if to is Status.IN_CHECK:
        fields["check_started_at"] = now
    moved = may_go(before, to) and Plan.objects.filter(pk=plan_id, status=before).update(
        status=to, changed_at=now, **fields
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
