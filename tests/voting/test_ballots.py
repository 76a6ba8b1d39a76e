"""Ballots: what a voter may hand in, to the cent, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting import ballots
from voting.ballots import InvalidBallot, check_ballot, money_left, show_euros

PRICES = {3: 2_500_000, 9: 4_500_000, 12: 1, 40: 0}
BUDGET = 7_000_000


def refusal(choice: Sequence[Any]) -> str:
    with pytest.raises(InvalidBallot) as caught:
        check_ballot(choice, PRICES, BUDGET)
    assert caught.value.reason == caught.value.message % caught.value.params == str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("choice", "ids"), [((3,), (3,)), ([9, 3], (3, 9)), ((40, 12, 3), (3, 12, 40)), ((9, 3, 40), (3, 9, 40))]
)
def test_plans_that_fit_are_a_ballot_in_order_of_id(choice: Sequence[int], ids: tuple[int, ...]) -> None:
    assert check_ballot(choice, PRICES, BUDGET) == ids


@pytest.mark.parametrize("choice", [(), []])
def test_an_empty_ballot_is_refused(choice: Sequence[int]) -> None:
    assert refusal(choice) == ballots.EMPTY


@pytest.mark.parametrize("choice", [(4,), (3, 4), (-3,), (0,), (10**30,), (3, 3, 4), (*range(100_000),)])
def test_a_plan_that_is_not_on_the_ballot_is_refused(choice: Sequence[int]) -> None:
    assert refusal(choice) == ballots.NOT_ON_BALLOT


@pytest.mark.parametrize("choice", [(3, 3), (3, 9, 3), (9, 9, 9), (3,) * 1_000_000])
def test_the_same_plan_twice_is_refused(choice: Sequence[int]) -> None:
    assert refusal(choice) == ballots.TWICE


@pytest.mark.parametrize("plan_id", [True, 3.0, "3", None, float("nan"), [3], {3}, b"3", (3,)])
def test_a_choice_that_is_not_whole_numbers_is_refused(plan_id: object) -> None:
    assert refusal([plan_id]) == ballots.UNREADABLE
    assert refusal([3, plan_id]) == ballots.UNREADABLE


def test_true_is_not_plan_1() -> None:
    with pytest.raises(InvalidBallot):
        check_ballot([True], {1: 100}, 100)


def test_text_is_not_a_choice() -> None:
    assert refusal("39") == ballots.UNREADABLE


def test_exactly_the_budget_fits_and_one_cent_more_does_not() -> None:
    assert check_ballot((3, 9), PRICES, BUDGET) == (3, 9)
    assert refusal((3, 9, 12)) == (
        "Uw plannen kosten samen € 0,01 meer dan het budget. Haal een of meer plannen uit uw keuze."
    )


def test_a_ballot_over_the_budget_says_by_how_much() -> None:
    with pytest.raises(InvalidBallot, match=r"samen € 12\.500 meer dan het budget"):
        check_ballot((3, 9), PRICES, BUDGET - 1_250_000)


def test_money_left_counts_down_and_goes_below_zero_past_the_budget() -> None:
    assert money_left((), PRICES, BUDGET) == BUDGET
    assert money_left((3,), PRICES, BUDGET) == 4_500_000
    assert money_left((9, 3), PRICES, BUDGET) == 0
    assert money_left((9, 3, 12), PRICES, BUDGET) == -1


@pytest.mark.parametrize("choice", [(4,), (3, 3), (True,), ("3",)])
def test_money_left_counts_only_what_can_be_on_a_ballot(choice: Sequence[Any]) -> None:
    with pytest.raises(InvalidBallot):
        money_left(choice, PRICES, BUDGET)


@given(st.lists(st.sampled_from([*PRICES, 4, True, "3", 3.0]), max_size=6), st.integers(0, 10**7))
def test_a_ballot_is_accepted_exactly_when_it_keeps_all_rules(choice: list[Any], budget: int) -> None:
    keeps_all = (
        bool(choice)
        and all(type(plan_id) is int and plan_id in PRICES for plan_id in choice)
        and len(choice) == len(set(choice))
        and sum(PRICES[plan_id] for plan_id in choice) <= budget
    )
    try:
        accepted = check_ballot(choice, PRICES, budget) == tuple(sorted(choice))
    except InvalidBallot:
        accepted = False
    assert accepted == keeps_all


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "€ 0"),
        (1, "€ 0,01"),
        (10, "€ 0,10"),
        (100, "€ 1"),
        (99_999, "€ 999,99"),
        (100_000, "€ 1.000"),
        (1_250_000, "€ 12.500"),
        (123_456_789_05, "€ 123.456.789,05"),
    ],
)
def test_amounts_are_shown_the_dutch_way(cents: int, shown: str) -> None:
    assert show_euros(cents) == shown
