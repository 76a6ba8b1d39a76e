"""How the state of a chosen plan is shown to everybody: a word with an icon, and a colour that nobody needs to see."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from execution.states import State


@dataclass(frozen=True)
class Look:
    word: Any
    icon: str
    colour: str


LOOKS: Mapping[State, Look] = {
    State.NEW: Look(_("afspraak volgt"), "clock", "sand"),
    State.AGREED: Look(_("afgesproken"), "heart-handshake", "ocean"),
    State.BUSY: Look(_("bezig"), "hammer", "ocean"),
    State.STUCK: Look(_("loopt vast"), "alert-triangle", "red"),
    State.REALISED: Look(_("gerealiseerd"), "check", "jade"),
    State.STOPPED: Look(_("gestopt"), "hand-stop", "grey"),
}


def kind(state: State) -> str:
    """The name of a state in the map's styles."""
    return state.value.lower()


def signs(states: Container[State]) -> list[tuple[str, Look]]:
    """What the legend of a map explains: only the pins that lie on it, in the order of a plan's life."""
    return [(kind(state), look) for state, look in LOOKS.items() if state in states]
