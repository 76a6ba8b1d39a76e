"""What the table found about one plan at one meeting, in words: as it goes on record when the meeting closes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Term:
    """One condition: what, who sees to it, before which step, and at the latest on which day (in words; may be "")."""

    text: str
    owner: str
    before: str
    due: str


@dataclass(frozen=True)
class Found:
    """Labels are Dutch, days are in words; without `outcome` and `parked_until` the meeting came to nothing yet.

    `ballot_cents` are euro cents; None without a price.
    """

    outcome: str = ""
    ballot_cents: int | None = None
    waits_for_second: bool = False
    explanation: str = ""
    ballot_reason: str = ""
    way_on_kind: str = ""
    way_on: str = ""
    parked_until: str = ""
    parked_reason: str = ""
    conditions: tuple[Term, ...] = ()


def kept(found: Found) -> dict[str, Any]:
    """How it is stored."""
    return asdict(found)


def read(stored: Mapping[str, Any]) -> Found:
    """What `kept` made of it."""
    return Found(**{**stored, "conditions": tuple(Term(**term) for term in stored["conditions"])})
