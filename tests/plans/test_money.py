"""Amounts as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.money import MAX_CENTS, AmountError, Problem, parse_cents
from theme.money import euro


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1", 100),
        ("40", 4_000),
        ("€ 40", 4_000),
        ("40 euro", 4_000),
        ("EUR 40", 4_000),
        ("40,-", 4_000),
        ("€40,--", 4_000),
        ("1.250", 125_000),
        ("1250", 125_000),
        ("1 250", 125_000),
        ("1\u00a0250", 125_000),
        ("1250,50", 125_050),
        ("1.250,50", 125_050),
        ("12,5", 1_250),
        (",50", 50),
        ("0,01", 1),
        ("007", 700),
        ("1.000.000", MAX_CENTS),
    ],
)
def test_dutch_amounts_are_read_in_cents(typed: str, cents: int) -> None:
    assert parse_cents(typed) == cents


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.EMPTY),
        ("  ", Problem.EMPTY),
        ("€", Problem.EMPTY),
        ("veel", Problem.NO_NUMBER),
        ("12a", Problem.NO_NUMBER),
        ("1e6", Problem.NO_NUMBER),
        ("1.25.0", Problem.NO_NUMBER),
        ("1,250,50", Problem.NO_NUMBER),
        ("12,", Problem.NO_NUMBER),
        ("١٢", Problem.NO_NUMBER),
        ("-", Problem.NO_NUMBER),
        ("12\x00", Problem.NO_NUMBER),
        ("12.50", Problem.DOT_FOR_CENTS),
        ("1250.5", Problem.DOT_FOR_CENTS),
        ("12,505", Problem.TOO_PRECISE),
        ("-5", Problem.NEGATIVE),
        ("− 5,00", Problem.NEGATIVE),
        ("-€ 5", Problem.NEGATIVE),
        ("€ -5", Problem.NEGATIVE),
        ("0", Problem.ZERO),
        ("0,00", Problem.ZERO),
        ("1.000.000,01", Problem.TOO_MUCH),
        ("9" * 5000, Problem.TOO_MUCH),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, problem: Problem) -> None:
    with pytest.raises(AmountError) as caught:
        parse_cents(typed)
    assert caught.value.problem is problem


@given(st.integers(min_value=1, max_value=MAX_CENTS))
def test_an_amount_that_we_show_is_read_back_the_same(cents: int) -> None:
    assert parse_cents(euro(cents)) == cents


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    with suppress(AmountError):
        assert 0 < parse_cents(typed) <= MAX_CENTS
