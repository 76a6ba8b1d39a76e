"""What two readings say about one paper ballot: pure rules."""

import pytest

from voting.paper.entries import STATED, Entry, Reason, differences, read_entry, why_invalid

PRICES = {1: 30_000_00, 2: 25_000_00, 3: 20_000_00}
BUDGET = 70_000_00
CODE, OTHER = b"a" * 32, b"b" * 32


@pytest.mark.parametrize(
    ("choice", "fewest", "most", "reason"),
    [
        ((1,), 1, None, None),
        ((1, 3), 1, None, None),
        ((1, 3), 2, 2, None),
        ((), 1, None, Reason.NO_PLAN),
        ((1, 2, 3), 1, None, Reason.OVER_BUDGET),
        ((1, 9), 1, None, Reason.NOT_LISTED),
        ((1, 3), 1, 1, Reason.TOO_MANY),
        ((1,), 2, None, Reason.TOO_FEW),
    ],
)
def test_why_a_choice_is_no_ballot(
    choice: tuple[int, ...], fewest: int, most: int | None, reason: Reason | None
) -> None:
    assert why_invalid(choice, PRICES, BUDGET, fewest, most) is reason


def test_exactly_the_budget_is_allowed_and_a_cent_more_is_not() -> None:
    assert why_invalid((1, 2), {1: BUDGET - 1, 2: 1}, BUDGET) is None
    assert why_invalid((1, 2), {1: BUDGET - 1, 2: 2}, BUDGET) is Reason.OVER_BUDGET


def test_the_order_of_typing_makes_no_difference() -> None:
    assert read_entry(CODE, [3, 1], None) == read_entry(CODE, [1, 3], None)
    assert read_entry(CODE, [3, 1], None) != read_entry(CODE, [1, 2], None)
    assert read_entry(CODE, [1], None) != read_entry(OTHER, [1], None)


def test_with_a_reason_the_rest_does_not_matter_and_is_not_kept() -> None:
    assert read_entry(CODE, [3], Reason.UNCLEAR) == read_entry(b"", [], Reason.UNCLEAR) == Entry(reason=Reason.UNCLEAR)
    assert read_entry(CODE, [3], Reason.UNCLEAR) != read_entry(CODE, [3], Reason.NO_CODE)


def test_a_reading_is_a_ballot_or_a_reason_and_never_both_or_neither() -> None:
    for wrong in ({}, {"code_hash": CODE}, {"choice": (1,)}, {"choice": (1,), "reason": Reason.NO_CODE}):
        with pytest.raises(ValueError, match="ballot"):
            Entry(**wrong)


def test_the_differences_name_plans_on_either_side_and_no_code() -> None:
    found = differences(Entry(CODE, (1, 2)), Entry(OTHER, (2, 3)))
    assert (found.only_first, found.only_second, found.both, found.code) == ((1,), (3,), (2,), True)
    assert not differences(Entry(CODE, (1,)), Entry(CODE, (2,))).code
    assert not any(isinstance(value, bytes) for value in vars(found).values())


def test_what_only_the_desk_finds_out_is_not_for_a_clerk_to_state() -> None:
    assert {Reason.CODE_USED, Reason.OVER_BUDGET, Reason.TOO_LATE}.isdisjoint(STATED)
    assert {Reason.NO_CODE, Reason.UNREADABLE, Reason.UNCLEAR, Reason.NO_PLAN, Reason.NOT_LISTED} == set(STATED)
    assert all(reason.label for reason in Reason)
