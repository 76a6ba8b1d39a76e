"""The Method of Equal Shares: every voter gets an equal share of the budget and pays with it for plans they voted for.

With cost utilities (as equalshares.net and pabutools' `Cost_Sat`): a plan is worth to a voter what it costs. A plan can
be bought when its supporters together have its price left. They pay the same amount each; whoever has less pays all
they have, and the others make up for it. In every round the plan is bought for which that largest payment is the
smallest part of its price; so a plan that many pay for goes first. Exact: fractions, no rounding.

What is left over: NONE leaves it. GREEDY gives it to the other plans by votes, passing over what does not fit. ADD_ONE
starts anew with shares that are larger by one euro (`rules.STEP`), again and again, until no plan fits in the money
that is left, or the plans cost more than the budget: then the outcome before that one holds. ADD_FILL does ADD_ONE and
then GREEDY.

Votes below the minimum, withdrawn plans and pairs: as in `greedy`. Where points are given (votes of elsewhere), naming
a plan is what counts, not how often.

Ties: plans whose largest payment is the same part of their price are equals. When no ballot names two of them and none
exclude one another, buying one changes nothing for the others: no order is needed. Else the tie rule decides. By lot:
one lot orders all plans that can be chosen, since several rounds may need it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm

from voting.counting.box import Box
from voting.counting.greedy import groups_of_equals, take_by_votes
from voting.counting.outcome import Ledger, Reason, Tally
from voting.counting.rules import STEP, Completion, Misfit, Rules


class NeedsLot(Exception):
    """The order of equals decides, and no lot was drawn yet."""


@dataclass
class Purchase:
    """What one run bought, in order, and which equals the tie rule ordered. `spent` in cents."""

    plans: list[int] = field(default_factory=list)
    ties: list[tuple[int, ...]] = field(default_factory=list)
    spent: int = 0


def count_equal_shares(rules: Rules, box: Box, votes: Mapping[int, int], lots: Sequence[Sequence[int]]) -> Tally:
    ledger = Ledger(rules, votes, lots)
    market = Market(ledger, box)
    try:
        bought = market.buy_all()
    except NeedsLot:
        return ledger.tally(box.ballots, sorted(market.plans))
    ledger.ties += bought.ties
    tied = {plan for group in bought.ties for plan in group}
    for plan in bought.plans:
        ledger.settle(plan, Reason.CHOSEN, len(ledger.lines) + 1, plan in tied)
    rest = set(rules.prices) - set(bought.plans)
    if rules.completion in (Completion.GREEDY, Completion.ADD_FILL):
        return ledger.tally(box.ballots, take_by_votes(ledger, rest, Misfit.SKIP, Reason.COMPLETED))
    for group in groups_of_equals(rest, votes):
        place = len(ledger.lines) + 1
        for plan in group:
            ledger.settle(plan, Reason.UNPAID, place, tied=False)
    return ledger.tally(box.ballots)


class Market:
    """The voters with their shares, by piles of equal ballots. A run changes no state but its own."""

    def __init__(self, ledger: Ledger, box: Box) -> None:
        self.ledger, self.rules = ledger, ledger.rules
        self.voters = box.ballots
        self.plans = [plan for plan in self.rules.prices if ledger.barred(plan) is None]
        self.sizes: list[int] = []
        self.supporters: dict[int, list[int]] = {plan: [] for plan in self.plans}
        self.together: dict[int, set[int]] = {plan: set() for plan in self.plans}
        for some, number in self._piles(box).items():
            for plan in some:
                self.supporters[plan].append(len(self.sizes))
                self.together[plan].update(some)
            self.sizes.append(number)

    def _piles(self, box: Box) -> Mapping[tuple[int, ...], int]:
        """The ballots by what they name of the plans that can be bought, once each.

        Choices of the box serve as they are where they can: a million ballots make half a million piles.
        """
        wanted = frozenset(self.plans)
        if not self.rules.points and all(plan in wanted or not votes for plan, votes in self.ledger.votes.items()):
            return box.piles
        piles: dict[tuple[int, ...], int] = {}
        for choice, number in box.piles.items():
            named = wanted.intersection(choice)
            some = choice if len(named) == len(choice) else tuple(sorted(named))
            piles[some] = piles.get(some, 0) + number
        return piles

    @cached_property
    def backing(self) -> dict[int, int]:
        """How many voters name each plan."""
        return {plan: sum(self.sizes[pile] for pile in piles) for plan, piles in self.supporters.items()}

    def buy_all(self) -> Purchase:
        """The purchases of the run that counts. Raises NeedsLot."""
        if not self.voters or not self.plans:
            return Purchase()
        share = Fraction(self.rules.budget, self.voters)
        bought = self.run(share)
        if self.rules.completion not in (Completion.ADD_ONE, Completion.ADD_FILL):
            return bought
        while not self.exhausts(bought):
            share += STEP
            more = self.run(share)
            if more.spent > self.rules.budget:
                break
            bought = more
        return bought

    def exhausts(self, bought: Purchase) -> bool:
        """Whether no other plan fits in the money that is left."""
        left, taken = self.rules.budget - bought.spent, set(bought.plans)
        others = (p for p in self.plans if p not in taken and taken.isdisjoint(self.ledger.rivals[p]))
        return all(self.rules.prices[plan] > left for plan in others)

    def run(self, share: Fraction) -> Purchase:
        """One run with this share for every voter, in cents. Raises NeedsLot."""
        return Run(self, share).buy()


class Run:
    """The purses of one run. Voters with an equal amount left share one purse; `purse_of` tells it for each pile.

    Amounts are whole numbers of 1/`scale` cent, so that a large count needs no fraction for each purse.
    """

    def __init__(self, market: Market, share: Fraction) -> None:
        self.market, self.ledger, self.prices = market, market.ledger, market.rules.prices
        self.scale = share.denominator
        self.purses = [share.numerator]
        self.purse_of = [0] * len(market.sizes)
        # From below: a plan's part never falls while purses get emptier.
        self.part = {plan: Fraction(1, market.backing[plan]) for plan in market.plans}
        self.bought = Purchase()

    def buy(self) -> Purchase:
        while equals := self._cheapest():
            plan = self._first(equals)
            self._pay(plan)
            self.bought.plans.append(plan)
            self.bought.spent += self.prices[plan]
            for gone in {plan, *self.ledger.rivals[plan]}:
                self.part.pop(gone, None)
        return self.bought

    def _cheapest(self) -> list[int]:
        """The plans whose largest payment is now the smallest part of the price; what nobody can pay drops out."""
        best: Fraction | None = None
        equals: list[int] = []
        for plan in sorted(self.part, key=lambda each: (self.part[each], each)):
            if best is not None and self.part[plan] > best:
                break
            part = self._part_of(plan)
            if part is None:
                del self.part[plan]
                continue
            self.part[plan] = part
            if best is None or part < best:
                best, equals = part, [plan]
            elif part == best:
                equals.append(plan)
        return equals

    def _part_of(self, plan: int) -> Fraction | None:
        """The largest payment as a part of the price; None when the supporters have too little."""
        price = self.prices[plan]
        if price == 0:
            return Fraction(0)
        holders: dict[int, int] = {}
        sizes, purse_of = self.market.sizes, self.purse_of
        for pile in self.market.supporters[plan]:
            purse = purse_of[pile]
            holders[purse] = holders.get(purse, 0) + sizes[pile]
        due, payers = price * self.scale, self.market.backing[plan]
        for amount, number in sorted((self.purses[purse], number) for purse, number in holders.items()):
            if amount * payers >= due:
                return Fraction(due, payers * price * self.scale)
            due -= amount * number
            payers -= number
        return None

    def _first(self, equals: list[int]) -> int:
        if len(equals) == 1 or not self._meet(equals):
            return equals[0]
        order = self.ledger.order_of(equals)
        if order is None:
            raise NeedsLot
        self.bought.ties.append(tuple(sorted(equals)))
        return order[0]

    def _meet(self, equals: list[int]) -> bool:
        """Whether buying one of them may change something for another."""
        near = {plan: self.market.together[plan] | self.ledger.rivals[plan] for plan in equals}
        return any(other in near[plan] for plan in equals for other in equals if other != plan)

    def _pay(self, plan: int) -> None:
        payment = self.part[plan] * self.prices[plan]
        finer = lcm(self.scale, payment.denominator)
        if finer != self.scale:
            self.purses = [amount * (finer // self.scale) for amount in self.purses]
            self.scale = finer
        due = int(payment * finer)
        known = {amount: purse for purse, amount in enumerate(self.purses)}
        after: dict[int, int] = {}
        for pile in self.market.supporters[plan]:
            purse = self.purse_of[pile]
            if purse not in after:
                left = max(self.purses[purse] - due, 0)
                after[purse] = known.setdefault(left, len(self.purses))
                if after[purse] == len(self.purses):
                    self.purses.append(left)
            self.purse_of[pile] = after[purse]
