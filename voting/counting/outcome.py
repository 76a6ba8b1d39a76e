"""What a count says: plan by plan, and where it stopped for a lot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from voting.counting.rules import Rules, Tie


class Reason(StrEnum):
    """Why a plan was chosen or not."""

    CHOSEN = "CHOSEN"
    COMPLETED = "COMPLETED"  # chosen with what equal shares had left
    DID_NOT_FIT = "DID_NOT_FIT"
    STOPPED = "STOPPED"  # the count stopped before it, at a plan that did not fit
    UNPAID = "UNPAID"  # its supporters together had too little left of their equal shares
    TOO_FEW_VOTES = "TOO_FEW_VOTES"
    NO_VOTES = "NO_VOTES"
    EXCLUDED = "EXCLUDED"
    WITHDRAWN = "WITHDRAWN"


WON = frozenset({Reason.CHOSEN, Reason.COMPLETED})


@dataclass(frozen=True, slots=True)
class Line:
    """What the count did with one plan. Amounts in cents.

    `position` is the place in the order of counting: 1, 2, 3, 4. `place` is shared by equals: 1, 2, 2, 4. `tied` says
    that the tie rule decided the order of this plan among its equals. `excluded_by` is the chosen plan that keeps this
    one out, the first in order of counting; None for every other reason.
    """

    plan_id: int
    votes: int
    price: int
    position: int
    place: int
    money_left_before: int
    reason: Reason
    tied: bool
    excluded_by: int | None = None

    @property
    def chosen(self) -> bool:
        """Whether the plan gets its money."""
        return self.reason in WON


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome of a count. Amounts in cents.

    When `needs_lot` names plans, the count stopped before them: `lines` then holds only what was decided until there,
    and is no result. Draw lots among exactly those plans and count again with the order drawn. `ties` are the groups of
    equals whose order the tie rule decided.
    """

    lines: tuple[Line, ...]
    ballots: int
    budget: int
    needs_lot: tuple[int, ...] = ()
    ties: tuple[tuple[int, ...], ...] = ()
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every plan is decided."""
        return not self.needs_lot

    @property
    def chosen(self) -> tuple[int, ...]:
        """The chosen plans, in order of counting."""
        return tuple(line.plan_id for line in self.lines if line.chosen)

    @property
    def spent(self) -> int:
        """The price of all chosen plans together."""
        return sum(line.price for line in self.lines if line.chosen)

    @property
    def left(self) -> int:
        """What is left of the budget."""
        return self.budget - self.spent


class Ledger:
    """What a count decided so far. Both methods write in it."""

    def __init__(self, rules: Rules, votes: Mapping[int, int], lots: Sequence[Sequence[int]]) -> None:
        self.rules, self.votes, self.lots = rules, votes, lots
        self.left = rules.budget
        self.chosen: list[int] = []
        self.lines: list[Line] = []
        self.ties: list[tuple[int, ...]] = []
        self.rivals = rules.rivals()

    def barred(self, plan: int) -> Reason | None:
        """Why a plan cannot be chosen whatever the others do; None when it can."""
        if plan in self.rules.withdrawn:
            return Reason.WITHDRAWN
        if not self.votes[plan]:
            return Reason.NO_VOTES
        return Reason.TOO_FEW_VOTES if self.votes[plan] < self.rules.minimum_votes else None

    def may_win(self, plan: int) -> bool:
        return self.barred(plan) is None and self.rivals[plan].isdisjoint(self.chosen)

    def fits(self, plan: int) -> bool:
        return self.rules.prices[plan] <= self.left

    def order_of(self, tied: Sequence[int]) -> list[int] | None:
        """The order of equals by the tie rule; None when a lot must be drawn first."""
        if not tied or self.rules.tie is not Tie.LOT:
            return sorted(tied, key=self.rules.sentence_order)
        lot = next((lot for lot in reversed(self.lots) if set(tied) <= set(lot)), None)
        return None if lot is None else sorted(tied, key=list(lot).index)

    def settle(self, plan: int, otherwise: Reason, place: int, tied: bool) -> None:
        """Writes a plan's line: barred, excluded, or `otherwise`; a plan that won takes its money."""
        rival = next((each for each in self.chosen if each in self.rivals[plan]), None)
        reason = self.barred(plan) or (Reason.EXCLUDED if rival is not None else otherwise)
        by = rival if reason is Reason.EXCLUDED else None
        price, position = self.rules.prices[plan], len(self.lines) + 1
        self.lines.append(Line(plan, self.votes[plan], price, position, place, self.left, reason, tied, by))
        if reason in WON:
            self.left -= price
            self.chosen.append(plan)

    def tally(self, ballots: int, needs_lot: Sequence[int] = ()) -> Tally:
        return Tally(
            tuple(self.lines), ballots, self.rules.budget, tuple(needs_lot), tuple(self.ties), votes=dict(self.votes)
        )
