"""What the team does with plans that came in: flags, contact, referrals. At any time, with plans that came in."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from plans.models import ContactNote, Plan, Referral, TriageFlag, TriageLook
from plans.status import TEAM, Status

NOTE_LENGTH = 2000
PUBLIC_NOTE_LENGTH = 600
# A plan that goes round more desks than this is not being helped.
MAX_REFERRALS = 5


@transaction.atomic
def set_flag(plan_id: int, kind: TriageFlag.Kind, by: User) -> bool:
    """Puts a flag on a plan; a second time changes nothing. Returns whether it is new. Raises Refused."""
    plan = _take(plan_id)
    _flag, is_new = TriageFlag.objects.get_or_create(plan=plan, kind=kind, defaults={"set_by": by})
    if is_new:
        _record("triage_flag_set", plan, by, kind=kind.value)
    return is_new


@transaction.atomic
def clear_flag(plan_id: int, kind: TriageFlag.Kind, by: User) -> bool:
    """Takes a flag away. Returns whether there was one. Raises Refused."""
    plan = _take(plan_id)
    removed, _kinds = TriageFlag.objects.filter(plan=plan, kind=kind).delete()
    if removed:
        _record("triage_flag_cleared", plan, by, kind=kind.value)
    return bool(removed)


@transaction.atomic
def add_contact_note(plan_id: int, by: User, text: str) -> ContactNote:
    """Adds to the log of contact with the maker: 1 to NOTE_LENGTH characters. Raises Refused."""
    plan, text = _take(plan_id), text.strip()
    if not 0 < len(text) <= NOTE_LENGTH:
        raise Refused(f"Een notitie heeft 1 tot {NOTE_LENGTH} tekens.")
    note = ContactNote.objects.create(plan=plan, by=by, text=text)
    _record("contact_noted", plan, by, note=note.pk)
    return note


@transaction.atomic
def refer_plan(plan_id: int, by: User, department: str, note: str = "", public_note: str = "") -> Referral:
    """Hands a plan to a department, once each. The plan's page shows it from now on. Raises Refused."""
    plan, department = _take(plan_id), " ".join(department.split())
    if not 0 < len(department) <= 100:
        raise Refused("Vul in naar welke afdeling het plan gaat.")
    if plan.referrals.filter(department__iexact=department).exists():
        raise Refused(f"Dit plan is al doorverwezen naar {department}.")
    if plan.referrals.count() >= MAX_REFERRALS:
        raise Refused(f"Een plan kan naar hoogstens {MAX_REFERRALS} afdelingen.")
    _check_notes(note, public_note)
    moment = clock.now()
    referral = Referral.objects.create(
        plan=plan, department=department, note=note, public_note=public_note, created_at=moment, updated_at=moment
    )
    _record("plan_referred", plan, by, referral=referral.pk)
    return referral


@transaction.atomic
def update_referral(referral_id: int, by: User, status: Referral.State, note: str, public_note: str) -> Referral:
    """Keeps what became of a referral. Raises Refused: who is done or declines says why to everybody."""
    plan_id = Referral.objects.values_list("plan_id", flat=True).get(pk=referral_id)
    plan = _take(plan_id)
    referral = plan.referrals.get(pk=referral_id)
    _check_notes(note, public_note)
    if status in (Referral.State.DONE, Referral.State.DECLINED) and not public_note.strip():
        raise Refused("Schrijf wat er met het plan gebeurt: de maker en de buurt lezen dat bij het plan.")
    if (referral.status, referral.note, referral.public_note) == (status, note, public_note):
        return referral
    before = referral.status
    referral.status, referral.note, referral.public_note = status, note, public_note
    referral.updated_at = clock.now()
    referral.save()
    _record("referral_updated", plan, by, referral=referral.pk, before=before, after=status.value)
    return referral


@transaction.atomic
def mark_seen(edition: Edition, by: User, until: datetime) -> TriageLook:
    """What came in up to `until`, when the person's page was made, is no longer new to them.

    A moment after now counts as now, and a look never goes back.
    """
    until = min(until, clock.now())
    look, is_new = TriageLook.objects.select_for_update().get_or_create(
        edition=edition, user=by, defaults={"seen_until": until}
    )
    if not is_new and look.seen_until >= until:
        return look
    look.seen_until = until
    look.save()
    record("triage_seen", edition=edition.slug, by=by.pk)
    return look


def _take(plan_id: int) -> Plan:
    """The plan, locked for this transaction. Raises Refused for what only its maker may see.

    What was referred before a merge stays with the merged plan and goes on being kept up.
    """
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("edition").get(pk=plan_id)
    if plan.state not in TEAM | {Status.MERGED}:
        raise Refused("Dit plan is niet (meer) ingediend.")
    return plan


def _check_notes(note: str, public_note: str) -> None:
    if len(note) > NOTE_LENGTH or len(public_note) > PUBLIC_NOTE_LENGTH:
        raise Refused("De toelichting is te lang.")


def _record(action: str, plan: Plan, by: User, **facts: Any) -> None:
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
