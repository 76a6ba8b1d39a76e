"""The count. Plain Python, whole cents, no chance and no clock: the same box always gives the same result.

`rules` holds everything that decides and its hash, `box` the ballots without order, `greedy` and `equal_shares` the two
methods, `outcome` what comes out, `pabulib` the exchange format of the world's participatory budgets.
"""

from collections.abc import Sequence

from voting.counting.box import Box
from voting.counting.equal_shares import count_equal_shares
from voting.counting.greedy import count_greedy
from voting.counting.outcome import Tally
from voting.counting.rules import Method, Rules

__all__ = ["Box", "Rules", "Tally", "count"]


def count(rules: Rules, box: Box, lots: Sequence[Sequence[int]] = ()) -> Tally:
    """Counts the box by the rules and returns the Tally. The order of ballots, of plans and of pairs changes nothing.

    `lots` are the orders drawn so far, the oldest first; of two that order the same plans the last one holds. Lots that
    turn out not to be needed change nothing. Raises ValueError for a ballot or a lot that the rules cannot have
    produced: a count never guesses.
    """
    for lot in lots:
        if len(set(lot)) != len(lot) or not set(lot) <= set(rules.prices):
            raise ValueError("a lot names a plan twice, or one that is not on the ballot")
    votes = box.votes(rules)
    if rules.method is Method.EQUAL_SHARES:
        return count_equal_shares(rules, box, votes, lots)
    return count_greedy(rules, box.ballots, votes, lots)
