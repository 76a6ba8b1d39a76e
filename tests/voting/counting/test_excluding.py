"""Plans that exclude one another in the count: at most one is chosen, and only a tie that decides waits for a lot."""

from itertools import combinations, permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.counting.tallying import count_ballots
from voting.counting.outcome import Reason

Ballots = list[tuple[int, ...]]
Pairs = list[tuple[int, int]]


def box(votes: dict[int, int]) -> Ballots:
    return [(plan_id,) for plan_id, number in votes.items() for _ in range(number)]


def test_when_a_plan_is_chosen_the_plan_that_it_excludes_falls_off_and_says_by_which() -> None:
    tally = count_ballots({1: 40, 2: 30, 3: 30}, 100, box({1: 3, 2: 2, 3: 1}), excluding=[(1, 2)])
    assert tally.chosen == (1, 3)
    assert [(line.plan_id, line.reason, line.excluded_by) for line in tally.lines] == [
        (1, Reason.CHOSEN, None),
        (2, Reason.EXCLUDED, 1),
        (3, Reason.CHOSEN, None),
    ]
    assert tally.left == 30


def test_a_plan_that_was_not_chosen_excludes_nothing() -> None:
    too_dear = count_ballots({1: 101, 2: 30}, 100, box({1: 3, 2: 2}), excluding=[(1, 2)])
    without_votes = count_ballots({1: 10, 2: 30}, 100, box({2: 2}), excluding=[(1, 2)])
    assert (too_dear.chosen, without_votes.chosen) == ((2,), (2,))


def test_an_excluded_plan_excludes_nothing_itself() -> None:
    tally = count_ballots({1: 10, 2: 10, 3: 10}, 100, box({1: 3, 2: 2, 3: 1}), excluding=[(1, 2), (2, 3)])
    assert tally.chosen == (1, 3)


def test_a_plan_without_votes_says_so_also_when_it_is_excluded() -> None:
    tally = count_ballots({1: 10, 2: 10}, 100, box({1: 1}), excluding=[(1, 2)])
    assert [(line.reason, line.excluded_by) for line in tally.lines][1] == (Reason.NO_VOTES, None)


def test_an_excluded_plan_says_so_also_when_it_does_not_fit() -> None:
    tally = count_ballots({1: 60, 2: 60}, 100, box({1: 2, 2: 1}), excluding=[(2, 1)])
    assert tally.lines[1].reason is Reason.EXCLUDED


def test_the_first_chosen_plan_that_keeps_it_out_is_named() -> None:
    tally = count_ballots({1: 10, 2: 10, 3: 10}, 100, box({1: 1, 2: 2, 3: 3}), excluding=[(1, 2), (1, 3)])
    assert tally.lines[2].excluded_by == 3


# Ties


def test_equals_that_exclude_one_another_wait_for_a_lot_though_both_fit() -> None:
    votes = box({1: 2, 2: 2})
    assert count_ballots({1: 10, 2: 10}, 100, votes, excluding=[(1, 2)]).needs_lot == (1, 2)
    assert count_ballots({1: 10, 2: 10}, 100, votes, (2, 1), excluding=[(1, 2)]).chosen == (2,)


def test_with_money_for_all_only_the_plans_of_a_pair_draw_lots() -> None:
    prices, votes = {1: 10, 2: 10, 3: 10}, box({1: 2, 2: 2, 3: 2})
    assert count_ballots(prices, 100, votes, excluding=[(1, 3)]).needs_lot == (1, 3)
    tally = count_ballots(prices, 100, votes, (3, 1), excluding=[(1, 3)])
    assert tally.chosen == (2, 3)
    assert [(line.plan_id, line.tied) for line in tally.lines] == [(2, False), (3, True), (1, True)]


def test_without_money_for_all_every_plan_that_can_be_chosen_draws_lots() -> None:
    votes = box({1: 2, 2: 2, 3: 2})
    assert count_ballots({1: 40, 2: 40, 3: 40}, 100, votes, excluding=[(1, 3)]).needs_lot == (1, 2, 3)


def test_a_plan_excluded_before_the_tie_draws_no_lot() -> None:
    votes = box({1: 3, 2: 2, 3: 2})
    tally = count_ballots({1: 60, 2: 30, 3: 30}, 100, votes, excluding=[(1, 2)])
    assert tally.complete
    assert tally.chosen == (1, 3)


def test_a_pair_with_a_plan_that_cannot_be_chosen_asks_for_no_lot() -> None:
    tally = count_ballots({1: 101, 2: 30}, 100, box({1: 2, 2: 2}), excluding=[(1, 2)])
    assert tally.complete
    assert tally.chosen == (2,)


def test_a_pair_without_votes_asks_for_no_lot() -> None:
    assert count_ballots({1: 10, 2: 10}, 100, [], excluding=[(1, 2)]).complete


# Withdrawn plans, and what cannot be


def test_a_pair_with_a_withdrawn_plan_changes_nothing() -> None:
    assert count_ballots({1: 30, 2: 30}, 100, box({1: 2, 2: 1}), withdrawn={1}, excluding=[(1, 2)]).chosen == (2,)


