"""Organisations that want to adopt a plan, and the answer of makers or team."""

from datetime import timedelta

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.phases import Phase
from execution.actions.follow_up import keep, take_follow_up
from execution.actions.way_on_news import forget_adoption, tell_adoption, tell_adoption_answer
from execution.models import AdoptionOffer, FollowUp, FollowUpKind, OfferState
from execution.permissions import may_answer_adoption
from plans.permissions import is_maker
from plans.status import PUBLIC

# When somebody asks an organisation that adopted a plan how it goes.
LOOK_AGAIN = timedelta(days=60)
OWN_PLAN = "Dit is uw eigen plan. Vraag een organisatie om zelf een aanbod te doen."
OVER = "Dit plan heeft zijn weg al gevonden. Een aanbod doen kan niet meer."
CLOSED = "Deze ronde is afgerond. Bel of mail het team van het wijkbudget als u verder wilt met dit plan."
TWICE = "U heeft voor dit plan al een aanbod gedaan. Wacht op antwoord, of trek het eerst terug."
SETTLED = "Op dit aanbod is al geantwoord, of het is teruggetrokken."
NOT_YOURS = "Alleen de makers van het plan en de projectleider kunnen op dit aanbod antwoorden."
NEEDS_WORDS = "Schrijf in één zin waarom het aanbod niet past. Wie het deed, leest dat."


def why_no_offer(follow_up: FollowUp | None, user: User) -> str:
    """The Dutch reason why `user` cannot offer to adopt this plan; "" when that is possible."""
    if follow_up is None or follow_up.plan.state not in PUBLIC or follow_up.ended_at:
        return OVER
    if follow_up.plan.edition.current_phase is Phase.CLOSED:
        return CLOSED
    return OWN_PLAN if is_maker(user, follow_up.plan) else ""


@transaction.atomic
def offer_adoption(follow_up_id: int, by: User, organisation: str, text: str, contact: str) -> AdoptionOffer:
    """Raises Refused for one's own plan, for a plan that found its way, and for a second open offer."""
    found = take_follow_up(follow_up_id)
    if reason := why_no_offer(found, by):
        raise Refused(reason)
    if found.offers.filter(by=by, state=OfferState.OPEN).exists():
        raise Refused(TWICE)
    facts = {"organisation": organisation, "text": text, "contact": contact, "offered_at": clock.now()}
    offer = AdoptionOffer.objects.create(follow_up=found, by=by, **facts)
    _note("adoption_offered", offer, by)
    tell_adoption(offer)
    return offer


@transaction.atomic
def withdraw_adoption(offer_id: int, by: User) -> AdoptionOffer:
    offer = _take(offer_id)
    if offer.by_id != by.pk:
        raise Refused("Dit aanbod is van iemand anders.")
    forget_adoption(offer)
    return _settle(offer, by, OfferState.WITHDRAWN, "")


@transaction.atomic
def answer_adoption(offer_id: int, by: User, taken: bool, answer: str) -> AdoptionOffer:
    """Makers or project leader say yes or no. A yes makes the organisation the owner of the plan's way on."""
    offer = _take(offer_id)
    if not may_answer_adoption(by, offer):
        raise Refused(NOT_YOURS)
    if not taken and not answer:
        raise Refused(NEEDS_WORDS)
    _settle(offer, by, OfferState.TAKEN if taken else OfferState.DECLINED, answer)
    if taken:
        found = offer.follow_up
        found.kind, found.owner, found.outcome, found.ended_at = FollowUpKind.PARTNER, offer.organisation, "", None
        found.next_on = clock.today() + LOOK_AGAIN
        keep(found, by, "follow_up_set", kind=FollowUpKind.PARTNER)
    tell_adoption_answer(offer)
    return offer


def _take(offer_id: int) -> AdoptionOffer:
    """The offer, with its way on locked: of two answers at once, the second finds it settled."""
    offer = AdoptionOffer.objects.get(pk=offer_id)
    offer.follow_up = take_follow_up(offer.follow_up_id)
    offer.refresh_from_db(fields=["state"])
    if not offer.is_open:
        raise Refused(SETTLED)
    return offer


def _settle(offer: AdoptionOffer, by: User, state: OfferState, answer: str) -> AdoptionOffer:
    offer.state, offer.answer, offer.answered_by, offer.answered_at = state, answer, by, clock.now()
    offer.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    _note("adoption_settled", offer, by, state=state.value)
    return offer


def _note(action: str, offer: AdoptionOffer, by: User, **facts: str) -> None:
    plan = offer.follow_up.plan
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", offer=offer.pk, **facts)
