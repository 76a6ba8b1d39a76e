"""Reads for the voting booth: which code opens it, and what lies on the table inside."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from common import clock
from common.errors import Refused
from editions.models import Edition, Neighbourhood, Theme
from editions.phases import REFUSALS, Activity, Phase, why_not
from plans.models import Plan
from plans.pairs import Rival, rivals_within
from plans.queries import ballot_plans
from voting.booth import Booth
from voting.models import CodeState, IntakeReceipt, Receipt, VotingCode
from voting.queries.count import ballot_prices
from voting.queries.rules import settings_of
from voting.words import ALREADY_USED, NO_SUCH_CODE, NOT_USABLE

# Of a plan and what belongs to it, no page of the booth shows these.
NOT_SHOWN = ("way_on", "held_reason", "neighbourhood__outline")


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
    """The editions in which people can vote at this moment."""
    editions = Edition.objects.filter(phase=Phase.VOTING).select_related("area").prefetch_related("windows")
    return [each for each, moment in _with_moment(editions) if _takes_votes(each, moment)]


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


def usable_code(code_hash: bytes) -> VotingCode:
    """The code with this hash, with its edition. Raises Refused when it is unknown, void, used, or for another moment.

    Two queries when it opens; what is refused costs one or two more, the same for unknown and void.
    """
    codes = VotingCode.objects.select_related("edition__area").prefetch_related("edition__windows")
    code = codes.annotate(seen_at=clock.Now()).filter(code_hash=code_hash).first()
    if code and code.state == CodeState.ISSUED and _takes_votes(code.edition, clock.seen(code.seen_at)):
        return code
    open_ids = [edition.pk for edition in open_editions()]
    if not open_ids:
        raise Refused(gettext(REFUSALS[Activity.VOTE]))
    used_here = code is not None and code.state == CodeState.USED and code.edition_id in open_ids
    raise Refused(str(ALREADY_USED if used_here else NOT_USABLE))


def _takes_votes(edition: Edition, moment: datetime) -> bool:
    return why_not(Activity.VOTE, edition.current_phase, edition.schedule(), moment) is None


def is_used(code_hash: bytes) -> bool:
    """Whether this code was used, also after the close. Raises Refused for a code that is unknown or void."""
    state = VotingCode.objects.filter(code_hash=code_hash).values_list("state", flat=True).first()
    if state not in (CodeState.ISSUED, CodeState.USED):
        raise Refused(str(NO_SUCH_CODE))
    return state == CodeState.USED


def open_basket(booth: Booth) -> Basket:
    """What a press on one plan's button needs to know. Raises Refused as `open_room` does."""
    edition = _edition_of(booth)
    prices = ballot_prices(edition)
    return Basket(booth.keeping(prices), edition.budget_cents, prices)


def _edition_of(booth: Booth) -> Edition:
    return usable_code(booth.code_hash).edition if booth.knows_code else _edition_to_look_at(booth)


def open_room(booth: Booth, picked_only: bool = False) -> Room:
    """What this voter sees: every plan on the ballot, or those in the basket.

    The room's booth holds only plans that are still on the ballot: one can be withdrawn while somebody votes. Raises
    Refused when the vote has closed or the code was used meanwhile.
    """
    edition = _edition_of(booth)
    plans = ballot_plans(edition).filter(pk__in=booth.choice) if picked_only else ballot_plans(edition)
    plans = plans.select_related("theme", "neighbourhood").defer(*NOT_SHOWN)
    prices = {plan: plan.ballot_cents or 0 for plan in plans}
    kept = booth.keeping({plan.pk for plan in prices})
    rules = settings_of(edition)
    rivals = rivals_within([plan.pk for plan in prices]) if rules.pairs_exclude else {}
    left = edition.budget_cents - sum(cents for plan, cents in prices.items() if plan.pk in booth.choice)
    cards = [
        Card(plan, prices[plan], plan.pk in booth.choice, max(0, prices[plan] - left), rivals.get(plan.pk, ()))
        for plan in sorted(prices, key=lambda plan: _place(booth.seed, plan.pk))
    ]
    return Room(edition, kept, cards, rules.min_plans, rules.max_plans, cut=kept != booth)


def _edition_to_look_at(booth: Booth) -> Edition:
    """The edition of somebody who gives the code last. Who voted already is done, as with a code that was used."""
    editions = Edition.objects.select_related("area").prefetch_related("windows").filter(pk=booth.edition_id)
    found = [each for each, moment in _with_moment(editions) if _takes_votes(each, moment)]
    if not found:
        raise Refused(gettext(REFUSALS[Activity.VOTE]))
    if was_given_out(booth):
        raise Refused(str(ALREADY_USED))
    return found[0]


def _with_moment(editions: QuerySet[Edition]) -> list[tuple[Edition, datetime]]:
    """Editions with the moment at which the database gave them: the clock comes along in the same query."""
    found = editions.annotate(seen_at=clock.Now())
    return [(each, clock.seen(each.seen_at)) for each in found]


def was_given_out(booth: Booth) -> bool:
    """Whether this booth's receipt was given out: it voted, and the answer got lost on the way. One query."""
    here = {"number": booth.receipt, "edition_id": booth.edition_id}
    mixed = Receipt.objects.filter(**here).values("number")
    return bool(IntakeReceipt.objects.filter(**here).values("number").union(mixed, all=True))


def _place(seed: str, plan_id: int) -> bytes:
    """An order that differs per visit and stays the same within one, whatever filter is on."""
    return hashlib.sha256(f"{seed}:{plan_id}".encode()).digest()
