"""When a maker can campaign for a plan, and if not why: pure tables, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from editions.phases import Phase, Schedule
from plans.status import Status


@dataclass(frozen=True)
class Season:
    """The time in which one asks people for something: in `phases`, until the end of `until`'s dates."""

    phases: frozenset[Phase]
    until: Phase
    over: str


SEASONS: Mapping[Status, Season] = {
    Status.SUBMITTED: Season(
        frozenset({Phase.SUBMISSION, Phase.LIKES}),
        Phase.LIKES,
        "De likes zijn gesloten. Een poster is nu niet meer nodig. De uitkomst staat binnenkort bij uw plan.",
    ),
    Status.ON_BALLOT: Season(
        frozenset({Phase.FEASIBILITY, Phase.VOTING}),
        Phase.VOTING,
        "De stemming is gesloten. Een poster is nu niet meer nodig.",
    ),
}
REFUSALS: Mapping[Status, str] = {
    Status.DRAFT: "Uw plan is nog een concept. Dien het eerst in. Daarna kunt u hier een poster en kaartjes maken.",
    Status.HELD: "Uw plan is nu niet openbaar. Is het te lezen? Dan kunt u hier een poster en kaartjes maken.",
    Status.WITHDRAWN: "U heeft dit plan ingetrokken. Daarom is er geen poster van.",
    Status.MERGED: "Uw plan is samengevoegd met een ander plan. Maak daar een poster van.",
    Status.REFERRED: "Uw plan is doorgegeven aan de gemeente. Het heeft geen likes nodig.",
    Status.BELOW_THRESHOLD: "De likes zijn gesloten. Een poster is nu niet nodig. "
    "De projectleider kijkt met u hoe het plan verder kan.",
    Status.IN_CHECK: "Uw plan is in de haalbaarheidscheck. Komt het op het stembiljet? "
    "Dan kunt u een nieuwe poster maken.",
    Status.NOT_FEASIBLE: "Uw plan komt nu niet op het stembiljet. Daarom is er geen poster van.",
    Status.NOT_CHOSEN: "De stemming is voorbij. Een poster is nu niet meer nodig.",
    Status.CHOSEN: "Uw plan is gekozen. Een poster is nu niet meer nodig.",
    Status.REALISED: "Uw plan is gerealiseerd. Een poster is nu niet meer nodig.",
    Status.STOPPED: "Uw plan is gestopt. Een poster is nu niet meer nodig.",
}
NO_DATES = "De datums staan nog niet vast. Zodra ze er zijn, kunt u een poster maken."


def why_no_campaign(status: Status, phase: Phase, schedule: Schedule, moment: datetime) -> str | None:
    """The Dutch reason why there is no poster of a plan at `moment`, or None when there is one."""
    season = SEASONS.get(status)
    if season is None:
        return REFUSALS[status]
    if phase not in season.phases:
        return season.over
    if season.until not in schedule:
        return NO_DATES
    return None if moment < schedule[season.until].ends_at else season.over
