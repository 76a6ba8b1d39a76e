"""The talk about what a plan costs: the city's estimates, the words at a difference, the maker's answer, a second look.

Estimates belong to the table until they are shared with the makers, and to everybody after the verdicts are public.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility.actions.cost_news import tell_second_look, tell_shared
from feasibility.actions.meanwhile import refuse_when_unseen
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import CostDossier, CostEstimate
from feasibility.permissions import may_estimate
from feasibility.queries.costs import comparison_of, rules_of
from feasibility.seen import mark
from plans.models import CostLine
from plans.money import MAX_CENTS
from plans.permissions import is_maker

MOST_ESTIMATES = 60
NOT_YOURS = "Alleen checkers en de voorzitter schrijven een raming, en niet voor hun eigen plan."
NO_RANGE = "Vul twee bedragen in: ten minste en ten hoogste. Het eerste is niet hoger dan het tweede."
NO_BASIS = "Schrijf op waarop u het bedrag baseert, bijvoorbeeld een offerte of een eerder plan."
NO_LABEL = "Schrijf op waarvoor het geld nodig is."
NO_LINE = "Deze begrotingspost staat niet (meer) in de begroting van de maker."
ENOUGH = f"Er staan al {MOST_ESTIMATES} ramingen bij dit plan. Haal er eerst een weg."
NOTHING = "Er staat nog geen raming bij dit plan."
EXPLAIN_FIRST = "Maker en gemeente verschillen meer dan {share} %. Leg eerst uit waar dat verschil vandaan komt."
NOT_SHARED = gettext_noop("De raming is nog niet met u gedeeld.")
ONLY_THE_MAKER = gettext_noop("Alleen de maker van dit plan antwoordt hierop.")
ONCE = gettext_noop("U kunt één keer om een tweede blik vragen. Dat heeft u al gedaan.")
NOT_ASKED = "Niemand heeft om een tweede blik gevraagd."
ALREADY_LOOKED = "Er is al een tweede blik gegeven."
FRESH_EYES = "Een tweede blik komt van iemand die niet zelf de raming schreef."
EMPTY = gettext_noop("Schrijf eerst uw tekst.")


@transaction.atomic
def set_estimate(
    plan_id: int,
    by: int,
    *,
    line_id: int | None,
    label: str = "",
    low_cents: int,
    high_cents: int,
    basis: str,
    seen: str = "",
) -> CostEstimate:
    """Keeps the city's range for one line of the maker, or adds a post that the maker left out. Raises Refused.

    Estimating a line again replaces what stood there: the latest with its basis is the one that counts. `seen` is the
    mark (mark_of) of what the person had before them; WrittenMeanwhile when somebody else estimated the line since.
    """
    hand = _at_the_table(plan_id, by)
    hand.refuse_when_judged()
    if not (0 <= low_cents <= high_cents <= MAX_CENTS and high_cents > 0):
        raise Refused(NO_RANGE)
    if not basis.strip():
        raise Refused(NO_BASIS)
    if hand.plan.estimates.count() >= MOST_ESTIMATES:
        raise Refused(ENOUGH)
    facts = {
        "low_cents": low_cents,
        "high_cents": high_cents,
        "basis": basis.strip(),
        "by_id": by,
        "at": clock.now(),
        "label": _label(hand, line_id, label),
    }
    if line_id is None:
        estimate = CostEstimate.objects.create(plan=hand.plan, **facts)
    else:
        known = CostEstimate.objects.filter(plan=hand.plan, line_id=line_id).first()
        if known and not _refuse_when_unseen(known, seen, (low_cents, high_cents, basis.strip())):
            return known
        estimate, _ = CostEstimate.objects.update_or_create(plan=hand.plan, line_id=line_id, defaults=facts)
    _record("cost_estimated", hand, low_cents=low_cents, high_cents=high_cents)
    return estimate


@transaction.atomic
def remove_estimate(plan_id: int, by: int, estimate_id: int) -> None:
    """Takes an estimate away; one that is already gone is fine. Raises Refused."""
    hand = _at_the_table(plan_id, by)
    hand.refuse_when_judged()
    removed, _ = hand.plan.estimates.filter(pk=estimate_id).delete()
    if removed:
        _record("cost_estimate_removed", hand)


@transaction.atomic
def explain_difference(plan_id: int, by: int, text: str, seen: str = "") -> CostDossier:
    """Says where the difference between maker and city comes from. Raises Refused.

    `seen` is the mark of the words that stood there; WrittenMeanwhile when somebody else wrote others since.
    """
    hand = _at_the_table(plan_id, by)
    hand.refuse_when_judged()
    if not text.strip():
        raise Refused(_(EMPTY))
    dossier = _dossier(hand)
    there = dossier.explanation
    if not refuse_when_unseen("Deze uitleg", seen, (there,), (text.strip(),), there):
        return dossier
    dossier.explanation, dossier.explained_by_id = text.strip(), by
    dossier.save()
    _record("cost_explained", hand)
    return dossier


@transaction.atomic
def share_costs(plan_id: int, by: int) -> CostDossier:
    """Lets the makers read the estimates, once. Raises Refused without one, or with a difference nobody explained."""
    hand = _at_the_table(plan_id, by)
    if not hand.plan.estimates.exists():
        raise Refused(NOTHING)
    dossier = _dossier(hand)
    share = rules_of(hand.edition).cost_gap_percent
    if not dossier.explanation and comparison_of(hand.plan).needs_explanation(share):
        raise Refused(EXPLAIN_FIRST.format(share=share))
    if dossier.shared_at is None:
        dossier.shared_at, dossier.shared_by_id = clock.now(), by
        dossier.save()
        _record("cost_shared", hand)
        tell_shared(hand.plan)
    return dossier


@transaction.atomic
def answer_costs(plan_id: int, by: User, text: str) -> CostDossier:
    """The makers' answer to what was shared with them; a later one replaces it. Raises Refused."""
    hand = _for_the_maker(plan_id, by)
    if not text.strip():
        raise Refused(_(EMPTY))
    dossier = _dossier(hand)
    dossier.reply, dossier.replied_by, dossier.replied_at = text.strip(), by, clock.now()
    dossier.save()
    _record("cost_answered", hand)
    return dossier


