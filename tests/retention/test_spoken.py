"""A term reads as people say it, and never as something that it is not exactly."""

import pytest

from retention.terms.spoken import apart_in_words, in_words, span_in_words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        *((365, "1 jaar"), (366, "1 jaar"), (730, "2 jaar"), (731, "2 jaar"), (1461, "4 jaar"), (1826, "5 jaar")),
        *((1825, "5 jaar"), (2555, "7 jaar"), (2556, "7 jaar"), (2557, "7 jaar"), (3650, "10 jaar"), (3653, "10 jaar")),
        *((7, "1 week"), (14, "2 weken"), (42, "6 weken"), (364, "52 weken")),
        *((0, "0 dagen"), (1, "1 dag"), (30, "30 dagen"), (90, "90 dagen"), (180, "180 dagen")),
    ],
)
def test_what_divides_is_said_in_years_or_weeks(days: int, words: str) -> None:
    assert in_words(days) == words


@pytest.mark.parametrize("days", [41, 43, 363, 367, 700, 732, 2554, 2558, 3651, 3654])
def test_what_does_not_divide_stays_in_days(days: int) -> None:
    assert in_words(days) == f"{days} dagen"


def test_bounds_are_said_each_in_its_own_words() -> None:
    assert span_in_words(42, 365) == "6 weken tot en met 1 jaar"
    assert span_in_words(0, 3653) == "0 dagen tot en met 10 jaar"


def test_two_terms_that_differ_never_read_the_same() -> None:
    assert apart_in_words(365, 366) == "365 dagen"
    assert apart_in_words(365, 42) == "1 jaar"
