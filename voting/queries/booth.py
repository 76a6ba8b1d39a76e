"""Reads for the voting booth: which code opens it, and what lies on the table inside."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from common import clock
from common.errors import Refused
from editions.models import Edition, Neighbourhood, Theme
from editions.phases import REFUSALS, Activity, Phase, why_not
from plans.models import Plan
from plans.pairs import Rival, rivals_within
from plans.queries import ballot_plans
from voting.booth import Booth
from voting.models import CodeState, Receipt, VotingCode
from voting.words import ALREADY_USED, NOT_USABLE


@dataclass(frozen=True)
class Card:
    """A plan in the booth. `short_cents` is what the voter lacks for it; 0 when it fits.

    `rivals` cannot be chosen together with it. That is for the count: a voter may wish for both.
    """

    plan: Plan
    price_cents: int
    picked: bool
    short_cents: int
    rivals: Sequence[Rival] = ()


@dataclass(frozen=True)
class Room:
    """Everything that the booth's pages show: the plans in this voter's order, and the money. Amounts in cents."""

    edition: Edition
    booth: Booth
    cards: list[Card]

    @property
    def picked(self) -> list[Card]:
        return [card for card in self.cards if card.picked]

    @property
    def spent_cents(self) -> int:
        return sum(card.price_cents for card in self.picked)

    @property
    def left_cents(self) -> int:
        return self.edition.budget_cents - self.spent_cents

    @property
    def themes(self) -> list[Theme]:
        return sorted({c.plan.theme for c in self.cards if c.plan.theme}, key=lambda theme: theme.pk)

    @property
    def neighbourhoods(self) -> list[Neighbourhood]:
        return sorted({c.plan.neighbourhood for c in self.cards if c.plan.neighbourhood}, key=lambda n: n.name)

    @property
    def picked_pairs(self) -> list[tuple[Plan, Plan]]:
        """Plans that were both picked and of which at most one can be chosen."""
        picked = {card.plan.pk for card in self.picked}
        return [
            (card.plan, rival.plan)
            for card in self.picked
            for rival in card.rivals
            if rival.plan.pk in picked and card.plan.pk < rival.plan.pk
        ]

    def card(self, plan_id: int) -> Card | None:
        return next((card for card in self.cards if card.plan.pk == plan_id), None)


def open_editions() -> list[Edition]:
    """The editions in which people can vote at this moment."""
    editions = Edition.objects.filter(phase=Phase.VOTING).select_related("area").prefetch_related("windows")
    moment = clock.now()
    return [e for e in editions if why_not(Activity.VOTE, e.current_phase, e.schedule(), moment) is None]


def next_edition() -> Edition | None:
    """The edition whose vote opens first, when its dates are known."""
    moment = clock.now()
    coming = [
        edition
        for edition in Edition.objects.visible().select_related("area").prefetch_related("windows")
        if Phase.VOTING in edition.schedule() and edition.schedule()[Phase.VOTING].starts_at > moment
    ]
    return min(coming, key=lambda edition: edition.schedule()[Phase.VOTING].starts_at, default=None)


def usable_code(code_hash: bytes) -> VotingCode:
    """The code with this hash. Raises Refused when it is unknown, void or for another moment, and when it was used."""
    open_ids = [edition.pk for edition in open_editions()]
    if not open_ids:
        raise Refused(REFUSALS[Activity.VOTE])
    code = VotingCode.objects.filter(code_hash=code_hash).first()
    if code is None or code.state == CodeState.VOID or code.edition_id not in open_ids:
        raise Refused(str(NOT_USABLE))
    if code.state == CodeState.USED:
        raise Refused(str(ALREADY_USED))
    return code


def open_room(booth: Booth) -> Room:
    """What this voter sees. Raises Refused when the vote has closed or the code was used meanwhile."""
    code = usable_code(booth.code_hash)
    edition = Edition.objects.get(pk=code.edition_id)
    plans = ballot_plans(edition).select_related("theme", "neighbourhood")
    prices = {plan: plan.ballot_cents or 0 for plan in plans}
    rivals = rivals_within([plan.pk for plan in prices])
    left = edition.budget_cents - sum(cents for plan, cents in prices.items() if plan.pk in booth.choice)
    cards = [
        Card(plan, prices[plan], plan.pk in booth.choice, max(0, prices[plan] - left), rivals.get(plan.pk, ()))
        for plan in sorted(prices, key=lambda plan: _place(booth.seed, plan.pk))
    ]
    return Room(edition, booth, cards)


def receipt_of(booth: Booth) -> Receipt | None:
    """The receipt that this booth already got, when an earlier answer was lost on the way."""
    return Receipt.objects.filter(edition_id=booth.edition_id, number=booth.receipt).first()


def _place(seed: str, plan_id: int) -> bytes:
    """An order that differs per visit and stays the same within one, whatever filter is on."""
    return hashlib.sha256(f"{seed}:{plan_id}".encode()).digest()
