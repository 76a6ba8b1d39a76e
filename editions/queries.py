"""Reads about editions that several pages share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from editions.models import Edition
from editions.phases import LABELS, NUMBERED, PHASES, Phase, shown_phase


@dataclass(frozen=True)
class PhaseStep:
    """One of the five numbered steps on the phase bar: `state` is done, now or later."""

    number: int
    phase: Phase
    name: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None


def phase_steps(edition: Edition) -> list[PhaseStep]:
    """The five steps with their dates, seen from where the edition is now."""
    schedule = edition.schedule()
    shown = shown_phase(edition.current_phase)
    return [
        PhaseStep(
            number,
            phase,
            LABELS[phase],
            _state(phase, shown),
            schedule[phase].starts_at if phase in schedule else None,
            schedule[phase].ends_at if phase in schedule else None,
        )
        for number, phase in enumerate(NUMBERED, start=1)
    ]


def _state(phase: Phase, shown: Phase) -> str:
    if phase is shown:
        return "now"
    return "done" if PHASES.index(phase) < PHASES.index(shown) else "later"


# What a resident can do something in first; the home page opens with it.
_LIVELIEST: Sequence[Phase] = (
    Phase.VOTING,
    Phase.SUBMISSION,
    Phase.LIKES,
    Phase.FEASIBILITY,
    Phase.COUNTING,
    Phase.EXECUTION,
    Phase.CLOSED,
)


def home_edition() -> Edition | None:
    """The edition that the home page is about: the liveliest phase first, then the newest."""
    editions = Edition.objects.visible().select_related("area").prefetch_related("windows", "themes")
    return min(editions, key=lambda e: (_LIVELIEST.index(e.current_phase), -e.pk), default=None)


def visible_editions() -> list[Edition]:
    """All editions that have started, newest first."""
    return list(Edition.objects.visible().select_related("area").prefetch_related("windows"))
