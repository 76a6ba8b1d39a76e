"""What about a chosen plan asks for the project leader, the most urgent first: one table, without Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Signal(StrEnum):
    """Something that waits for the team. The value stands in the address of the filtered page."""

    HELP = "hulp"
    SILENT = "stil"
    STOP = "stoppen"
    EXTENSION = "uitstel"
    ASKED = "vraag"
    CHANGE = "wijziging"
    DONE = "klaar"
    OVERDUE = "te-laat"
    STUCK = "vast"
    LATE = "achter"


@dataclass(frozen=True)
class Look:
    """How a signal is shown."""

    label: str
    colour: str
    icon: str


LOOKS: Mapping[Signal, Look] = {
    Signal.HELP: Look("vraagt hulp", "red", "help"),
    Signal.SILENT: Look("geeft geen antwoord", "red", "phone"),
    Signal.STOP: Look("wil stoppen", "red", "hand-stop"),
    Signal.EXTENSION: Look("vraagt meer tijd", "sand", "calendar"),
    Signal.ASKED: Look("vraagt een wijziging", "sand", "edit"),
    Signal.CHANGE: Look("wijziging wacht op akkoord", "sand", "clock"),
    Signal.DONE: Look("zegt: het is klaar", "jade", "check"),
    Signal.OVERDUE: Look("einddatum voorbij", "red", "hourglass"),
    Signal.STUCK: Look("loopt vast", "sand", "alert-triangle"),
    Signal.LATE: Look("stap loopt achter", "sand", "clock"),
}
_ORDER = {signal: place for place, signal in enumerate(Signal)}


def in_order(signals: Iterable[Signal]) -> list[Signal]:
    return sorted(set(signals), key=_ORDER.__getitem__)


def urgency(signals: Iterable[Signal]) -> int:
    """The place of the most urgent signal; after all of them when there is none."""
    return min((_ORDER[signal] for signal in signals), default=len(_ORDER))