@transaction.atomic
def ask_second_look(plan_id: int, by: User) -> CostDossier:
    """The makers ask that somebody else looks at the costs, once. Raises Refused."""
    hand = _for_the_maker(plan_id, by)
    dossier = _dossier(hand)
    if dossier.second_look_asked_at:
        raise Refused(_(ONCE))
    dossier.second_look_asked_at = clock.now()
    dossier.save()
    _record("second_look_asked", hand)
    return dossier


@transaction.atomic
def give_second_look(plan_id: int, by: int, text: str) -> CostDossier:
    """What somebody found who wrote none of the estimates. Raises Refused."""
    hand = _at_the_table(plan_id, by)
    dossier = _dossier(hand)
    if dossier.second_look_asked_at is None:
        raise Refused(NOT_ASKED)
    if dossier.second_looked_at:
        raise Refused(ALREADY_LOOKED)
    if hand.plan.estimates.filter(by_id=by).exists():
        raise Refused(FRESH_EYES)
    if not text.strip():
        raise Refused(_(EMPTY))
    dossier.second_look, dossier.second_look_by_id, dossier.second_looked_at = text.strip(), by, clock.now()
    dossier.save()
    _record("second_look_given", hand)
    tell_second_look(hand.plan)
    return dossier


def mark_of(estimate: CostEstimate | None) -> str:
    """The mark of an estimate as it stands on a page; "" without one."""
    return mark(*_facts(estimate)) if estimate else ""


def _facts(estimate: CostEstimate) -> tuple[object, ...]:
    return (estimate.low_cents, estimate.high_cents, estimate.basis)


def _refuse_when_unseen(known: CostEstimate, seen: str, wanted: tuple[object, ...]) -> bool:
    return refuse_when_unseen("Deze raming", seen, _facts(known), wanted, known.basis)


def _at_the_table(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_estimate(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    return hand


def _for_the_maker(plan_id: int, by: User) -> PlanInHand:
    hand = take_in_hand(plan_id, by.pk)
    if not is_maker(by, hand.plan):
        raise Refused(_(ONLY_THE_MAKER))
    if not CostDossier.objects.filter(plan=hand.plan, shared_at__isnull=False).exists():
        raise Refused(_(NOT_SHARED))
    return hand


def _dossier(hand: PlanInHand) -> CostDossier:
    dossier, _ = CostDossier.objects.get_or_create(plan=hand.plan)
    return dossier


def _label(hand: PlanInHand, line_id: int | None, label: str) -> str:
    if line_id is None:
        if not label.strip():
            raise Refused(NO_LABEL)
        return label.strip()[:100]
    line = CostLine.objects.filter(plan=hand.plan, pk=line_id).first()
    if line is None:
        raise Refused(NO_LINE)
    return line.label


def _record(action: str, hand: PlanInHand, **facts: int) -> None:
    record(action, edition=hand.edition.slug, by=hand.person.user_id, subject=hand.subject, **facts)
