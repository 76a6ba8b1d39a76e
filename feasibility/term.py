"""The six weeks in which a plan gets its verdict: which days count, when they are over, and when to remind. Pure.

Source: Bijlage 1, "Schalkwijk aan Zet": the first edition's four weeks were too short, the second had six. Working days
leave out weekends and the holidays of the Algemene termijnenwet, article 3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

# After how many weeks checkers hear what still waits for them.
REMIND_AFTER_WEEKS = (2, 4, 5)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """Days that do not count: from `first` up to and including `last`; None while it lasts."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Term:
    """How long a plan may take: `days` that count, from the day after `started`."""

    started: date
    days: int
    working_days: bool = False
    pauses: Sequence[Pause] = ()

    def counted(self, today: date) -> int:
        """How many days of the term are over at the end of `today`."""
        span = (self.started + timedelta(days=number) for number in range(1, (today - self.started).days + 1))
        return sum(self._counts(day) for day in span)

    def left(self, today: date) -> int:
        """How many days that count are left; below zero when it is late."""
        return self.days - self.counted(today)

    def due(self, today: date) -> date:
        """The last day of the term, as far as is known today: a pause that lasts moves it on every day."""
        known = [Pause(pause.first, pause.last or today) for pause in self.pauses]
        days = Term(self.started, self.days, self.working_days, known)._counting_days()
        return next(day for number, day in enumerate(days, start=1) if number == self.days)

    def is_paused(self, today: date) -> bool:
        return any(pause.holds(today) for pause in self.pauses)

    def reminder(self, today: date) -> int:
        """The latest week of REMIND_AFTER_WEEKS that is over, or 0."""
        week = 5 if self.working_days else 7
        counted = self.counted(today)
        return max((weeks for weeks in REMIND_AFTER_WEEKS if counted >= weeks * week), default=0)

    def _counting_days(self) -> Iterator[date]:
        day = self.started
        while True:
            day += ONE_DAY
            if self._counts(day):
                yield day

    def _counts(self, day: date) -> bool:
        if any(pause.holds(day) for pause in self.pauses):
            return False
        return not self.working_days or is_working_day(day)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """The general holidays of a year (Algemene termijnenwet, article 3)."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=number) for number in (-2, 0, 1, 39, 49, 50)}
    king = date(year, 4, 27)
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | {king - ONE_DAY if king.weekday() == 6 else king})


def easter_sunday(year: int) -> date:
    """By the rule of Gauss as Butcher wrote it, for the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
