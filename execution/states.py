"""How a chosen plan is doing, from the result to its delivery: states and the steps between them, without Django.

Source: Bijlage 1, phase 5: chosen plans are realised within one year; the maker carries out, the municipality helps.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a chosen plan is. NEW until maker and municipality both confirmed the agreement."""

    NEW = "NEW"
    AGREED = "AGREED"
    BUSY = "BUSY"
    STUCK = "STUCK"
    REALISED = "REALISED"
    STOPPED = "STOPPED"


LABELS: Mapping[State, str] = {
    State.NEW: "afspraak volgt",
    State.AGREED: "afgesproken",
    State.BUSY: "bezig",
    State.STUCK: "loopt vast",
    State.REALISED: "gerealiseerd",
    State.STOPPED: "gestopt",
}

# From a state, the states that a plan can go to. A plan that stands or has stopped stays so.
STEPS: Mapping[State, frozenset[State]] = {
    State.NEW: frozenset({State.AGREED, State.STOPPED}),
    State.AGREED: frozenset({State.BUSY, State.STUCK, State.REALISED, State.STOPPED}),
    State.BUSY: frozenset({State.STUCK, State.REALISED, State.STOPPED}),
    State.STUCK: frozenset({State.BUSY, State.REALISED, State.STOPPED}),
    State.REALISED: frozenset(),
    State.STOPPED: frozenset(),
}

# Still to be delivered: who has such a plan is asked how it goes, and reminded of its last day.
GOING_ON = frozenset({State.NEW, State.AGREED, State.BUSY, State.STUCK})


def may_go(current: State, following: State) -> bool:
    return following in STEPS[current]
