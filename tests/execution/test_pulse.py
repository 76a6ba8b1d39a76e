"""When makers are asked, when silence is a flag, and when the end is near: the pure rules, day by day."""

from datetime import date, timedelta

import pytest

from execution.attention import LOOKS, Signal, in_order, urgency
from execution.pulse import (
    ANSWER_WITHIN,
    Asked,
    add_months,
    is_silent,
    latest_question,
    latest_reminder,
    next_question,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),  # a leap year
        ("2026-01-31", 2, "2026-03-31"),  # the short month in between moves nothing
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-15", -12, "2026-01-15"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_a_month_is_a_calendar_month(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("agreed", "today", "due"),
    [
        ("2026-01-31", "2026-02-27", None),
        ("2026-01-31", "2026-02-28", "2026-02-28"),
        ("2026-01-31", "2026-03-30", "2026-02-28"),
        ("2026-01-31", "2026-03-31", "2026-03-31"),
        ("2026-01-15", "2026-01-15", None),
        ("2026-01-15", "2026-02-14", None),
        ("2026-01-15", "2026-02-15", "2026-02-15"),
        ("2026-01-15", "2026-12-31", "2026-12-15"),  # after a standstill only the last one
        ("2026-01-15", "2025-12-31", None),  # a day of agreement to come
    ],
)
def test_makers_are_asked_each_month_from_the_day_of_agreement(agreed: str, today: str, due: str | None) -> None:
    found = latest_question(date.fromisoformat(agreed), date.fromisoformat(today))
    assert found == (date.fromisoformat(due) if due else None)


def test_the_next_question_is_the_one_after_the_latest_on_every_day_of_two_years() -> None:
    for agreed in (date(2026, 1, 31), date(2027, 2, 28), date(2027, 11, 30)):
        days = [agreed + timedelta(days=number) for number in range(730)]
        questions = sorted({due for day in days if (due := latest_question(agreed, day))})
        assert len(questions) == 23
        for day in days[:680]:
            assert next_question(agreed, day) == next(due for due in questions if due > day)


DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("answers", "ago", "flag"),
    [
        ("", 0, False),
        ("n", 40, False),  # once is no flag
        ("nn", 14, False),  # the second may still be answered
        ("nn", 15, True),
        ("nny", 15, True),
        ("yn", 15, False),  # the newest answered, the one before not
        ("ny", 15, False),
        ("ynn", 2, False),
        ("nnn", 2, True),  # the newest is young, the two before it are not
        ("nyn", 2, False),
    ],
)
def test_two_questions_without_an_answer_are_a_flag(answers: str, ago: int, flag: bool) -> None:
    newest = DAY - timedelta(days=ago)
    rows = [Asked(add_months(newest, -number), each == "y") for number, each in enumerate(answers)]
    assert is_silent(rows, DAY) is flag
    assert timedelta(days=14) == ANSWER_WITHIN


def test_a_plan_of_a_year_is_reminded_after_six_nine_and_eleven_months_and_at_the_end() -> None:
    start, end = date(2026, 1, 15), date(2027, 1, 15)
    days = [start + timedelta(days=number) for number in range(400)]
    first: dict[int | None, date] = {}
    for day in days:
        first.setdefault(latest_reminder(end, start, day), day)
    expected = {add_months(start, after): 12 - after for after in (6, 9, 11, 12)}
    assert {day: left for left, day in first.items() if left is not None} == expected


def test_after_a_standstill_only_the_last_reminder_comes() -> None:
    assert latest_reminder(date(2027, 1, 15), date(2026, 1, 15), date(2027, 3, 1)) == 0
    assert latest_reminder(date(2027, 1, 15), date(2026, 1, 15), date(2026, 12, 20)) == 1


def test_what_lay_before_a_new_end_is_no_reminder_of_it() -> None:
    end = date(2027, 3, 15)
    assert latest_reminder(end, date(2027, 1, 10), date(2027, 1, 12)) is None  # three months before had passed
    assert latest_reminder(end, date(2027, 1, 10), date(2027, 2, 15)) == 1
    assert latest_reminder(end, date(2027, 2, 15), date(2027, 2, 15)) is None


def test_every_signal_has_a_look_and_help_comes_first() -> None:
    assert set(LOOKS) == set(Signal)
    assert in_order([Signal.LATE, Signal.HELP, Signal.LATE]) == [Signal.HELP, Signal.LATE]
    assert urgency([Signal.LATE, Signal.SILENT]) < urgency([Signal.DONE]) < urgency([])
