"""The six weeks: which days count, pauses, working days, and when to remind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.term import Pause, Term, easter_sunday, holidays, is_working_day

MONDAY = date(2026, 10, 26)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_six_weeks_end_on_the_same_weekday() -> None:
    term = Term(MONDAY, 42)
    assert term.due(MONDAY) == date(2026, 12, 7)
    assert (term.counted(MONDAY), term.left(date(2026, 12, 7)), term.left(date(2026, 12, 8))) == (0, 0, -1)


def test_a_pause_does_not_count_and_moves_the_end() -> None:
    term = Term(MONDAY, 42, pauses=[Pause(date(2026, 11, 2), date(2026, 11, 4))])
    assert term.due(date(2026, 11, 20)) == date(2026, 12, 10)
    assert term.counted(date(2026, 11, 4)) == 6
    assert not term.is_paused(date(2026, 11, 5))


def test_a_pause_that_lasts_moves_the_end_every_day() -> None:
    term = Term(MONDAY, 42, pauses=[Pause(date(2026, 11, 2))])
    assert term.is_paused(date(2026, 11, 9))
    assert term.due(date(2026, 11, 2)) == date(2026, 12, 8)
    assert term.due(date(2026, 11, 9)) == date(2026, 12, 15)
    assert term.counted(date(2026, 12, 31)) == 6


def test_pauses_that_overlap_count_once() -> None:
    twice = [Pause(date(2026, 11, 2), date(2026, 11, 4)), Pause(date(2026, 11, 3), date(2026, 11, 5))]
    assert Term(MONDAY, 42, pauses=twice).due(date(2026, 11, 20)) == date(2026, 12, 11)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert Term(date(2026, 12, 21), 5, working_days=True).due(date(2026, 12, 21)) == date(2026, 12, 29)
    assert Term(MONDAY, 30, working_days=True).due(MONDAY) == date(2026, 12, 7)


@pytest.mark.parametrize(("days", "week"), [(13, 0), (14, 2), (27, 2), (28, 4), (34, 4), (35, 5), (80, 5)])
def test_checkers_hear_after_two_four_and_five_weeks(days: int, week: int) -> None:
    assert Term(MONDAY, 42).reminder(MONDAY + timedelta(days=days)) == week


def test_a_week_of_working_days_has_five() -> None:
    term = Term(MONDAY, 30, working_days=True)
    assert (term.reminder(date(2026, 11, 6)), term.reminder(date(2026, 11, 9))) == (0, 2)


def test_a_pause_delays_the_reminder() -> None:
    term = Term(MONDAY, 42, pauses=[Pause(date(2026, 10, 28), date(2026, 10, 31))])
    assert (term.reminder(MONDAY + timedelta(days=17)), term.reminder(MONDAY + timedelta(days=18))) == (0, 2)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year: int, day: date) -> None:
    assert easter_sunday(year) == day


def test_the_holidays_of_2027() -> None:
    """Easter is on 28 March; 27 April is a Tuesday."""
    assert sorted(holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 5),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]


def test_on_a_sunday_the_kings_day_is_a_day_earlier() -> None:
    assert not is_working_day(date(2025, 4, 26))
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)


@given(DAYS, st.integers(1, 60), st.booleans(), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=4))
def test_at_its_end_a_term_is_used_up_and_the_day_before_it_is_not(
    started: date, days: int, working: bool, breaks: list[tuple[int, int]]
) -> None:
    pauses = [
        Pause(started + timedelta(days=first), started + timedelta(days=first + length)) for first, length in breaks
    ]
    term = Term(started, days, working, pauses)
    end = term.due(started)
    assert term.left(end) == 0
    assert term.left(end - timedelta(days=1)) == 1
