"""The count: exact, whatever the order, and never decides a tie on its own."""

import hashlib
import os
import subprocess
import sys
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.counting.tallying import ballot_file, ballot_file_hash, count_ballots, votes_as_ballots
from voting.counting import Box, Rules, Tally
from voting.counting.outcome import Reason

Ballots = list[tuple[int, ...]]


def told(tally: Tally) -> list[tuple[int, int, str, int]]:
    return [(line.plan_id, line.votes, line.reason.value, line.money_left_before) for line in tally.lines]


# The rule of the edition


def test_most_votes_go_first_and_a_plan_that_does_not_fit_is_skipped() -> None:
    prices = {1: 40, 2: 50, 3: 70, 4: 10, 5: 1}
    tally = count_ballots(prices, 100, votes_as_ballots({1: 2, 2: 5, 3: 4, 4: 1}))
    assert told(tally) == [
        (2, 5, "CHOSEN", 100),
        (3, 4, "DID_NOT_FIT", 50),
        (1, 2, "CHOSEN", 50),
        (4, 1, "CHOSEN", 10),
        (5, 0, "NO_VOTES", 0),
    ]
    assert (tally.chosen, tally.spent, tally.left, tally.ballots) == ((2, 1, 4), 100, 0, 12)
    assert tally.complete


def test_a_plan_fits_when_it_costs_exactly_what_is_left_and_not_one_cent_more() -> None:
    assert count_ballots({1: 100}, 100, [(1,)]).chosen == (1,)
    assert count_ballots({1: 101}, 100, [(1,)]).chosen == ()
    assert count_ballots({1: 101}, 100, [(1,)]).left == 100


def test_a_plan_without_votes_is_never_chosen_however_cheap() -> None:
    tally = count_ballots({1: 0, 2: 1}, 100, [(2,)])
    assert told(tally) == [(2, 1, "CHOSEN", 100), (1, 0, "NO_VOTES", 99)]


def test_without_ballots_nothing_is_chosen_and_all_money_is_left() -> None:
    tally = count_ballots({1: 1, 2: 2}, 100, [])
    assert (tally.chosen, tally.left, tally.ballots, tally.complete) == ((), 100, 0, True)
    assert {line.reason for line in tally.lines} == {Reason.NO_VOTES}


def test_a_ballot_counts_once_for_each_of_its_plans() -> None:
    rules = Rules(budget=1, prices=dict.fromkeys((1, 2, 3, 4), 1))
    assert Box.of([(1, 2), (2, 3), (2,)]).votes(rules) == {1: 1, 2: 3, 3: 1, 4: 0}


def test_equals_share_a_place_but_not_a_position() -> None:
    tally = count_ballots({1: 1, 2: 1, 3: 1, 4: 1}, 10, votes_as_ballots({1: 1, 2: 2, 3: 2, 4: 3}))
    assert [(line.plan_id, line.position, line.place) for line in tally.lines] == [
        (4, 1, 1),
        (2, 2, 2),
        (3, 3, 2),
        (1, 4, 4),
    ]


# Ties


def test_a_tie_changes_nothing_when_all_of_it_fits() -> None:
    tally = count_ballots({1: 50, 2: 50}, 100, [(1, 2)])
    assert tally.complete
    assert tally.chosen == (1, 2)
    assert not any(line.tied for line in tally.lines)


def test_a_tie_changes_nothing_when_none_of_it_fits() -> None:
    tally = count_ballots({1: 101, 2: 200}, 100, [(1,), (2,)])
    assert tally.complete
    assert tally.chosen == ()


def test_a_tie_changes_nothing_when_only_one_of_it_can_ever_fit() -> None:
    tally = count_ballots({1: 101, 2: 100}, 100, [(1,), (2,)])
    assert tally.complete
    assert tally.chosen == (2,)


def test_a_tie_across_the_budget_line_waits_for_the_lot() -> None:
    tally = count_ballots({1: 60, 2: 60, 3: 10}, 100, votes_as_ballots({1: 2, 2: 2, 3: 1}))
    assert tally.needs_lot == (1, 2)
    assert not tally.complete
    assert tally.chosen == ()
    assert tally.lines == ()


def test_what_was_decided_before_the_tie_stands() -> None:
    tally = count_ballots({1: 60, 2: 60, 3: 10}, 100, votes_as_ballots({1: 2, 2: 2, 3: 9}))
    assert told(tally) == [(3, 9, "CHOSEN", 100)]
    assert (tally.needs_lot, tally.spent, tally.left) == ((1, 2), 10, 90)


def test_only_the_plans_that_can_still_be_chosen_take_part_in_the_lot() -> None:
    tally = count_ballots({1: 60, 2: 60, 3: 101}, 100, votes_as_ballots({1: 2, 2: 2, 3: 2}))
    assert tally.needs_lot == (1, 2)


