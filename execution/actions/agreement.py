"""Making an agreement for every chosen plan."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from common import clock
from editions.models import Edition
from execution.models import Agreement, AgreementCondition, Milestone
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
