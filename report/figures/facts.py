"""What the figures of an edition are made of. Amounts in euro cents, moments in UTC."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from plans.status import Status


@dataclass(frozen=True)
class PlanFacts:
    """One plan. `votes` is None for a plan that was in no published count; `granted_cents` is 0 unless chosen."""

    number: int
    title: str
    theme: str
    neighbourhood: str
    status: Status
    submitted: bool
    checked: bool
    likes: int
    cost_cents: int
    ballot_cents: int | None = None
    votes: int | None = None
    granted_cents: int = 0
    # What its maker entered as spent; None for a plan that was not chosen.
    spent_cents: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Span:
    """One phase: as planned and as it was. A moment that nobody wrote down is None."""

    phase: str
    label: str
    planned_start: datetime | None
    planned_end: datetime | None
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class Vote:
    """The published count."""

    eligible: int
    voted: int
    budget_cents: int
    granted_cents: int
    left_cents: int


@dataclass(frozen=True)
class TurnoutFacts:
    """One published group: so large that it gives nobody away (voting.turnout)."""

    by: str
    names: tuple[str, ...]
    eligible: int
    voted: int


@dataclass(frozen=True)
class Costs:
    """What the round itself cost. Hours in quarters of an hour; an unknown price is None."""

    letters: int = 0
    letter_cents: int | None = None
    hourly_cents: int | None = None
    hours: Sequence[tuple[str, int]] = ()  # (activity, quarters)
    other: Sequence[tuple[str, int]] = ()  # (what, cents)


@dataclass(frozen=True)
class Facts:
    """All of an edition that its figures need. `answers` are the survey's, by role: question to 1..5."""

    edition: str
    threshold: int
    budget_cents: int
    themes: Sequence[str]
    neighbourhoods: Sequence[str]
    plans: Sequence[PlanFacts] = ()
    spans: Sequence[Span] = ()
    vote: Vote | None = None
    turnout: Sequence[TurnoutFacts] = ()
    costs: Costs = field(default_factory=Costs)
    answers: Mapping[str, Sequence[Mapping[str, int]]] = field(default_factory=dict)
    earlier: Sequence[Mapping[str, Any]] = ()

    def sha256(self) -> str:
        """The same facts give the same hash, whenever they are read."""
        told = json.dumps(asdict(self), sort_keys=True, default=_plain)
        return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
