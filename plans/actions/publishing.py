"""What the team lets be read: publishing what waits, taking a plan off the site with a reason, and asking again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from plans.actions.march import change_status
from plans.actions.telling import tell_held, tell_published
from plans.models import Plan
from plans.permissions import is_maker
from plans.publishing import lands_at
from plans.status import LABELS, PUBLIC, Status

REASON_LENGTH = 1000
TOO_LATE = "De oordelen zijn bekend. Dit plan kan in deze editie niet meer openbaar worden."


@transaction.atomic
def publish_plan(plan_id: int, by: User, *, leads: bool) -> Plan:
    """Lets everybody read a held plan; a second time changes nothing. Raises Refused.

    `leads` says whether `by` leads the edition: what was taken off with a reason only the project leader puts back.

    As long as the likes run it gathers likes like all others. When they are closed it goes where its likes of that
    moment say, as long as the table sits.
    """
    plan = _take(plan_id)
    if plan.state in PUBLIC:
        return plan
    if plan.state is not Status.HELD:
        raise Refused("Dit plan is niet (meer) ingediend.")
    if plan.held_reason and not leads:
        raise Refused("De projectleider haalde dit plan van de site. Alleen de projectleider kan het terugzetten.")
    edition = plan.edition
    enough = (plan.likes_at_close or 0) >= plan.likes_needed
    to = lands_at(edition.current_phase, edition.verdicts_published_at is not None, enough)
    if to is None:
        raise Refused(TOO_LATE)
    plan = change_status(plan.pk, to, by=by.pk, held_reason="", review_asked_at=None)
    _record("plan_published", plan, by)
    tell_published(plan, clock.now())
    return plan


@transaction.atomic
def hold_plan(plan_id: int, by: User, reason: str) -> Plan:
    """Takes a submitted plan off the site, or says why a held one stays off it. Raises Refused.

    Its maker reads `reason`. Likes and reactions stay where they are.
    """
    plan, reason = _take(plan_id), reason.strip()
    if not 0 < len(reason) <= REASON_LENGTH:
        raise Refused(f"Schrijf in 1 tot {REASON_LENGTH} tekens waarom. De maker leest dat.")
    if plan.state not in (Status.HELD, Status.SUBMITTED):
        raise Refused(f"Dit plan is {LABELS[plan.state]} en kan nu niet van de site.")
    if plan.state is Status.HELD:
        plan.held_reason, plan.review_asked_at = reason, None
        plan.save(update_fields=["held_reason", "review_asked_at"])
    else:
        plan = change_status(plan.pk, Status.HELD, by=by.pk, held_reason=reason, review_asked_at=None)
    _record("plan_held", plan, by)
    tell_held(plan, clock.now())
    return plan


@transaction.atomic
def ask_review(plan_id: int, by: User) -> Plan:
    """The maker asks the team to look at a held plan again. Asking twice changes nothing. Raises Refused."""
    plan = _take(plan_id)
    if not is_maker(by, plan):
        raise Refused(_("Alleen de maker kan dit vragen."))
    if plan.state is not Status.HELD:
        raise Refused(_("Dit plan is al openbaar, of het doet niet meer mee."))
    if plan.review_asked_at is None and plan.held_reason:
        plan.review_asked_at = clock.now()
        plan.save(update_fields=["review_asked_at"])
        _record("review_asked", plan, by)
    return plan


def _take(plan_id: int) -> Plan:
    """The plan, locked, in an edition that is taken alone: nobody likes, merges or closes the likes meanwhile."""
    edition = take(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id))
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    plan.edition = edition
    return plan


def _record(action: str, plan: Plan, by: User, **facts: Any) -> None:
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
