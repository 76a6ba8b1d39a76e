"""What a line of the retention table consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Start(StrEnum):
    """What a term counts from. The first five are moments of an edition, the others belong to the whole platform."""

    SUBMITTED = "SUBMITTED"
    RESULT = "RESULT"
    POSTED = "POSTED"
    CLOSED = "CLOSED"
    OWN = "OWN"
    UNUSED = "UNUSED"
    ELSEWHERE = "ELSEWHERE"


STARTS: Mapping[Start, str] = {
    Start.SUBMITTED: "het sluiten van het indienen",
    Start.RESULT: "het bekendmaken van de uitslag",
    Start.POSTED: "het drukken van de stembrieven, maar nooit vóór de uitslag",
    Start.CLOSED: "het afronden van de editie",
    Start.OWN: "het ontstaan van de regel zelf",
    Start.UNUSED: "de laatste keer inloggen",
    Start.ELSEWHERE: "zie wat er gebeurt",
}
OF_AN_EDITION = frozenset({Start.SUBMITTED, Start.RESULT, Start.POSTED, Start.CLOSED})


class Deed(StrEnum):
    """What happens to a row. FILES are removed although their row stays; ELSEWHERE another room does it by itself."""

    DELETE = "DELETE"
    BLANK = "BLANK"
    FILES = "FILES"
    ANONYMISE = "ANONYMISE"
    ELSEWHERE = "ELSEWHERE"


DEEDS: Mapping[Deed, str] = {
    Deed.DELETE: "regel weg",
    Deed.BLANK: "velden leeg",
    Deed.FILES: "bestanden weg",
    Deed.ANONYMISE: "account leeg, of helemaal weg",
    Deed.ELSEWHERE: "velden leeg (gaat vanzelf)",
}


@dataclass(frozen=True)
class Holding:
    """Rows of one model that a term is about.

    `edition` leads from a row to its edition, `where` narrows the rows down (look-ups of the database). BLANK empties
    `fields`; `words` gives those that may not be empty what they say instead. `moment` is the field that a term counts
    from that starts with the row itself. A row of DELETE takes its files along.
    """

    model: str
    deed: Deed
    fields: tuple[str, ...] = ()
    edition: str = "edition"
    where: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    moment: str = ""


@dataclass(frozen=True)
class Term:
    """One line of the table; times in whole days.

    `shortest` and `longest` bound what a leader (or, for the platform, an administrator) may make of `days`. `early`
    says whether a leader may destroy by hand as soon as the term has begun. `still` says what must be over besides.
    """

    key: str
    label: str
    purpose: str
    ground: str
    start: Start
    days: int
    shortest: int
    longest: int
    holdings: tuple[Holding, ...]
    early: bool = False
    note: str = ""

    @property
    def of_edition(self) -> bool:
        return self.start in OF_AN_EDITION

    @property
    def is_done_here(self) -> bool:
        """Whether this room destroys it, and not the room that keeps it."""
        return self.start is not Start.ELSEWHERE

    def fits(self, days: int) -> bool:
        return self.shortest <= days <= self.longest


@dataclass(frozen=True)
class Moments:
    """When an edition reached what terms count from (UTC); None when it did not yet."""

    submitted: datetime | None = None
    posted: datetime | None = None
    result: datetime | None = None
    closed: datetime | None = None


def due_at(term: Term, moments: Moments, days: int) -> datetime | None:
    """From when the rows of an edition must go; None as long as the term has not begun.

    The roll is counted from the letters, as the table says. But the desk needs it until the vote closes, and the
    turnout by age is kept with the result: so it never goes before the result is public. Without a day of the
    letters it counts from the result.
    """
    if term.start is Start.POSTED:
        if moments.result is None:
            return None
        return max((moments.posted or moments.result) + timedelta(days=days), moments.result)
    begun = began_at(term, moments)
    return begun + timedelta(days=days) if begun else None


def began_at(term: Term, moments: Moments) -> datetime | None:
    """Since when the term runs; for POSTED since when nobody needs the rows any more."""
    return {
        Start.SUBMITTED: moments.submitted,
        Start.RESULT: moments.result,
        Start.POSTED: moments.result,
        Start.CLOSED: moments.closed,
    }.get(term.start)
