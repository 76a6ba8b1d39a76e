"""The Method of Equal Shares: worked examples by hand, and what holds for every election."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.counting.tallying import count_ballots
from voting.counting import Tally
from voting.counting.outcome import Reason
from voting.counting.rules import Completion, Method, Tie

Ballots = list[tuple[int, ...]]


def shares(prices: dict[int, int], budget: int, ballots: Ballots, **more: Any) -> Tally:
    return count_ballots(prices, budget, ballots, method=Method.EQUAL_SHARES, **{"tie": Tie.NUMBER, **more})


def test_a_small_group_gets_something_where_most_votes_first_gives_it_nothing() -> None:
    """Six voters want 1 and 2 (60 each), four want 3 (40). A share is 10: the four pay for theirs."""
    ballots: Ballots = [(1, 2)] * 6 + [(3,)] * 4
    prices = {1: 60, 2: 40, 3: 40}
    assert count_ballots(prices, 100, ballots, tie=Tie.NUMBER).chosen == (1, 2)
    assert set(shares(prices, 100, ballots).chosen) == {1, 3}


def test_who_has_less_pays_all_and_the_others_make_up_for_it() -> None:
    """A share is 10. Voters b, c and d pay 8 each for plan 2; then b has 2 left for plan 1, and a pays the other 10."""
    ballots: Ballots = [(1,), (1, 2), (2,), (2,)]
    assert shares({1: 12, 2: 24}, 40, ballots).chosen == (2, 1)
    dearer = shares({1: 13, 2: 24}, 40, ballots)
    assert (dearer.chosen, dearer.lines[1].reason) == ((2,), Reason.UNPAID)


def test_one_cent_less_than_the_price_buys_nothing() -> None:
    assert shares({1: 50, 2: 50}, 100, [(1,), (2,)]).chosen == (1, 2)
    assert shares({1: 51, 2: 50}, 100, [(1,), (2,)]).chosen == (2,)


@pytest.mark.parametrize(
    ("completion", "chosen", "reason"),
    [
        (Completion.NONE, (2,), Reason.UNPAID),
        (Completion.GREEDY, (2, 1), Reason.COMPLETED),
        (Completion.ADD_ONE, (1, 2), Reason.CHOSEN),
    ],
)
def test_what_is_left_over_goes_by_the_completion(
    completion: Completion, chosen: tuple[int, ...], reason: Reason
) -> None:
    prices = {1: 6_000, 2: 4_000}
    tally = shares(prices, 10_000, [(1,), (2,)], completion=completion)
    assert tally.chosen == chosen
    assert next(line.reason for line in tally.lines if line.plan_id == 1) is reason


def test_add_one_stops_before_the_budget_is_exceeded_and_add_fill_goes_on() -> None:
    """At a share of 51 euros 1 and 2 both become payable, and cost 102 of 100: the outcome before holds."""
    prices = {1: 5_100, 2: 5_100, 3: 2_000}
    ballots: Ballots = [(1,), (2, 3)]
    assert shares(prices, 10_000, ballots, completion=Completion.ADD_ONE).chosen == (3,)
    assert shares(prices, 10_000, ballots, completion=Completion.ADD_FILL).chosen == (3, 1)


def test_equals_that_share_a_voter_wait_for_a_lot_of_all_plans_that_can_be_chosen() -> None:
    prices, ballots = {1: 10, 2: 10, 3: 10, 4: 99}, [(1, 2), (1, 2), (3,)]
    tally = shares(prices, 15, ballots, tie=Tie.LOT)
    assert tally.needs_lot == (1, 2, 3)
    assert shares(prices, 15, ballots, tie=Tie.LOT, lot=(3, 2, 1)).chosen == (2,)
    assert shares(prices, 15, ballots, tie=Tie.LOT, lot=(1, 2, 3)).chosen == (1,)


def test_equals_without_a_common_voter_need_no_lot() -> None:
    tally = shares({1: 10, 2: 10}, 20, [(1,), (2,)], tie=Tie.LOT)
    assert (tally.complete, tally.chosen) == (True, (1, 2))


def test_of_a_pair_one_is_bought_and_withdrawn_plans_and_too_few_votes_never() -> None:
    ballots: Ballots = [(1, 2, 3, 4)] * 3 + [(5,)]
    tally = shares(dict.fromkeys((1, 2, 3, 4, 5), 5), 100, ballots, excluding=[(1, 2)], withdrawn={3}, minimum_votes=2)
    assert {line.plan_id: line.reason.value for line in tally.lines} == {
        1: "CHOSEN",
        2: "EXCLUDED",
        3: "WITHDRAWN",
        4: "CHOSEN",
        5: "TOO_FEW_VOTES",
    }


def test_without_voters_nothing_is_bought() -> None:
    assert shares({1: 10}, 100, []).chosen == ()


@st.composite
def elections(draw: st.DrawFn) -> tuple[dict[int, int], int, Ballots]:
    plans = draw(st.lists(st.integers(1, 30), min_size=1, max_size=6, unique=True))
    prices = {plan: draw(st.sampled_from([0, 700, 1_000, 1_333, 4_500])) for plan in plans}
    ballots = draw(st.lists(st.sets(st.sampled_from(plans), min_size=1).map(tuple), max_size=8))
    return prices, draw(st.integers(0, 12_000)), ballots


@settings(max_examples=120, deadline=None)
@given(elections(), st.sampled_from(list(Completion)), st.randoms(use_true_random=False))
def test_no_completion_exceeds_the_budget_or_minds_the_order_of_ballots(
    election: tuple[dict[int, int], int, Ballots], completion: Completion, dice: Any
) -> None:
    prices, budget, ballots = election
    tally = shares(prices, budget, ballots, completion=completion)
    assert tally.spent <= budget
    assert sorted(line.plan_id for line in tally.lines) == sorted(prices)
    mixed = dice.sample(ballots, len(ballots))
    assert shares(dict(reversed(prices.items())), budget, mixed, completion=completion) == tally


@settings(max_examples=80, deadline=None)
@given(elections())
def test_a_completion_takes_nothing_back_and_leaves_no_plan_that_fits(
    election: tuple[dict[int, int], int, Ballots],
) -> None:
    prices, budget, ballots = election
    plain = shares(prices, budget, ballots)
    filled = shares(prices, budget, ballots, completion=Completion.GREEDY)
    assert filled.chosen[: len(plain.chosen)] == plain.chosen
    for line in filled.lines:
        assert line.chosen or not line.votes or line.price > filled.left


@settings(max_examples=80, deadline=None)
@given(elections())
def test_when_every_voter_wants_one_plan_each_group_spends_no_more_than_its_shares(
    election: tuple[dict[int, int], int, Ballots],
) -> None:
    prices, budget, ballots = election
    alone = [ballot[:1] for ballot in ballots]
    tally = shares(prices, budget, alone)
    for line in tally.lines:
        paid = line.votes * budget >= line.price * len(alone)
        assert line.chosen == (bool(line.votes) and paid)
