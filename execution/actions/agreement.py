"""Making an agreement, changing it, and agreeing to it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from execution.actions.holding import hold, note
from execution.actions.states import move
from execution.models import Agreement, AgreementCondition, Milestone
from execution.permissions import is_maker, may_see_agreement
from execution.states import State
from plans.models import Plan
from plans.status import Status

# Bijlage 1: chosen plans are realised within one year, and agreements are made soon after the vote.
YEAR = timedelta(days=365)

DEFAULT_MILESTONES: Sequence[tuple[str, timedelta]] = (
    ("Startgesprek met het aanspreekpunt", timedelta(days=14)),
    ("Halverwege: laat zien hoe het gaat", timedelta(days=182)),
    ("Plan klaar en bekeken", YEAR),
)

Conditions = Mapping[int, Sequence[tuple[str, str]]]


@transaction.atomic
def open_agreements(edition: Edition, by: int | None, conditions: Conditions) -> int:
    """One agreement per chosen plan, with what the table asked for and three milestones; returns how many.

    `conditions` gives (text, owner) by plan id. A plan that has an agreement keeps it.
    """
    start = timezone.localtime(clock.now()).date()
    chosen = Plan.objects.of(edition).filter(status=Status.CHOSEN, agreement__isnull=True)
    for plan in chosen:
        _open_agreement(plan, start, conditions.get(plan.pk, ()))
        record("agreement_opened", edition=edition.slug, by=by, subject=f"plan:{plan.pk}", cents=plan.ballot_cents)
    return len(chosen)


def _open_agreement(plan: Plan, start: date, conditions: Sequence[tuple[str, str]]) -> None:
    agreement = Agreement.objects.create(plan=plan, grant_cents=plan.ballot_cents or 0, due_on=start + YEAR)
    AgreementCondition.objects.bulk_create(
        AgreementCondition(agreement=agreement, text=text, owner=owner) for text, owner in conditions
    )
    Milestone.objects.bulk_create(
        Milestone(agreement=agreement, title=title, due_on=start + after) for title, after in DEFAULT_MILESTONES
    )


@transaction.atomic
def edit_agreement(agreement_id: int, by: User, **fields: Any) -> Agreement:
    """Changes contact person, dates or terms. What both had confirmed must be confirmed again."""
    agreement = hold(agreement_id)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.confirmed_by_maker_at = agreement.confirmed_by_municipality_at = None
    agreement.save()
    note("agreement_changed", agreement, by.pk, fields=sorted(fields))
    return agreement


@transaction.atomic
def confirm_agreement(agreement_id: int, by: User) -> Agreement:
    """The maker or the project leader agrees; one person never fills both places."""
    agreement = hold(agreement_id)
    if not may_see_agreement(by, agreement):
        raise Refused("Alleen de maker en de projectleider kunnen deze afspraak bevestigen.")
    if not agreement.contact_person:
        raise Refused("Er is nog geen aanspreekpunt. De projectleider vult dat eerst in.")
    field = "confirmed_by_maker_at" if is_maker(by, agreement) else "confirmed_by_municipality_at"
    if getattr(agreement, field):
        return agreement
    setattr(agreement, field, clock.now())
    agreement.save(update_fields=[field])
    note("agreement_confirmed", agreement, by.pk, side="maker" if is_maker(by, agreement) else "gemeente")
    if agreement.is_agreed and agreement.current is State.NEW:
        move(agreement, State.AGREED, by.pk)
    return agreement
