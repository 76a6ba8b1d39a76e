"""Dates of birth, also half known ones, and who is old enough. Plain Python."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

OLDEST = 125  # years
SHAPE = "De geboortedatum moet zijn zoals 2001-05-04, 04-05-2001 of 20010504."
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_REGISTER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Born:
    """From when to when somebody may have been born; one day when all of it is known."""

    first: date
    last: date


class NoDate(ValueError):
    """No date can be read here; the message is the Dutch reason."""


@lru_cache(maxsize=50_000)
def read_birth_date(text: str) -> Born | None:
    """When somebody was born; None when the register does not know it (00000000). Raises NoDate.

    The register writes 00 for a day or month, and 0000 for a year, that is not known.
    """
    found = _ISO.fullmatch(text) or _REGISTER.fullmatch(text)
    dutch = _DUTCH.fullmatch(text)
    if not found and not dutch:
        raise NoDate("De geboortedatum is onbekend." if text == "0" else SHAPE)
    year, month, day = map(int, found.groups() if found else reversed(dutch.groups()) if dutch else ())
    if not year:
        if month or day:
            raise NoDate("De geboortedatum bestaat niet.")
        return None
    if not month and day:
        raise NoDate("De geboortedatum bestaat niet.")
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else _last_day(year, month or 12)
    except ValueError:
        raise NoDate("De geboortedatum bestaat niet.") from None
    return Born(first, last)


def _last_day(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def is_possible(born: Born, day: date) -> bool:
    return born.last.year >= day.year - OLDEST and born.first <= day


def age(born: date, day: date) -> int:
    """Years completed on `day`; who was born on 29 February has a birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
