"""Help with a plan: makers say whom they look for, residents offer what they can do."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from plans.actions.holding import hold_public, hold_together, require_maker, take_plan
from plans.actions.opening import record_about
from plans.actions.person import A_RESIDENT
from plans.actions.telling import forget_offer, tell_offer
from plans.limits import OFFERS_PER_HOUR
from plans.models import HelpOffer, HelpWanted, Plan
from plans.permissions import is_maker

MOST_CALLS = 8
CALL_LENGTH = 120
OFFER_LENGTH = 300


@transaction.atomic
def ask_for_help(plan_id: int, by: User, text: str) -> HelpWanted:
    """Adds a call of 1 to CALL_LENGTH characters; the same words again add nothing. Raises Refused."""
    plan, text = hold_together(plan_id), " ".join(text.split())
    require_maker(by, plan)
    if not 0 < len(text) <= CALL_LENGTH:
        raise Refused(_("Schrijf in hoogstens %(number)d tekens wie of wat u zoekt.") % {"number": CALL_LENGTH})
    there = plan.help_wanted.filter(text__iexact=text, found_at__isnull=True).first()
    if there:
        return there
    if plan.help_wanted.count() >= MOST_CALLS:
        text = _("Een plan heeft hoogstens %(number)d oproepen. Haal er eerst een weg.")
        raise Refused(text % {"number": MOST_CALLS})
    call = HelpWanted.objects.create(plan=plan, text=text, asked_at=clock.now())
    record_about("help_asked", plan, by, call=call.pk)
    return call


@transaction.atomic
def mark_found(plan_id: int, by: User, call_id: int, found: bool) -> None:
    """Says that a call was answered, or that it was not after all. Twice is once. Raises Refused."""
    plan = hold_together(plan_id)
    require_maker(by, plan)
    calls = plan.help_wanted.filter(pk=call_id, found_at__isnull=found)
    if calls.update(found_at=clock.now() if found else None):
        record_about("help_found" if found else "help_still_wanted", plan, by, call=call_id)


@transaction.atomic
def remove_call(plan_id: int, by: User, call_id: int) -> None:
    """Takes a call away; who offered help for it still does. One that is gone is fine. Raises Refused."""
    plan = take_plan(plan_id)
    require_maker(by, plan)
    gone, _kinds = plan.help_wanted.filter(pk=call_id).delete()
    if gone:
        record_about("help_no_longer_asked", plan, by, call=call_id)


@transaction.atomic
def offer_help(
    plan_id: int, user: User, text: str, call: HelpWanted | None = None, may_mail: bool = False
) -> HelpOffer:
    """Offers help in 1 to OFFER_LENGTH characters; whoever did so already changes what they offered. Raises Refused."""
    plan, text = hold_public(plan_id), text.strip()
    if is_maker(user, plan):
        raise Refused(_("U maakt dit plan zelf."))
    if not 0 < len(text) <= OFFER_LENGTH:
        raise Refused(_("Schrijf in hoogstens %(number)d tekens hoe u wilt helpen.") % {"number": OFFER_LENGTH})
    if call is not None and not plan.help_wanted.filter(pk=call.pk).exists():
        raise Refused(_("Deze oproep is weggehaald. Kies opnieuw waarvoor u wilt helpen."))
    fields = {"text": text, "wanted": call, "may_mail": may_mail}
    standing = plan.help_offers.filter(by=user, withdrawn_at__isnull=True).first()
    if standing is not None:
        return _change(standing, **fields)
    _keep_pace(user)
    offer = HelpOffer.objects.create(plan=plan, by=user, offered_at=clock.now(), **fields)
    _note("help_offered", plan)
    tell_offer(offer)
    return offer


@transaction.atomic
def withdraw_offer(plan_id: int, user: User) -> None:
    """Takes the person's offer back, at any time; without one nothing changes."""
    plan = take_plan(plan_id)
    offer = plan.help_offers.filter(by=user, withdrawn_at__isnull=True).first()
    if offer is None:
        return
    _change(offer, withdrawn_at=clock.now())
    _note("help_withdrawn", plan)
    forget_offer(offer)


def _change(offer: HelpOffer, **fields: object) -> HelpOffer:
    for name, value in fields.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(fields))
    return offer


def _keep_pace(user: User) -> None:
    """Counts under a lock on the person, so that posts at the same moment cannot slip past the limit."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    since = clock.now() - timedelta(hours=1)
    if HelpOffer.objects.filter(by=user, offered_at__gt=since).count() >= OFFERS_PER_HOUR:
        text = _("U heeft het afgelopen uur bij %(number)d plannen hulp aangeboden. Probeer het later weer.")
        raise Refused(text % {"number": OFFERS_PER_HOUR})


def _note(action: str, plan: Plan) -> None:
    """The trail tells that help came or went and when, never whose: it can't be erased, an offer can."""
    record(action, edition=plan.edition.slug, by=A_RESIDENT, subject=f"plan:{plan.pk}")