@pytest.mark.parametrize(("lot", "chosen"), [((1, 2), (1, 3)), ((2, 1), (2, 3))])
def test_the_lot_decides_and_the_count_goes_on(lot: tuple[int, ...], chosen: tuple[int, ...]) -> None:
    tally = count_ballots({1: 60, 2: 60, 3: 40}, 100, votes_as_ballots({1: 2, 2: 2, 3: 1}), lot=lot)
    assert tally.complete
    assert tally.chosen == chosen
    assert [line.tied for line in tally.lines] == [True, True, False]
    assert [line.position for line in tally.lines] == [1, 2, 3]
    assert [line.place for line in tally.lines] == [1, 1, 3]


@pytest.mark.parametrize("lot", [(1,), (2,), (3,), (1, 3)])
def test_a_lot_that_leaves_out_a_tied_plan_decides_nothing(lot: tuple[int, ...]) -> None:
    votes = votes_as_ballots({1: 2, 2: 2, 3: 1})
    assert count_ballots({1: 60, 2: 60, 3: 40}, 100, votes, lot=lot).needs_lot == (1, 2)


def test_a_second_tie_waits_for_a_second_lot() -> None:
    prices = {1: 60, 2: 60, 3: 30, 4: 30}
    votes = votes_as_ballots({1: 2, 2: 2, 3: 1, 4: 1})
    assert count_ballots(prices, 100, votes).needs_lot == (1, 2)
    assert count_ballots(prices, 100, votes, lot=(2, 1)).needs_lot == (3, 4)
    assert count_ballots(prices, 100, votes, lot=(2, 1, 4, 3)).chosen == (2, 4)


def test_a_lot_of_plans_that_are_not_tied_changes_nothing() -> None:
    votes = votes_as_ballots({1: 3, 2: 2})
    assert told(count_ballots({1: 60, 2: 60}, 100, votes, lot=(2, 1))) == told(
        count_ballots({1: 60, 2: 60}, 100, votes)
    )