@pytest.mark.parametrize(("pair", "words"), [((1, 1), "exclude itself"), ((1, 9), "not on the ballot")])
def test_a_pair_that_cannot_be_stops_the_count(pair: tuple[int, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        count_ballots({1: 10, 2: 10}, 100, [], excluding=[pair])


# Against a naive recount


def recount(
    prices: dict[int, int], budget: int, votes: dict[int, int], order: tuple[int, ...], pairs: Pairs
) -> set[int]:
    """The rule once more, as plainly as can be; `order` settles every tie."""
    chosen: set[int] = set()
    for plan in sorted(order, key=lambda p: (-votes[p], order.index(p))):
        excluded = any({plan, other} == set(pair) for pair in pairs for other in chosen)
        if votes[plan] and not excluded and prices[plan] + sum(prices[p] for p in chosen) <= budget:
            chosen.add(plan)
    return chosen


def test_every_small_election_of_three_plans_with_every_set_of_pairs() -> None:
    """All votes, prices, pairs and orders: the count is the recount, and asks for lots exactly when order matters."""
    plans = (1, 2, 3)
    every_pair = list(combinations(plans, 2))
    for pairs in (list(p) for size in range(4) for p in combinations(every_pair, size)):
        for votes_of in product((0, 1, 2), repeat=3):
            votes = dict(zip(plans, votes_of, strict=True))
            for prices_of in product((3, 5), repeat=3):
                prices = dict(zip(plans, prices_of, strict=True))
                for budget in (4, 8, 20):
                    _check(prices, budget, votes, pairs)


def _check(prices: dict[int, int], budget: int, votes: dict[int, int], pairs: Pairs) -> None:
    results = {order: frozenset(recount(prices, budget, votes, order, pairs)) for order in permutations(prices)}
    without = count_ballots(prices, budget, box(votes), excluding=pairs)
    assert bool(without.needs_lot) == (len(set(results.values())) > 1)
    for order, chosen in results.items():
        tally = count_ballots(prices, budget, box(votes), order, excluding=pairs)
        assert tally.complete
        assert frozenset(tally.chosen) == chosen


@st.composite
def elections(draw: st.DrawFn) -> tuple[dict[int, int], int, dict[int, int], Pairs]:
    """Small elections with many ties and some pairs."""
    plan_ids = draw(st.lists(st.integers(1, 99), min_size=2, max_size=6, unique=True))
    prices = {plan_id: draw(st.sampled_from([10, 20, 30, 45])) for plan_id in plan_ids}
    votes = {plan_id: draw(st.integers(0, 2)) for plan_id in plan_ids}
    pairs = draw(st.lists(st.sampled_from(list(combinations(plan_ids, 2))), max_size=5, unique=True))
    return prices, draw(st.integers(0, 160)), votes, pairs


@settings(max_examples=200, deadline=None)
@given(elections())
def test_a_lot_is_asked_for_exactly_when_the_order_of_equals_changes_the_result(
    election: tuple[dict[int, int], int, dict[int, int], Pairs],
) -> None:
    _check(*election)


@settings(max_examples=200, deadline=None)
@given(elections())
def test_no_two_chosen_plans_exclude_one_another_and_whoever_is_excluded_names_a_chosen_rival(
    election: tuple[dict[int, int], int, dict[int, int], Pairs],
) -> None:
    prices, budget, votes, pairs = election
    tally = count_ballots(prices, budget, box(votes), tuple(prices), excluding=pairs)
    assert not [pair for pair in pairs if set(pair) <= set(tally.chosen)]
    for line in tally.lines:
        assert (line.excluded_by is not None) == (line.reason is Reason.EXCLUDED)
        if line.excluded_by is not None:
            assert line.excluded_by in tally.chosen
            assert {line.plan_id, line.excluded_by} in [set(pair) for pair in pairs]


@settings(max_examples=200, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_plans_and_pairs_changes_nothing(
    election: tuple[dict[int, int], int, dict[int, int], Pairs], random: Random
) -> None:
    prices, budget, votes, pairs = election
    shuffled = dict(random.sample(sorted(prices.items()), len(prices)))
    turned = [(b, a) if random.random() < 0.5 else (a, b) for a, b in random.sample(pairs, len(pairs))]
    ballots = random.sample(box(votes), sum(votes.values()))
    again = count_ballots(shuffled, budget, ballots, excluding=[*turned, *pairs])
    assert again == count_ballots(prices, budget, box(votes), excluding=pairs)


@settings(max_examples=100, deadline=None)
@given(elections())
def test_whoever_draws_no_lot_has_the_same_fate_in_every_order(
    election: tuple[dict[int, int], int, dict[int, int], Pairs],
) -> None:
    """Of the plans with equal votes at the first tie: only those that draw lots differ from order to order."""
    prices, budget, votes, pairs = election
    tied = count_ballots(prices, budget, box(votes), excluding=pairs).needs_lot
    if not tied:
        return
    others = [p for p in prices if votes[p] == votes[tied[0]] and p not in tied]
    results = [recount(prices, budget, votes, order, pairs) for order in permutations(prices)]
    for plan in others:
        assert len({plan in result for result in results}) == 1


@settings(max_examples=100, deadline=None)
@given(elections())
def test_drawing_lot_after_lot_always_ends_in_a_complete_count(
    election: tuple[dict[int, int], int, dict[int, int], Pairs],
) -> None:
    prices, budget, votes, pairs = election
    lot: tuple[int, ...] = ()
    while (tally := count_ballots(prices, budget, box(votes), lot, excluding=pairs)).needs_lot:
        assert set(tally.needs_lot).isdisjoint(lot)
        lot += tally.needs_lot
    assert {line.plan_id for line in tally.lines if line.tied} == set(lot)
