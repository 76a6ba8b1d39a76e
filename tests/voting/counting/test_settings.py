"""Stop or skip, minimum votes, and every tie rule: against counts as plain as can be."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.counting.tallying import count_ballots, votes_as_ballots
from voting.counting.outcome import Reason
from voting.counting.rules import Misfit, Tie

Ballots = list[tuple[int, ...]]
Pairs = list[tuple[int, int]]
Election = tuple[dict[int, int], int, Ballots, Pairs, int, set[int]]  # prices, budget, ballots, pairs, minimum, gone


def reasons(**settings_: object) -> list[tuple[int, str]]:
    prices = {1: 60, 2: 70, 3: 30, 4: 10}
    votes = votes_as_ballots({1: 5, 2: 4, 3: 2, 4: 1})
    return [(line.plan_id, line.reason.value) for line in count_ballots(prices, 100, votes, **settings_).lines]  # type: ignore[arg-type]


def test_stop_ends_the_count_at_the_first_plan_that_does_not_fit() -> None:
    assert reasons(misfit=Misfit.STOP) == [(1, "CHOSEN"), (2, "DID_NOT_FIT"), (3, "STOPPED"), (4, "STOPPED")]
    assert reasons() == [(1, "CHOSEN"), (2, "DID_NOT_FIT"), (3, "CHOSEN"), (4, "CHOSEN")]


def test_stop_does_not_stop_at_a_plan_that_could_not_win_anyway() -> None:
    assert reasons(misfit=Misfit.STOP, withdrawn={2})[1:3] == [(2, "WITHDRAWN"), (3, "CHOSEN")]
    assert reasons(misfit=Misfit.STOP, excluding=[(1, 2)])[1:3] == [(2, "EXCLUDED"), (3, "CHOSEN")]


def test_a_plan_below_the_minimum_is_never_chosen_and_one_on_it_is() -> None:
    assert reasons(minimum_votes=2)[2:] == [(3, "CHOSEN"), (4, "TOO_FEW_VOTES")]
    assert reasons(minimum_votes=3)[2:] == [(3, "TOO_FEW_VOTES"), (4, "TOO_FEW_VOTES")]


def test_a_withdrawn_winner_leaves_its_money_to_the_next() -> None:
    """As in Wrocław in 2017, where the plan that won was withdrawn and the next, dearer one took its place."""
    prices, votes = {150: 700, 425: 740, 9: 20}, votes_as_ballots({150: 6, 425: 4, 9: 1})
    assert count_ballots(prices, 750, votes).chosen == (150, 9)
    tally = count_ballots(prices, 750, votes, withdrawn={150})
    assert tally.chosen == (425,)
    assert (tally.lines[0].votes, tally.lines[0].reason) == (6, Reason.WITHDRAWN)


@pytest.mark.parametrize(("tie", "chosen"), [(Tie.CHEAPEST, 3), (Tie.DEAREST, 2), (Tie.NUMBER, 1)])
def test_a_tie_across_the_budget_line_goes_by_the_rule(tie: Tie, chosen: int) -> None:
    prices = {1: 60, 2: 70, 3: 50}
    tally = count_ballots(prices, 70, votes_as_ballots({1: 2, 2: 2, 3: 2}), tie=tie)
    assert tally.chosen == (chosen,)
    assert tally.ties == ((1, 2, 3),)
    assert all(line.tied for line in tally.lines)


@pytest.mark.parametrize("tie", [Tie.CHEAPEST, Tie.DEAREST])
def test_equal_prices_go_by_the_lowest_number(tie: Tie) -> None:
    assert count_ballots({9: 60, 10: 60}, 60, votes_as_ballots({9: 1, 10: 1}), tie=tie).chosen == (9,)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    plans = draw(st.lists(st.integers(1, 30), min_size=1, max_size=5, unique=True))
    prices = {plan: draw(st.sampled_from([10, 20, 30, 45])) for plan in plans}
    ballots = draw(st.lists(st.sets(st.sampled_from(plans), min_size=1).map(tuple), max_size=8))
    couples = [(a, b) for a in plans for b in plans if a < b]
    pairs = draw(st.lists(st.sampled_from(couples), max_size=3, unique=True)) if couples else []
    gone = draw(st.sets(st.sampled_from(plans), max_size=1))
    return prices, draw(st.integers(0, 120)), ballots, pairs, draw(st.integers(1, 3)), gone


def naive(election: Election, order: list[int], stop: bool) -> set[int]:
    """The rule once more; `order` settles every tie."""
    prices, budget, ballots, pairs, minimum, gone = election
    votes = {plan: sum(plan in ballot for ballot in ballots) for plan in prices}
    bad = [set(pair) for pair in pairs if not set(pair) & gone]
    won: set[int] = set()
    for plan in sorted(order, key=lambda each: -votes[each]):
        if votes[plan] < minimum or plan in gone or any({plan, other} in bad for other in won):
            continue
        if sum(prices[each] for each in won) + prices[plan] <= budget:
            won.add(plan)
        elif stop:
            break
    return won


@settings(max_examples=150, deadline=None)
@given(elections(), st.booleans())
def test_a_lot_is_asked_for_exactly_when_order_decides_by_every_setting(election: Election, stop: bool) -> None:
    prices, budget, ballots, pairs, minimum, gone = election
    misfit = Misfit.STOP if stop else Misfit.SKIP
    results = {frozenset(naive(election, list(order), stop)) for order in permutations(prices)}
    tally = count_ballots(
        prices, budget, ballots, withdrawn=gone, excluding=pairs, minimum_votes=minimum, misfit=misfit
    )
    assert bool(tally.needs_lot) == (len(results) > 1)
    if tally.complete:
        assert set(tally.chosen) in results


@settings(max_examples=150, deadline=None)
@given(elections(), st.booleans(), st.sampled_from([Tie.CHEAPEST, Tie.DEAREST, Tie.NUMBER]))
def test_by_every_tie_rule_the_count_is_the_plain_one(election: Election, stop: bool, tie: Tie) -> None:
    prices, budget, ballots, pairs, minimum, gone = election
    sign = {Tie.CHEAPEST: 1, Tie.DEAREST: -1, Tie.NUMBER: 0}[tie]
    tally = count_ballots(
        prices,
        budget,
        ballots,
        withdrawn=gone,
        excluding=pairs,
        minimum_votes=minimum,
        misfit=Misfit.STOP if stop else Misfit.SKIP,
        tie=tie,
    )
    assert tally.complete
    assert tally.spent <= budget
    assert len(tally.lines) == len(prices)
    order = sorted(prices, key=lambda plan: (sign * prices[plan], plan))
    assert set(tally.chosen) == naive(election, order, stop)
