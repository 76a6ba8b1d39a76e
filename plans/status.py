"""The life of a plan: statuses and the steps between them. The other apps talk through `Plan.status`."""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    DRAFT = "DRAFT"
    HELD = "HELD"
    SUBMITTED = "SUBMITTED"
    WITHDRAWN = "WITHDRAWN"
    MERGED = "MERGED"
    REFERRED = "REFERRED"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    IN_CHECK = "IN_CHECK"
    NOT_FEASIBLE = "NOT_FEASIBLE"
    ON_BALLOT = "ON_BALLOT"
    NOT_CHOSEN = "NOT_CHOSEN"
    CHOSEN = "CHOSEN"
    REALISED = "REALISED"
    STOPPED = "STOPPED"


LABELS: Mapping[Status, str] = {
    Status.DRAFT: "concept",
    Status.HELD: "nog niet openbaar",
    Status.SUBMITTED: "ingediend",
    Status.WITHDRAWN: "ingetrokken",
    Status.MERGED: "samengevoegd",
    Status.REFERRED: "doorgegeven aan de gemeente",
    Status.BELOW_THRESHOLD: "te weinig likes",
    Status.IN_CHECK: "in de haalbaarheidscheck",
    Status.NOT_FEASIBLE: "nu niet haalbaar",
    Status.ON_BALLOT: "op het stembiljet",
    Status.NOT_CHOSEN: "niet gekozen",
    Status.CHOSEN: "gekozen",
    Status.REALISED: "gerealiseerd",
    Status.STOPPED: "gestopt",
}

# From a status, the statuses that a plan can go to.
STEPS: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.HELD, Status.REFERRED, Status.WITHDRAWN}),
    # A plan that the team publishes after the likes closed goes where its likes say (plans.publishing).
    Status.HELD: frozenset({Status.SUBMITTED, Status.WITHDRAWN, Status.IN_CHECK, Status.BELOW_THRESHOLD}),
    Status.SUBMITTED: frozenset(
        {Status.HELD, Status.MERGED, Status.WITHDRAWN, Status.BELOW_THRESHOLD, Status.IN_CHECK}
    ),
    Status.WITHDRAWN: frozenset(),
    Status.MERGED: frozenset(),
    Status.REFERRED: frozenset(),
    Status.BELOW_THRESHOLD: frozenset(),
    Status.IN_CHECK: frozenset({Status.NOT_FEASIBLE, Status.ON_BALLOT, Status.WITHDRAWN}),
    # Before the vote opens: a verdict that somebody looked at again, and makers who kept silent about their conditions.
    Status.NOT_FEASIBLE: frozenset({Status.ON_BALLOT}),
    # A plan that is withdrawn after the vote opened keeps its votes and cannot be chosen (voting.actions.withdrawing).
    Status.ON_BALLOT: frozenset({Status.CHOSEN, Status.NOT_CHOSEN, Status.NOT_FEASIBLE, Status.WITHDRAWN}),
    Status.NOT_CHOSEN: frozenset(),
    Status.CHOSEN: frozenset({Status.REALISED, Status.STOPPED}),
    Status.REALISED: frozenset(),
    Status.STOPPED: frozenset(),
}

# Chosen by the district, whatever became of it since.
WON = frozenset({Status.CHOSEN, Status.REALISED, Status.STOPPED})
# What has stood on a ballot that was counted, or stands on one.
BALLOTED = frozenset({Status.ON_BALLOT, Status.NOT_CHOSEN}) | WON

# What only its makers see (and the team, for what is held); a merged plan's address leads on to the other.
PUBLIC = frozenset(Status) - {Status.DRAFT, Status.HELD, Status.WITHDRAWN, Status.MERGED}
# What the team works on: what is public, and what waits for the team.
TEAM = PUBLIC | {Status.HELD}


def may_go(current: Status, following: Status) -> bool:
    return following in STEPS[current]
