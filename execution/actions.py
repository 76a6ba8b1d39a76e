"""Every change in the execution phase: agreements, confirmations, milestones, updates, delivery, follow-up."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.photos import clean_photo
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from execution.models import FALLEN, Agreement, AgreementCondition, FollowUp, FollowUpKind, Milestone, Update
from execution.permissions import is_maker, may_see_agreement
from plans.actions import change_status
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
def open_follow_ups(edition: Edition, by: int | None) -> int:
    """A way on for every plan that this edition carries no further; returns how many are new.

    Runs when the likes close and again with the result. A plan that the team kept off the site when the likes closed
    has one too; while it is on its way again, nobody sees it (execution.queries).
    """
    plans = Plan.objects.of(edition).filter(status__in=FALLEN, follow_up__isnull=True)
    made = FollowUp.objects.bulk_create(FollowUp(plan=plan, note=plan.way_on[:500]) for plan in plans)
    record("follow_ups_opened", edition=edition.slug, by=by, number=len(made))
    return len(made)


def _hold(agreement_id: int) -> Agreement:
    """The agreement, locked, while the edition is in execution."""
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=agreement_id)
    hold_open(agreement.plan.edition_id, Activity.EXECUTE)
    return agreement


def _note(action: str, agreement: Agreement, by: User, **facts: Any) -> None:
    plan = agreement.plan
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)


@transaction.atomic
def edit_agreement(agreement_id: int, by: User, **fields: Any) -> Agreement:
    """Changes contact person, dates or terms. What both had confirmed must be confirmed again."""
    agreement = _hold(agreement_id)
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.confirmed_by_maker_at = agreement.confirmed_by_municipality_at = None
    agreement.save()
    _note("agreement_changed", agreement, by, fields=sorted(fields))
    return agreement


@transaction.atomic
def confirm_agreement(agreement_id: int, by: User) -> Agreement:
    """The maker or the project leader agrees; one person never fills both places."""
    agreement = _hold(agreement_id)
    if not may_see_agreement(by, agreement):
        raise Refused("Alleen de maker en de projectleider kunnen deze afspraak bevestigen.")
    if not agreement.contact_person:
        raise Refused("Er is nog geen aanspreekpunt. De projectleider vult dat eerst in.")
    field = "confirmed_by_maker_at" if is_maker(by, agreement) else "confirmed_by_municipality_at"
    if getattr(agreement, field):
        return agreement
    setattr(agreement, field, clock.now())
    agreement.save(update_fields=[field])
    _note("agreement_confirmed", agreement, by, side="maker" if is_maker(by, agreement) else "gemeente")
    return agreement


@transaction.atomic
def post_update(agreement_id: int, by: User, text: str, photo: IO[bytes] | None = None, photo_alt: str = "") -> Update:
    """News from the maker, with at most one photo, cleaned of metadata. Raises Refused for a file that is no photo."""
    agreement = _hold(agreement_id)
    if not is_maker(by, agreement):
        raise Refused("Alleen de maker van het plan plaatst hier berichten.")
    update = Update(agreement=agreement, author=by, text=text, photo_alt=photo_alt, posted_at=clock.now())
    if photo:
        update.photo.save(f"{uuid.uuid4().hex}.jpg", clean_photo(photo, settings.MAX_PHOTO_BYTES), save=False)
    update.save()
    _note("update_posted", agreement, by, photo=bool(photo))
    return update


@transaction.atomic
def finish_milestone(agreement_id: int, milestone_id: int, by: User) -> Milestone:
    """Marks a step as done, once."""
    agreement = _hold(agreement_id)
    milestone = agreement.milestones.get(pk=milestone_id)
    if milestone.done_on is None:
        milestone.done_on = timezone.localtime(clock.now()).date()
        milestone.save(update_fields=["done_on"])
        _note("milestone_done", agreement, by, milestone=milestone.pk)
    return milestone


@transaction.atomic
def mark_realised(agreement_id: int, by: User) -> Agreement:
    """The plan stands: CHOSEN becomes REALISED, once. Both sides must have confirmed the agreement before."""
    agreement = _hold(agreement_id)
    if not (agreement.confirmed_by_maker_at and agreement.confirmed_by_municipality_at):
        raise Refused("De afspraak is nog niet door maker en gemeente bevestigd.")
    change_status(agreement.plan_id, Status.REALISED, by=by.pk)
    agreement.realised_at = clock.now()
    agreement.save(update_fields=["realised_at"])
    return agreement


@transaction.atomic
def set_follow_up(follow_up_id: int, by: User, kind: FollowUpKind, note: str) -> FollowUp:
    """Writes down how a plan that was not chosen goes on."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=follow_up_id)
    follow_up.kind, follow_up.note = kind, note
    follow_up.save()
    plan = follow_up.plan
    record("follow_up_set", edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", kind=kind)
    return follow_up
