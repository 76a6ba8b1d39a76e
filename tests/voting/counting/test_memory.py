"""Equal shares holds a large box once: a million ballots make half a million different choices."""

import tracemalloc
from itertools import combinations, islice
from math import comb

import pytest

from voting.counting import Box, Rules
from voting.counting.equal_shares import Market
from voting.counting.outcome import Ledger
from voting.counting.rules import Method

PLANS, NAMED, PILES = 40, 5, 100_000


def bytes_a_pile(withdrawn: frozenset[int]) -> float:
    assert comb(PLANS, NAMED) >= PILES
    box = Box.of(islice(combinations(range(1, PLANS + 1), NAMED), PILES))
    prices = dict.fromkeys(range(1, PLANS + 1), 100_00)
    rules = Rules(budget=350_000_00, prices=prices, method=Method.EQUAL_SHARES, withdrawn=withdrawn)
    ledger = Ledger(rules, box.votes(rules), [])
    tracemalloc.start()
    try:
        market = Market(ledger, box)
        return tracemalloc.get_traced_memory()[1] / len(market.sizes)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("withdrawn", [frozenset(), frozenset({PLANS})], ids=["all", "one withdrawn"])
def test_each_different_choice_costs_little_beside_the_box(withdrawn: frozenset[int]) -> None:
    """A set of its own for each choice took 900 bytes, which was 653 MB in all for a million ballots."""
    assert bytes_a_pile(withdrawn) < 400
