"""The picture of the money: whole numbers, no overlap, no gap, and never more than there was."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.money import WHOLE, slices_of


def test_each_slice_begins_where_the_one_before_ended() -> None:
    slices = slices_of([(1, "Bankje", 3_000_000), (2, "Tuin", 2_500_000)], 7_000_000)
    assert [(each.start, each.width) for each in slices] == [(0, 429), (429, 357)]
    assert [each.left_cents for each in slices] == [4_000_000, 1_500_000]
    assert [each.percentage for each in slices] == [42, 35]


def test_nothing_chosen_is_no_slice() -> None:
    assert slices_of([], 7_000_000) == []


def test_more_than_the_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="budget"):
        slices_of([(1, "Bankje", 7_000_001)], 7_000_000)


@given(st.lists(st.integers(min_value=1, max_value=10**9), max_size=40), st.integers(min_value=0, max_value=10**9))
def test_slices_fill_what_was_spent_and_nothing_else(prices: list[int], left: int) -> None:
    budget = sum(prices) + left or 1
    slices = slices_of([(number, "", cents) for number, cents in enumerate(prices)], budget)
    for before, after in pairwise(slices):
        assert before.start <= after.start
    assert all(0 <= each.start < WHOLE and each.width >= 1 for each in slices)
    if slices:
        end = slices[-1].start + slices[-1].width
        # An edge is rounded, and a slice too thin to see is made one thousandth wide.
        assert abs(end - WHOLE * sum(prices) / budget) <= 1.5
        assert slices[-1].left_cents == budget - sum(prices)
