"""Plans that the team enters for somebody, at the counter or from a paper form: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition, Theme
from editions.phases import Activity
from plans.actions.costs import add_cost_line
from plans.actions.making import PlanFields, start_draft, submit_plan
from plans.actions.opening import Incomplete
from plans.actions.scope import keep_own_plan
from plans.models import ContactNote, Plan
from plans.status import Status

MAX_PAPER_LINES = 12


@dataclass(frozen=True)
class Helped:
    """For whom a plan is entered. Without an e-mail address the team keeps working on it for them."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PaperPlan:
    """What the form says. `cost_lines` are (what for, euro cents)."""

    fields: PlanFields
    more_themes: Sequence[Theme] = ()
    cost_lines: Sequence[tuple[str, int]] = ()


@transaction.atomic
def enter_plan(edition_id: int, by: User, who: Helped, paper: PaperPlan, *, submit: bool) -> Plan:
    """The plan of somebody whom the team helps: a draft, or submitted at once by the rules for everybody.

    Entering the same again gives the plan that is there; as long as it is a draft it can still be submitted that way.
    Raises Refused or Incomplete, and then nothing at all is kept.
    """
    edition = hold_open(edition_id, Activity.SUBMIT)
    # Whoever presses twice waits here for themselves.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    plan = _same(edition, by, who, paper) or _new(edition, by, who, paper)
    if submit and plan.state is Status.DRAFT:
        keep_own_plan(plan.pk, plan.maker)  # whose work it is was talked over at the counter
        plan = submit_plan(plan.pk, plan.maker)
    return plan


def _new(edition: Edition, by: User, who: Helped, paper: PaperPlan) -> Plan:
    """The maker's own plan, begun in the maker's name; the trail says who typed it."""
    if not paper.fields.get("title", "").strip():
        raise Incomplete({"title": "Geef het plan een titel."})
    fields: PlanFields = {**paper.fields, "more_themes": paper.more_themes}
    plan = start_draft(edition.pk, _maker(who), **fields)
    plan.entered_by = by
    plan.save(update_fields=["entered_by"])
    record("plan_entered", edition=edition.slug, by=by.pk, subject=f"plan:{plan.pk}")
    for label, cents in paper.cost_lines:
        add_cost_line(plan.pk, plan.maker, label, cents)
    if who.phone:
        _note_phone(plan, by, who.phone)
    return plan


def _maker(who: Helped) -> User:
    """The account with this e-mail address, or a new one. Raises Refused for an account that is closed."""
    if not who.email:
        return User.objects.create_user(None, who.name)
    found = _account(who.email) or _new_account(who)
    if not found.is_active:
        raise Refused("Met dit e-mailadres kan niemand inloggen. Vraag een ander adres, of laat het leeg.")
    return found


def _account(email: str) -> User | None:
    """By any confirmed address, since people may have more than one."""
    confirmed = Q(emailaddress__email=email, emailaddress__verified=True)
    return User.objects.filter(Q(email=email) | confirmed).order_by("pk").first()


def _new_account(who: Helped) -> User:
    """Nobody has a password: whoever gets the code at this address logs in, and confirms it by that."""
    try:
        with transaction.atomic():
            made = User.objects.create_user(who.email, who.name)
            EmailAddress.objects.create(user=made, email=who.email, verified=False, primary=True)
            return made
    except IntegrityError:  # somebody else made it at this very moment
        found = _account(who.email)
        if found is None:
            raise Refused("Er ging iets mis met dit e-mailadres. Probeer het nog een keer.") from None
        return found


def _note_phone(plan: Plan, by: User, phone: str) -> None:
    """For the team alone. Drafts too: the number is needed most while a plan is not ready."""
    note = ContactNote.objects.create(plan=plan, by=by, at=clock.now(), text=f"Telefoon van de maker: {phone}")
    record("contact_noted", edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", note=note.pk)


def _same(edition: Edition, by: User, who: Helped, paper: PaperPlan) -> Plan | None:
    """The plan that this person of the team entered with exactly these words, costs and maker."""
    words = {name: value.strip() if isinstance(value, str) else value for name, value in paper.fields.items()}
    maker = Q(maker=_account(who.email)) if who.email else Q(maker__email__isnull=True, maker__name=who.name)
    found = Plan.objects.of(edition).exclude(status=Status.WITHDRAWN).filter(maker, entered_by=by, **cast(Any, words))
    for plan in found.order_by("pk"):
        lines = sorted((line.label, line.cents) for line in plan.cost_lines.all())
        themes = {theme.pk for theme in plan.more_themes.all()}
        if lines == sorted((label.strip(), cents) for label, cents in paper.cost_lines) and themes == {
            theme.pk for theme in paper.more_themes if theme.pk != plan.theme_id
        }:
            return plan
    return None
