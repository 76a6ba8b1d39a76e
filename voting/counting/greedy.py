"""Most votes first: the method of most cities, and of most Pabulib files under the name `greedy`.

1. A plan gets one vote from every ballot that names it.
2. Plans are taken in order of votes, most votes first.
3. A plan that fits in the money that is left is chosen. A plan that does not fit is passed over (SKIP), or ends the
   count (STOP): nothing after it is chosen then.
4. A plan with fewer than the minimum number of votes is never chosen, and one without votes neither. A plan that was
   withdrawn after the vote opened keeps its votes and is passed over.
5. Two plans can exclude one another, such as two plans for one spot. Once one of them is chosen, the other is passed
   over when its turn comes, whether it fits or not. A pair of which neither is chosen changes nothing.
6. When plans with equal votes could each still be chosen, but not all of them, the tie rule decides their order. If
   that is a lot, the count stops there until the lot is drawn. Other ties change nothing.

How 5 and 6 meet. Among plans with equal votes only those run that have votes enough, are not withdrawn, and are
excluded by no plan chosen before; with SKIP only those that fit in the money that is left. (With STOP a plan that does
not fit runs along when another fits: whichever comes first decides whether the count ends.) Order decides among them
when they do not all fit, and also when two of them exclude one another; otherwise every order chooses them all. So a
lot is asked for exactly when some order gives another result. Who takes part: when there is money for all of them
together, only pairs can keep a plan out, and lots are drawn among the plans of those pairs alone. When there is not,
lots are drawn among all of them, also when a plan would be chosen in every order: one rule that anybody can check.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from voting.counting.outcome import Ledger, Reason, Tally
from voting.counting.rules import Misfit, Rules


def count_greedy(rules: Rules, ballots: int, votes: Mapping[int, int], lots: Sequence[Sequence[int]]) -> Tally:
    ledger = Ledger(rules, votes, lots)
    needs_lot = take_by_votes(ledger, rules.prices, rules.misfit, Reason.CHOSEN)
    return ledger.tally(ballots, needs_lot)


def take_by_votes(ledger: Ledger, plans: Collection[int], misfit: Misfit, won: Reason) -> list[int]:
    """Settles these plans in order of votes. Returns the plans that wait for a lot; the rest is then not settled."""
    stopped = False
    for group in groups_of_equals(plans, ledger.votes):
        running = _running(ledger, group, misfit) if not stopped else []
        tied = _tie_that_decides(ledger, running)
        order = ledger.order_of(tied)
        if order is None:
            return tied
        if tied:
            ledger.ties.append(tuple(tied))
        place, ended = len(ledger.lines) + 1, stopped
        for plan in _order_of_counting(group, running, order):
            fits = ledger.fits(plan)
            reason = Reason.STOPPED if stopped or (ended and fits) else won if fits else Reason.DID_NOT_FIT
            ended = ended or (misfit is Misfit.STOP and not fits and ledger.may_win(plan))
            ledger.settle(plan, reason, place, plan in tied)
        stopped = ended
    return []


def groups_of_equals(plans: Collection[int], votes: Mapping[int, int]) -> list[list[int]]:
    """Plans with equal votes together, most votes first; inside a group by number, which decides nothing."""
    ranked = sorted(plans, key=lambda plan: (-votes[plan], plan))
    return [list(group) for _, group in groupby(ranked, key=lambda plan: votes[plan])]


def _running(ledger: Ledger, group: list[int], misfit: Misfit) -> list[int]:
    """Of equals, those among whom order may matter now."""
    able = [plan for plan in group if ledger.may_win(plan)]
    fitting = [plan for plan in able if ledger.fits(plan)]
    return able if misfit is Misfit.STOP and fitting else fitting


def _tie_that_decides(ledger: Ledger, running: list[int]) -> list[int]:
    """The plans among which order must be decided; none when order changes nothing.

    Exact: whoever comes first is chosen if it fits. When not all fit, or two exclude one another, no order chooses them
    all; so some order gives another result. Else every order chooses all of them.
    """
    if sum(ledger.rules.prices[plan] for plan in running) > ledger.left:
        return running
    return [plan for plan in running if not ledger.rivals[plan].isdisjoint(running)]


def _order_of_counting(group: list[int], running: list[int], order: list[int]) -> list[int]:
    """First the plans that are chosen in every order, then by the tie rule, then those chosen in no order."""
    first = [plan for plan in running if plan not in order] + order
    return first + [plan for plan in group if plan not in first]
