"""The maker's amount beside the city's estimate."""

import pytest

from feasibility.cost_gap import Comparison, Post, compare


def test_a_post_without_an_estimate_counts_as_the_maker_says() -> None:
    assert compare([Post(10_000), Post(5_000, 6_000, 8_000)]) == Comparison(15_000, 16_000, 18_000)


def test_what_the_maker_left_out_counts_on_the_citys_side_only() -> None:
    assert compare([Post(10_000), Post(0, 2_000, 3_000)]) == Comparison(10_000, 12_000, 13_000)


def test_no_posts_cost_nothing() -> None:
    assert compare([]) == Comparison(0, 0, 0)


@pytest.mark.parametrize(
    ("maker", "gap"), [(99, -1), (100, 0), (150, 0), (200, 0), (201, 1)], ids=["below", "low", "in", "high", "above"]
)
def test_inside_the_range_there_is_no_gap(maker: int, gap: int) -> None:
    assert Comparison(maker, 100, 200).gap_cents == gap


@pytest.mark.parametrize(
    ("low", "high", "percent", "asked"),
    [(125, 130, 25, False), (126, 130, 25, True), (50, 75, 25, False), (50, 74, 25, True), (101, 101, 0, True)],
)
def test_more_than_the_share_asks_for_words(low: int, high: int, percent: int, asked: bool) -> None:
    assert Comparison(100, low, high).needs_explanation(percent) is asked


def test_the_dog_field_of_2020_asks_for_words() -> None:
    """The city said € 35.000, its maker € 10.000."""
    assert Comparison(1_000_000, 3_500_000, 3_500_000).needs_explanation(25)
    assert not Comparison(1_000_000, 3_500_000, 3_500_000).needs_explanation(250)
