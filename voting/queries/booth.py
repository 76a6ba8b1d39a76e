"""Reads for the voting booth: which code opens it, and what lies on the table inside."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from common import clock
from common.errors import Refused
from editions.models import Edition, Neighbourhood, Theme
from editions.phases import REFUSALS, Activity, Phase, why_not
from plans.models import Plan
from plans.pairs import Rival
from voting.booth import Booth
from voting.models import CodeState, IntakeReceipt, Receipt, VotingCode
from voting.queries import held
from voting.words import ALREADY_USED, NO_SUCH_CODE, NOT_USABLE


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
class Basket:
    """The money side of a booth. Amounts in cents, prices by plan."""

    booth: Booth
    budget_cents: int
    prices: Mapping[int, int]

    def short_cents(self, plan_id: int) -> int:
        """What the voter lacks for this plan; 0 when it fits, or is in the basket."""
        if plan_id in self.booth.choice:
            return 0
        spent = sum(self.prices[each] for each in self.booth.choice)
        return max(0, self.prices[plan_id] - (self.budget_cents - spent))


@dataclass(frozen=True)
class Room:
    """Everything that the booth's pages show: the plans in this voter's order, and the money. Amounts in cents."""

    edition: Edition
    booth: Booth
    cards: list[Card]
    # How many plans a ballot names at least and at most (None: as many as fit).
    fewest: int = 1
    most: int | None = None
    # A plan that this voter chose went off the ballot meanwhile.
    cut: bool = False

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
    """The editions in which people can vote at this moment. What is held refuses nobody: see `held`."""
    return _open_among(held.editions_in_vote()) or _open_among(held.editions_in_vote_now())


def open_edition(edition_id: int | None) -> Edition | None:
    """This edition, when people can vote in it at this moment."""
    held_open = _one_of(_open_among(held.editions_in_vote()), edition_id)
    return held_open or _one_of(_open_among(held.editions_in_vote_now()), edition_id)


def _one_of(editions: Sequence[Edition], edition_id: int | None) -> Edition | None:
    return next((each for each in editions if each.pk == edition_id), None)


def edition_of_vote(edition_id: int) -> Edition | None:
    """The edition of somebody who voted, also after the close."""
    return _one_of(held.editions_in_vote(), edition_id) or Edition.objects.filter(pk=edition_id).first()


def _open_among(editions: Sequence[Edition]) -> list[Edition]:
    moment = held.now()
    return [each for each in editions if why_not(Activity.VOTE, each.current_phase, each.schedule(), moment) is None]


def next_edition() -> Edition | None:
    """The edition whose vote opens first, when its dates are known."""
    moment = clock.now()
    coming = [
        edition
        for edition in Edition.objects.visible().select_related("area").prefetch_related("windows")
        if Phase.VOTING in edition.schedule() and edition.schedule()[Phase.VOTING].starts_at > moment
    ]
    return min(coming, key=lambda edition: edition.schedule()[Phase.VOTING].starts_at, default=None)


def phone_of_last_vote() -> str:
    """The number for help of the latest vote, also after it closed; "" when there is none."""
    since_the_vote = (Phase.VOTING, Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED)
    editions = Edition.objects.filter(phase__in=since_the_vote).exclude(help_phone="").prefetch_related("windows")
    dated = [(edition.schedule().get(Phase.VOTING), edition.help_phone) for edition in editions]
    return max(((window.ends_at, phone) for window, phone in dated if window), default=(None, ""))[1]


def edition_for(code_hash: bytes) -> Edition:
    """The edition that this code opens. Raises Refused when the code is unknown, void, used, or for another moment.

    One query when it opens; what is refused costs some more, the same for unknown and void.
    """
    found = VotingCode.objects.filter(code_hash=code_hash).values_list("state", "edition_id")
    state, edition_id = next(iter(found), (None, None))
    edition = _one_of(_open_among(held.editions_in_vote()), edition_id)
    if state == CodeState.ISSUED and edition:
        return edition
    open_now = _open_among(held.editions_in_vote_now())
    edition = _one_of(open_now, edition_id)
    if state == CodeState.ISSUED and edition:
        return edition
    if not open_now:
        raise Refused(gettext(REFUSALS[Activity.VOTE]))
    raise Refused(str(ALREADY_USED if edition and state == CodeState.USED else NOT_USABLE))


def is_used(code_hash: bytes) -> bool:
    """Whether this code was used, also after the close. Raises Refused for a code that is unknown or void."""
    state = VotingCode.objects.filter(code_hash=code_hash).values_list("state", flat=True).first()
    if state not in (CodeState.ISSUED, CodeState.USED):
        raise Refused(str(NO_SUCH_CODE))
    return state == CodeState.USED


def open_basket(booth: Booth) -> Basket:
    """What a press on one plan's button needs to know. Raises Refused as `open_room` does."""
    edition = _edition_of(booth)
    prices = {plan.pk: plan.ballot_cents or 0 for plan in held.plans_on_ballot(edition)}
    return Basket(booth.keeping(prices), edition.budget_cents, prices)


def _edition_of(booth: Booth) -> Edition:
    return edition_for(booth.code_hash) if booth.knows_code else _edition_to_look_at(booth)


def open_room(booth: Booth, picked_only: bool = False) -> Room:
    """What this voter sees: every plan on the ballot, or those in the basket.

    The room's booth holds only plans that are still on the ballot: one can be withdrawn while somebody votes. Raises
    Refused when the vote has closed or the code was used meanwhile.
    """
    edition = _edition_of(booth)
    prices = {plan: plan.ballot_cents or 0 for plan in held.plans_on_ballot(edition)}
    kept = booth.keeping({plan.pk for plan in prices})
    rules = held.rules(edition)
    rivals = held.rivals(edition) if rules.pairs_exclude else {}
    left = edition.budget_cents - sum(cents for plan, cents in prices.items() if plan.pk in booth.choice)
    cards = [
        Card(plan, prices[plan], plan.pk in booth.choice, max(0, prices[plan] - left), rivals.get(plan.pk, ()))
        for plan in sorted(prices, key=lambda plan: _place(booth.seed, plan.pk))
        if not picked_only or plan.pk in booth.choice
    ]
    return Room(edition, kept, cards, rules.min_plans, rules.max_plans, cut=kept != booth)


def _edition_to_look_at(booth: Booth) -> Edition:
    """The edition of somebody who gives the code last. Who voted already is done, as with a code that was used."""
    edition = open_edition(booth.edition_id)
    if edition is None:
        raise Refused(gettext(REFUSALS[Activity.VOTE]))
    if was_given_out(booth):
        raise Refused(str(ALREADY_USED))
    return edition


def was_given_out(booth: Booth) -> bool:
    """Whether this booth's receipt was given out: it voted, and the answer got lost on the way. One query."""
    here = {"number": booth.receipt, "edition_id": booth.edition_id}
    mixed = Receipt.objects.filter(**here).values("number")
    return bool(IntakeReceipt.objects.filter(**here).values("number").union(mixed, all=True))


def _place(seed: str, plan_id: int) -> bytes:
    """An order that differs per visit and stays the same within one, whatever filter is on."""
    return hashlib.sha256(f"{seed}:{plan_id}".encode()).digest()
