"""The life of a mail, without Django: nothing is sent twice, and nothing gets lost unseen."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """SENDING is a claim that was committed before the mail server was asked anything.

    UNSURE: nobody can know whether the server took it. Only a person decides to send it again.
    """

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    UNSURE = "UNSURE"


LABELS: Mapping[State, str] = {
    State.QUEUED: "wacht",
    State.SENDING: "wordt verstuurd",
    State.SENT: "verstuurd",
    State.FAILED: "mislukt",
    State.UNSURE: "onzeker",
}

STEPS: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED, State.UNSURE}),
    # A worker that was slow, not dead, may still say how it ended.
    State.UNSURE: frozenset({State.SENT, State.QUEUED, State.FAILED}),
    State.FAILED: frozenset({State.QUEUED}),
    State.SENT: frozenset(),
}

# Longer than any talk with a mail server takes (settings.EMAIL_TIMEOUT is for one answer).
STUCK_AFTER = timedelta(minutes=10)
# How long to wait after each refusal; after the last one it is over.
DELAYS = (
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
)
MAX_ATTEMPTS = len(DELAYS) + 1


def may_go(current: State, following: State) -> bool:
    return following in STEPS[current]


def sources(following: State) -> list[State]:
    """The states that a mail can come from when it goes to `following`."""
    return [state for state in State if may_go(state, following)]


def delay_after(code: int, attempts: int) -> timedelta | None:
    """How long to wait after a mail server refused with SMTP `code` at the attempt with this number; None gives up.

    A code in the 500s is for good (RFC 5321); anything else may be better later.
    """
    if 500 <= code < 600 or attempts >= MAX_ATTEMPTS:
        return None
    return DELAYS[attempts - 1]
