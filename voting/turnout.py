"""Turnout in groups, so that no published figure tells about a handful of people. Plain Python.

Small groups are merged instead of left out: all published groups of one kind add up to everybody, so nothing can be
found by subtracting from the total. A group is big enough when at least `LEAST` people in it voted and at least `LEAST`
did not: "everybody of this group voted" tells as much as a count of one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

LEAST = 10
# The youngest age of each band after the first, which starts at the voting age.
BANDS = (25, 35, 50, 65, 75)
gettext_noop = str  # Marks a sentence for translation. Who shows it translates: this module knows no Django.
BAND = gettext_noop("%(first)s tot en met %(last)s jaar")
OLDEST = gettext_noop("%(first)s jaar en ouder")
UNKNOWN_AGE = gettext_noop("leeftijd onbekend")


@dataclass(frozen=True)
class Group:
    """One figure: the names that it covers, how many of them may vote and how many did."""

    names: tuple[str, ...]
    eligible: int
    voted: int

    @property
    def is_safe(self) -> bool:
        return min(self.voted, self.eligible - self.voted) >= LEAST

    @property
    def percentage(self) -> int:
        """Rounded down; 0 when nobody may vote."""
        return self.voted * 100 // self.eligible if self.eligible else 0

    def with_(self, other: "Group") -> "Group":
        return Group(self.names + other.names, self.eligible + other.eligible, self.voted + other.voted)


def safe_groups(groups: Sequence[Group]) -> list[Group]:
    """The groups to publish, in the order given; those too small merged into one at the end.

    When those are still too few, the group with the fewest voters or non-voters joins them, until they are enough.
    Empty when not even all together are.
    """
    shown = [group for group in groups if group.is_safe]
    small = [group for group in groups if not group.is_safe]
    if not small:
        return shown
    merged = small[0]
    for group in small[1:]:
        merged = merged.with_(group)
    while not merged.is_safe and shown:
        next_one = min(shown, key=lambda group: min(group.voted, group.eligible - group.voted))
        shown.remove(next_one)
        merged = merged.with_(next_one)
    return [*shown, merged] if merged.is_safe else []


def band_of(born: date | None, day: date, voting_age: int) -> str:
    """The age band on `day`, such as "25 tot en met 34 jaar"."""
    if born is None:
        return UNKNOWN_AGE
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return bands(voting_age)[sum(age >= start for start in _starts(voting_age)[1:])]


def bands(voting_age: int) -> list[str]:
    """All bands, youngest first."""
    starts = _starts(voting_age)
    closed = [BAND % {"first": first, "last": after - 1} for first, after in pairwise(starts)]
    return [*closed, OLDEST % {"first": starts[-1]}, UNKNOWN_AGE]


def band_message(band: str) -> tuple[str, dict[str, str]]:
    """The sentence of a band as it is kept, and its numbers: to show it, gettext(sentence) % numbers."""
    numbers = re.findall(r"\d+", band)
    sentence = {2: BAND, 1: OLDEST}.get(len(numbers), band)
    return sentence, dict(zip(("first", "last"), numbers, strict=False))


def _starts(voting_age: int) -> list[int]:
    return [voting_age, *(start for start in BANDS if start > voting_age)]


def groups_of(counts: Mapping[str, tuple[int, int]], order: Sequence[str]) -> list[Group]:
    """Groups from (eligible, voted) by name, in this order; names nobody is in are left out."""
    return [Group((name,), *counts[name]) for name in order if name in counts and counts[name][0]]
