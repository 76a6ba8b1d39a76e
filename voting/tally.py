"""The count. Plain Python, whole cents, no chance and no clock: the same ballots always give the same result.

The rule of the edition, as it is published:

1. A plan gets one vote from every ballot that names it.
2. Plans are taken in order of votes, most votes first.
3. A plan that fits in the money that is left is chosen. A plan that does not fit is skipped and the
   count goes on.
4. A plan without votes is never chosen.
5. When plans with equal votes could each still be chosen, but not all of them, a lot decides their order.
   The count stops there until the lot is drawn; it never decides this itself. Other ties change nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Reason(StrEnum):
    """Why a plan was chosen or not."""

    CHOSEN = "CHOSEN"
    DID_NOT_FIT = "DID_NOT_FIT"
    NO_VOTES = "NO_VOTES"


@dataclass(frozen=True, slots=True)
class Line:
    """What the count did with one plan. Amounts in cents.

    `position` is the place in the order of counting: 1, 2, 3, 4. `place` is shared by equals: 1, 2, 2, 4.
    `by_lot` says that a lot decided the order of this plan among its equals.
    """

    plan_id: int
    votes: int
    price: int
    position: int
    place: int
    money_left_before: int
    reason: Reason
    by_lot: bool

    @property
    def chosen(self) -> bool:
        """Whether the plan gets its money."""
        return self.reason is Reason.CHOSEN


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome of a count. Amounts in cents.

    When `needs_lot` names plans, the count stopped before them: `lines` then holds only what was decided
    until there, and is no result. Draw lots among exactly those plans and count again, with the order drawn
    added to the end of `lot`.
    """

    lines: tuple[Line, ...]
    ballots: int
    budget: int
    needs_lot: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every plan is decided."""
        return not self.needs_lot

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the chosen plans, in order of counting."""
        return tuple(line.plan_id for line in self.lines if line.chosen)

    @property
    def spent(self) -> int:
        """The price of all chosen plans together."""
        return sum(line.price for line in self.lines if line.chosen)

    @property
    def left(self) -> int:
        """What is left of the budget."""
        return self.budget - self.spent


def count_ballots(
    prices: Mapping[int, int],
    budget: int,
    ballots: Iterable[Sequence[int]],
    lot: Sequence[int] = (),
    withdrawn: Collection[int] = (),
) -> Tally:
    """Count the ballots and return the Tally. The order of ballots, and of plans, changes nothing.

    `prices` gives the price of every plan that can be chosen. `lot` is the order drawn so far, all lots one
    after another; lots of plans that turn out not to need one change nothing. `withdrawn` names plans that
    ballots may hold but that can no longer be chosen. Raises ValueError for a ballot, price, budget or lot
    that the rules of voting cannot have produced: a count never guesses.
    """
    _check_money(prices, budget)
    _check_lot(lot, prices, withdrawn)
    box = list(ballots)
    votes = count_votes(box, prices, withdrawn)
    left, lines = budget, list[Line]()
    for plan_ids in _groups_of_equals(votes):
        fitting = [plan_id for plan_id in plan_ids if votes[plan_id] > 0 and prices[plan_id] <= left]
        tied = _tie_that_decides(fitting, prices, left)
        if not set(tied) <= set(lot):
            return Tally(tuple(lines), len(box), budget, needs_lot=tuple(tied))
        place = len(lines) + 1
        for plan_id in _order_of_counting(plan_ids, fitting, tied, lot):
            reason = _reason(votes[plan_id], prices[plan_id], left)
            position, price = len(lines) + 1, prices[plan_id]
            lines.append(Line(plan_id, votes[plan_id], price, position, place, left, reason, plan_id in tied))
            left -= price if reason is Reason.CHOSEN else 0
    return Tally(tuple(lines), len(box), budget)


def count_votes(
    ballots: Iterable[Sequence[int]], plan_ids: Collection[int], withdrawn: Collection[int] = ()
) -> dict[int, int]:
    """Return the votes of every plan, zero included. Raises ValueError for a ballot that cannot be valid."""
    votes = dict.fromkeys(plan_ids, 0)
    for ballot in ballots:
        if not ballot or len(set(ballot)) != len(ballot):
            raise ValueError("the box holds a ballot that is empty or names a plan twice")
        for plan_id in ballot:
            if plan_id in votes:
                votes[plan_id] += 1
            elif plan_id not in withdrawn:
                raise ValueError("the box holds a ballot with a plan that is not on the ballot")
    return votes


def ballot_file(ballots: Iterable[Sequence[int]]) -> str:
    """Return the ballots as the text that is published: nothing of when or by whom they were cast remains.

    One line a ballot: the plan ids ascending, with a comma between them and a line feed after the last.
    The lines are sorted as bytes, as `LC_ALL=C sort` does.
    """
    return "".join(sorted(",".join(map(str, sorted(ballot))) + "\n" for ballot in ballots))


def ballot_file_hash(ballots: Iterable[Sequence[int]]) -> str:
    """Return the SHA-256 of the ballot file in 64 small hexadecimal digits.

    Anyone can recompute it from the published file: LC_ALL=C sort stembiljetten.txt | sha256sum
    """
    return hashlib.sha256(ballot_file(ballots).encode("ascii")).hexdigest()


def _groups_of_equals(votes: Mapping[int, int]) -> list[list[int]]:
    """Plans with equal votes together, most votes first; inside a group by id, which decides nothing."""
    ranked = sorted(votes, key=lambda plan_id: (-votes[plan_id], plan_id))
    return [list(group) for _, group in groupby(ranked, key=lambda plan_id: votes[plan_id])]


def _tie_that_decides(fitting: list[int], prices: Mapping[int, int], left: int) -> list[int]:
    """The plans among which order decides: each fits, but not all together.

    Exact: whoever comes first is chosen, and in no order are all chosen; so some order gives another result.
    When all fit together, every order chooses all of them. Plans that do not fit now never will.
    """
    return fitting if sum(prices[plan_id] for plan_id in fitting) > left else []


def _order_of_counting(plan_ids: list[int], fitting: list[int], tied: list[int], lot: Sequence[int]) -> list[int]:
    """First the plans that can be chosen, by lot where it decides; then those that fit in no order."""
    first = sorted(tied, key=lot.index) if tied else fitting
    return first + [plan_id for plan_id in plan_ids if plan_id not in first]


def _reason(votes: int, price: int, left: int) -> Reason:
    if votes == 0:
        return Reason.NO_VOTES
    return Reason.CHOSEN if price <= left else Reason.DID_NOT_FIT


def _check_money(prices: Mapping[int, int], budget: int) -> None:
    for amount in (budget, *prices.values()):
        if type(amount) is not int or amount < 0:
            raise ValueError("amounts are whole cents, zero or more")


def _check_lot(lot: Sequence[int], prices: Mapping[int, int], withdrawn: Collection[int]) -> None:
    if len(set(lot)) != len(lot):
        raise ValueError("the lot names a plan twice")
    if any(plan_id not in prices and plan_id not in withdrawn for plan_id in lot):
        raise ValueError("the lot names a plan that is not on the ballot")
    if any(plan_id in prices for plan_id in withdrawn):
        raise ValueError("a withdrawn plan cannot be on the list of plans to choose from")