@pytest.mark.parametrize("lot", [(1, 1, 2), (1, 2, 9)])
def test_a_lot_with_a_plan_twice_or_an_unknown_plan_is_refused(lot: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a lot names"):
        count_ballots({1: 60, 2: 60}, 100, [(1,), (2,)], lot=lot)


# Withdrawn plans


def test_when_a_winner_is_withdrawn_it_keeps_its_votes_and_the_money_goes_to_the_next() -> None:
    prices, votes = {1: 80, 2: 50}, votes_as_ballots({1: 3, 2: 1})
    assert count_ballots(prices, 100, votes).chosen == (1,)
    tally = count_ballots(prices, 100, votes, withdrawn={1})
    assert told(tally) == [(1, 3, "WITHDRAWN", 100), (2, 1, "CHOSEN", 100)]


def test_a_ballot_with_only_a_withdrawn_plan_still_counts_as_a_ballot() -> None:
    assert count_ballots({1: 50, 2: 50}, 100, [(1,)], withdrawn={1}).ballots == 1


def test_a_plan_that_was_not_on_the_ballot_cannot_be_withdrawn() -> None:
    with pytest.raises(ValueError, match="withdrawn"):
        count_ballots({1: 50}, 100, [(1,)], withdrawn={2})


# What voting cannot have produced stops the count


@pytest.mark.parametrize("ballot", [(), (9,), (1, 9), (1, 1)])
def test_a_ballot_that_cannot_be_valid_stops_the_count(ballot: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="the box holds a ballot"):
        count_ballots({1: 50}, 100, [(1,), ballot])


@pytest.mark.parametrize(("price", "budget"), [(-1, 100), (50, -1), (0.5, 100), (50, 99.5), (True, 100)])
def test_amounts_are_whole_cents(price: int, budget: int) -> None:
    with pytest.raises(ValueError, match="whole cents"):
        count_ballots({1: price}, budget, [(1,)])


# Against a naive recount


@st.composite
def elections(draw: st.DrawFn) -> tuple[dict[int, int], int, Ballots]:
    """Small elections with many ties: few prices, few ballots."""
    plan_ids = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
    prices = {plan_id: draw(st.sampled_from([10, 20, 30, 45])) for plan_id in plan_ids}
    ballots = draw(st.lists(st.sets(st.sampled_from(plan_ids), min_size=1).map(tuple), max_size=8))
    return prices, draw(st.integers(0, 120)), ballots


def recount(prices: dict[int, int], budget: int, ballots: Ballots, order: tuple[int, ...]) -> set[int]:
    """The rule once more, as plainly as can be; `order` settles every tie."""
    chosen: set[int] = set()
    todo = list(order)
    while todo:
        best = max(sum(p in ballot for ballot in ballots) for p in todo)
        plan = next(p for p in todo if sum(p in ballot for ballot in ballots) == best)
        todo.remove(plan)
        if best > 0 and sum(prices[p] for p in chosen) + prices[plan] <= budget:
            chosen.add(plan)
    return chosen


@settings(max_examples=150, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_with_every_order_drawn_the_count_equals_a_naive_recount(
    election: tuple[dict[int, int], int, Ballots], random: Random
) -> None:
    prices, budget, ballots = election
    order = tuple(random.sample(sorted(prices), len(prices)))
    tally = count_ballots(prices, budget, ballots, lot=order)
    assert tally.complete
    assert set(tally.chosen) == recount(prices, budget, ballots, order)
    assert tally.spent + tally.left == budget
    assert tally.left >= 0
    assert {line.plan_id for line in tally.lines} == set(prices)


@settings(max_examples=100, deadline=None)
@given(elections())
def test_a_lot_is_asked_for_exactly_when_the_order_of_equals_changes_the_result(
    election: tuple[dict[int, int], int, Ballots],
) -> None:
    prices, budget, ballots = election
    results = {frozenset(recount(prices, budget, ballots, order)) for order in permutations(prices)}
    assert bool(count_ballots(prices, budget, ballots).needs_lot) == (len(results) > 1)


@settings(max_examples=100, deadline=None)
@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_plans_changes_nothing(
    election: tuple[dict[int, int], int, Ballots], random: Random
) -> None:
    prices, budget, ballots = election
    shuffled_plans = dict(random.sample(sorted(prices.items()), len(prices)))
    shuffled = [tuple(random.sample(b, len(b))) for b in random.sample(ballots, len(ballots))]
    assert count_ballots(shuffled_plans, budget, shuffled) == count_ballots(prices, budget, ballots)
    assert ballot_file_hash(shuffled) == ballot_file_hash(ballots)


@settings(max_examples=100, deadline=None)
@given(elections())
def test_drawing_lot_after_lot_always_ends_in_a_complete_count(
    election: tuple[dict[int, int], int, Ballots],
) -> None:
    prices, budget, ballots = election
    lot: tuple[int, ...] = ()
    while (tally := count_ballots(prices, budget, ballots, lot)).needs_lot:
        assert set(tally.needs_lot).isdisjoint(lot)
        lot += tally.needs_lot
    assert {line.plan_id for line in tally.lines if line.tied} == set(lot)


# The ballot file


def test_the_ballot_file_is_one_sorted_line_for_each_ballot() -> None:
    assert ballot_file([(12, 3), (9,), (3, 12), (10,)]) == "10\n3,12\n3,12\n9\n"
    assert ballot_file([]) == ""


def test_the_hash_of_the_ballot_file_never_changes_between_versions() -> None:
    expected = hashlib.sha256(b"10\n3,12\n3,12\n9\n").hexdigest()
    assert ballot_file_hash([(12, 3), (9,), (3, 12), (10,)]) == expected
    assert expected == "f86db5cc6850253aaec87222c0e486d6dfbcc073cab0669765862592a7ee82ff"


def test_one_ballot_more_less_or_changed_changes_the_hash() -> None:
    box: Ballots = [(1, 2), (3,)]
    others: list[Ballots] = [
        [(1, 2)],
        [(1, 2), (3,), (3,)],
        [(1, 2), (4,)],
        [(1,), (2, 3)],
        [(12,), (3,)],
        [],
    ]
    assert len({ballot_file_hash(each) for each in [box, *others]}) == 7


def test_anyone_can_recompute_the_hash_with_sort_and_sha256sum() -> None:
    ballots = [(12, 3), (9,), (100, 2), (2, 10), (20,), (3, 12)]
    lines = "".join(",".join(map(str, sorted(ballot))) + "\n" for ballot in ballots)
    done = subprocess.run(
        "LC_ALL=C sort | sha256sum", shell=True, input=lines, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == ballot_file_hash(ballots)


def test_the_count_is_the_same_in_every_python_process() -> None:
    script = (
        "from tests.voting.counting.tallying import count_ballots as c, ballot_file_hash as h;"
        "from voting.counting.rules import Rules, as_text;"
        "b=[(5,1),(2,),(3,4),(4,),(1,2,3)];"
        "p=dict.fromkeys({1,2,3,4,5},30);"
        "e=[c(p,70,b,lot=(4,2,3,1,5),method='EQUAL_SHARES',completion=m) for m in ('NONE','GREEDY','ADD_ONE')];"
        "r=as_text(Rules(budget=70,prices=p,pairs=((2,1),)));"
        "print(c(p,70,b,lot=(4,2,3,1)),c(p,150,b),c(p,70,b),h(b),e,r)"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale, zone in (
            ("0", "C", "UTC"),
            ("1", "tr_TR.UTF-8", "Asia/Tokyo"),
            ("99", "nl_NL", "UTC"),
        )
    }
    assert len(answers) == 1


def test_a_whole_area_is_counted_exactly() -> None:
    random = Random(7)
    prices = {plan_id: random.randrange(50_000, 2_000_000) for plan_id in range(1, 54)}
    ballots = [tuple(random.sample(sorted(prices), random.randint(1, 8))) for _ in range(31_000)]
    lot = tuple(random.sample(sorted(prices), len(prices)))
    votes = {p: sum(p in ballot for ballot in ballots) for p in prices}
    left, chosen = 7_000_000, []
    for plan_id in sorted(prices, key=lambda p: (-votes[p], lot.index(p))):
        if prices[plan_id] <= left:
            left -= prices[plan_id]
            chosen.append(plan_id)
    tally = count_ballots(prices, 7_000_000, ballots, lot=lot)
    assert (sorted(tally.chosen), tally.left, tally.ballots) == (sorted(chosen), left, 31_000)
