"""Amounts are written as people read them, and a cent never gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theme.money import NBSP, NOTHING, euro


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "€ 0"),
        (1, "€ 0,01"),
        (99, "€ 0,99"),
        (100, "€ 1"),
        (1250, "€ 12,50"),
        (1_250_000, "€ 12.500"),
        (7_000_000, "€ 70.000"),
        (123_456_789, "€ 1.234.567,89"),
        (-1250, "−€ 12,50"),
        (-1, "−€ 0,01"),
    ],
)
def test_an_amount_is_written_the_dutch_way(cents: int, shown: str) -> None:
    assert euro(cents) == shown.replace(" ", NBSP)


@pytest.mark.parametrize("nothing", [None, "", "12", 12.5, True])
def test_what_is_no_number_of_cents_is_a_dash(nothing: object) -> None:
    assert euro(nothing) == NOTHING


def test_exact_amounts_always_have_two_decimals() -> None:
    assert euro(100, exact=True) == f"€{NBSP}1,00"
    assert euro(1_250_050, exact=True) == f"€{NBSP}12.500,50"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_the_written_amount_is_the_amount(cents: int) -> None:
    written = euro(cents, exact=True).replace("€" + NBSP, "").replace(".", "").replace(",", "").replace("−", "-")
    assert int(written) == cents
