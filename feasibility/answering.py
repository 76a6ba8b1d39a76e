"""How long makers can answer the verdict on their plan, and when they are reminded. Pure.

A term is half open and ends at midnight in Amsterdam, so it lasts the whole of its last day; and never longer than the
day on which the vote opens, because that day stands in everybody's letter.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# How many days makers have again after somebody looked at the verdict a second time.
DAYS_AGAIN = 3
# When the last reminder goes out.
LAST_CALL = timedelta(days=2)
# Whoever had less time than this cannot be blamed for keeping silent.
FAIR = timedelta(days=1)


class Reminder(StrEnum):
    """Which of the two reminders it is."""

    HALF = "half"
    LAST = "last"


def answers_end(since: datetime, days: int, vote_at: datetime | None, looked_at: datetime | None = None) -> datetime:
    """When the term closes that began with the publication at `since`.

    `looked_at` is when somebody looked again at the verdict, `vote_at` when the vote opens (None: not known).
    """
    end = _after_days(since, days)
    if looked_at:
        end = max(end, _after_days(looked_at, DAYS_AGAIN))
    return min(end, vote_at) if vote_at else end


def had_a_fair_chance(since: datetime, end: datetime) -> bool:
    """Whether a term was long enough to answer in; after a late publication it can be over at once."""
    return end - since >= FAIR


def reminder(since: datetime, end: datetime, now: datetime) -> Reminder | None:
    """The reminder whose moment it is: from halfway on, and from LAST_CALL before the end."""
    middle = since + (end - since) / 2
    if now < middle or now >= end:
        return None
    return Reminder.LAST if now >= end - LAST_CALL else Reminder.HALF


def days_left(end: datetime, now: datetime) -> int:
    """How many nights there are still to sleep on it; 0 on the last day, below zero afterwards."""
    last = (end - timedelta(microseconds=1)).astimezone(AMSTERDAM).date()
    return (last - now.astimezone(AMSTERDAM).date()).days


def _after_days(moment: datetime, days: int) -> datetime:
    """The midnight that closes the day `days` days after `moment`."""
    day = moment.astimezone(AMSTERDAM).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), AMSTERDAM).astimezone(moment.tzinfo)
