"""The term in which makers answer: when it ends, when it reminds, and what is too short to blame anybody. Pure."""

from datetime import UTC, datetime, timedelta

import pytest

from feasibility.answering import Reminder, answers_end, days_left, had_a_fair_chance, reminder


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "days", "vote", "looked", "end"),
    [
        ("2026-09-01 10:00", 10, None, None, "2026-09-11 22:00"),  # all of 11 September, in summer
        ("2026-09-01 22:30", 10, None, None, "2026-09-12 22:00"),  # that is 2 September in Amsterdam
        ("2026-10-20 10:00", 10, None, None, "2026-10-30 23:00"),  # the clock goes back in between
        ("2026-09-01 10:00", 10, "2026-09-08 22:00", None, "2026-09-08 22:00"),  # never beyond the vote
        ("2026-09-01 10:00", 10, "2026-10-01 22:00", None, "2026-09-11 22:00"),
        ("2026-09-01 10:00", 10, None, "2026-09-11 09:00", "2026-09-14 22:00"),  # three days after a second look
        ("2026-09-01 10:00", 10, None, "2026-09-03 09:00", "2026-09-11 22:00"),  # which never makes it shorter
        ("2026-09-01 10:00", 10, "2026-09-12 22:00", "2026-09-11 09:00", "2026-09-12 22:00"),
    ],
)
def test_when_the_term_ends(since: str, days: int, vote: str | None, looked: str | None, end: str) -> None:
    assert answers_end(at(since), days, at(vote) if vote else None, at(looked) if looked else None) == at(end)


@pytest.mark.parametrize(
    ("hours", "which"),
    [
        (0, None),
        (119, None),
        (120, Reminder.HALF),
        (191, Reminder.HALF),
        (192, Reminder.LAST),
        (239, Reminder.LAST),
        (240, None),
        (500, None),
    ],
)
def test_reminders_come_halfway_and_two_days_before_the_end(hours: int, which: Reminder | None) -> None:
    since = at("2026-09-01 10:00")
    assert reminder(since, since + timedelta(days=10), since + timedelta(hours=hours)) == which


def test_a_short_term_has_one_reminder_and_none_at_once() -> None:
    since = at("2026-09-01 10:00")
    moments = [since + timedelta(hours=hour) for hour in range(49)]
    found = [reminder(since, since + timedelta(days=2), moment) for moment in moments]
    assert found[0] is None
    assert {each for each in found if each} == {Reminder.LAST}


def test_a_term_of_less_than_a_day_blames_nobody() -> None:
    since = at("2026-09-01 10:00")
    assert had_a_fair_chance(since, since + timedelta(days=1))
    assert not had_a_fair_chance(since, since + timedelta(hours=23))
    assert not had_a_fair_chance(since, since - timedelta(days=3))


def test_days_are_counted_in_nights() -> None:
    end = at("2026-09-11 22:00")
    assert days_left(end, at("2026-09-10 08:00")) == 1
    assert days_left(end, at("2026-09-11 21:59")) == 0
    assert days_left(end, at("2026-09-11 22:00")) == -1
