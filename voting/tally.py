"""The count. Plain Python, whole cents, no chance and no clock: the same ballots always give the same result.

The rule of the edition, as it is published:

1. A plan gets one vote from every ballot that names it.
2. Plans are taken in order of votes, most votes first.
3. A plan that fits in the money that is left is chosen. A plan that does not fit is skipped and the
   count goes on.
4. A plan without votes is never chosen.
5. When plans with equal votes could each still be chosen, but not all of them, a lot decides their order.
   The count stops there until the lot is drawn; it never decides this itself. Other ties change nothing.
6. Two plans can exclude one another, such as two plans for one spot. Once one of them is chosen, the other is
   passed over when its turn comes, whether it fits or not. A pair of which neither is chosen changes nothing.

How 5 and 6 meet. Among plans with equal votes only those can be tied that have votes, fit in the money that is
left, and are excluded by no plan chosen before: the others are chosen in no order. Order decides among them when
they do not all fit (whoever comes first is chosen), and also when two of them exclude one another (again whoever
comes first); otherwise every order chooses them all. So a lot is asked for exactly when some order gives another
result. Who takes part: when there is money for all of them together, only pairs can keep a plan out, and lots are
drawn among the plans of those pairs alone; a plan without a pair is then chosen in every order. When there is not,
lots are drawn among all of them, also when a plan would be chosen in every order: one rule that anybody can check.
A plan excluded by a plan chosen before draws no lot, and a pair with a plan that is chosen in no order asks for
none.
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
    EXCLUDED = "EXCLUDED"


@dataclass(frozen=True, slots=True)
class Line:
    """What the count did with one plan. Amounts in cents.

    `position` is the place in the order of counting: 1, 2, 3, 4. `place` is shared by equals: 1, 2, 2, 4.
    `by_lot` says that a lot decided the order of this plan among its equals. `excluded_by` is the chosen plan that
    keeps this one out, the first in order of counting; None for every other reason.
    """

    plan_id: int
    votes: int
    price: int
    position: int
    place: int
    money_left_before: int
    reason: Reason
    by_lot: bool
    excluded_by: int | None = None

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
    excluding: Iterable[tuple[int, int]] = (),
) -> Tally:
    """Count the ballots and return the Tally. The order of ballots, of plans and of pairs changes nothing.

    `prices` gives the price of every plan that can be chosen. `lot` is the order drawn so far, all lots one
    after another; lots of plans that turn out not to need one change nothing. `withdrawn` names plans that
    ballots may hold but that can no longer be chosen. `excluding` names pairs of plans of which at most one can be
    chosen. Raises ValueError for a ballot, price, budget, lot or pair that the rules of voting cannot have
    produced: a count never guesses.
    """
    _check_money(prices, budget)
    _check_lot(lot, prices, withdrawn)
    rivals = _rivals(excluding, prices, withdrawn)
    box = list(ballots)
    votes = count_votes(box, prices, withdrawn)
    left, lines, chosen = budget, list[Line](), list[int]()
    for plan_ids in _groups_of_equals(votes):
        able = [p for p in plan_ids if votes[p] > 0 and prices[p] <= left and rivals[p].isdisjoint(chosen)]
        tied = _tie_that_decides(able, prices, left, rivals)
        if not set(tied) <= set(lot):
            return Tally(tuple(lines), len(box), budget, needs_lot=tuple(tied))
        place = len(lines) + 1
        for plan_id in _order_of_counting(plan_ids, able, tied, lot):
            excluded_by = next((p for p in chosen if p in rivals[plan_id]), None) if votes[plan_id] else None
            reason = _reason(votes[plan_id], prices[plan_id], left, excluded_by)
            position, price, by_lot = len(lines) + 1, prices[plan_id], plan_id in tied
            lines.append(Line(plan_id, votes[plan_id], price, position, place, left, reason, by_lot, excluded_by))
            if reason is Reason.CHOSEN:
                left -= price
                chosen.append(plan_id)
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


def _rivals(
    excluding: Iterable[tuple[int, int]], prices: Mapping[int, int], withdrawn: Collection[int]
) -> dict[int, set[int]]:
    """For every plan the plans that it excludes. A pair with a withdrawn plan changes nothing."""
    rivals: dict[int, set[int]] = {plan_id: set() for plan_id in prices}
    for one, other in excluding:
        if one == other:
            raise ValueError("a plan cannot exclude itself")
        if not {one, other} <= {*prices, *withdrawn}:
            raise ValueError("a pair names a plan that is not on the ballot")
        if one in prices and other in prices:
            rivals[one].add(other)
            rivals[other].add(one)
    return rivals


def _tie_that_decides(
    able: list[int], prices: Mapping[int, int], left: int, rivals: Mapping[int, set[int]]
) -> list[int]:
    """The plans among which lots are drawn, of those that could each be chosen now; none when order changes nothing.

    Exact: whoever comes first is chosen. When not all fit, or two exclude one another, no order chooses them all; so
    some order gives another result. Else every order chooses all of them. Plans that are not able now never will be.
    """
    if sum(prices[plan_id] for plan_id in able) > left:
        return able
    return [plan_id for plan_id in able if not rivals[plan_id].isdisjoint(able)]


def _order_of_counting(plan_ids: list[int], able: list[int], tied: list[int], lot: Sequence[int]) -> list[int]:
    """First the plans that are chosen in every order, then by lot where it decides, then those chosen in no order."""
    first = [plan_id for plan_id in able if plan_id not in tied] + sorted(tied, key=lot.index)
    return first + [plan_id for plan_id in plan_ids if plan_id not in first]


def _reason(votes: int, price: int, left: int, excluded_by: int | None) -> Reason:
    if votes == 0:
        return Reason.NO_VOTES
    if excluded_by is not None:
        return Reason.EXCLUDED
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
