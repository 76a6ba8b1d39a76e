"""The five phases of an edition, what each allows, and when: pure tables, without Django.

Source: Bijlage 1, "Schalkwijk aan Zet" (phases and order); HOUSE rules for the clock. All times are UTC, all
intervals half open: [start, end). What is allowed follows from the phase that the edition is in AND from the
schedule, so that a late worker never lets something in after its end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise


class Phase(StrEnum):
    """Where an edition is. COUNTING is the part of the voting phase after the box has closed."""

    PREPARATION = "PREPARATION"
    SUBMISSION = "SUBMISSION"
    LIKES = "LIKES"
    FEASIBILITY = "FEASIBILITY"
    VOTING = "VOTING"
    COUNTING = "COUNTING"
    EXECUTION = "EXECUTION"
    CLOSED = "CLOSED"


PHASES = tuple(Phase)
# The five phases that residents see, with the number on the phase bar.
NUMBERED = (Phase.SUBMISSION, Phase.LIKES, Phase.FEASIBILITY, Phase.VOTING, Phase.EXECUTION)
LABELS: Mapping[Phase, str] = {
    Phase.PREPARATION: "Voorbereiding",
    Phase.SUBMISSION: "Plan indienen",
    Phase.LIKES: "Likes verzamelen",
    Phase.FEASIBILITY: "Haalbaarheidscheck",
    Phase.VOTING: "De wijk stemt",
    Phase.COUNTING: "De stemmen worden geteld",
    Phase.EXECUTION: "Plannen uitvoeren",
    Phase.CLOSED: "Afgerond",
}


class Activity(StrEnum):
    """Something that people do and that the rules of the game allow only at certain times."""

    SUBMIT = "SUBMIT"
    EDIT = "EDIT"
    LIKE = "LIKE"
    MERGE = "MERGE"
    COMMENT = "COMMENT"
    TOGETHER = "TOGETHER"
    JUDGE = "JUDGE"
    PREPARE_VOTE = "PREPARE_VOTE"
    VOTE = "VOTE"
    PAPER = "PAPER"
    COUNT = "COUNT"
    EXECUTE = "EXECUTE"


# Which phases allow an activity, and from the start of which phase's dates to the end of which (none: the phase alone
# decides).
GRANTS: Mapping[Activity, tuple[frozenset[Phase], tuple[Phase, ...]]] = {
    Activity.SUBMIT: (frozenset({Phase.SUBMISSION}), (Phase.SUBMISSION,)),
    Activity.EDIT: (frozenset({Phase.SUBMISSION, Phase.LIKES}), (Phase.SUBMISSION, Phase.LIKES)),
    Activity.LIKE: (frozenset({Phase.SUBMISSION, Phase.LIKES}), (Phase.LIKES,)),
    Activity.MERGE: (frozenset({Phase.SUBMISSION, Phase.LIKES}), (Phase.SUBMISSION, Phase.LIKES)),
    Activity.COMMENT: (
        frozenset({Phase.SUBMISSION, Phase.LIKES, Phase.FEASIBILITY, Phase.VOTING, Phase.EXECUTION}),
        (),
    ),
    # Making a plan together and helping with it. Unlike a reaction it sways nobody, so counting the votes is no pause.
    Activity.TOGETHER: (frozenset(Phase) - {Phase.PREPARATION, Phase.CLOSED}, ()),
    Activity.JUDGE: (frozenset({Phase.FEASIBILITY}), ()),
    Activity.PREPARE_VOTE: (
        frozenset({Phase.SUBMISSION, Phase.LIKES, Phase.FEASIBILITY, Phase.PREPARATION}),
        (),
    ),
    Activity.VOTE: (frozenset({Phase.VOTING}), (Phase.VOTING,)),
    # Paper that was handed in on time may be entered after the close, until the votes are counted.
    Activity.PAPER: (frozenset({Phase.VOTING, Phase.COUNTING}), ()),
    Activity.COUNT: (frozenset({Phase.COUNTING}), ()),
    Activity.EXECUTE: (frozenset({Phase.EXECUTION}), ()),
}

gettext_noop = str  # Marks a sentence for translation. Who shows it translates: this module knows no Django.

REFUSALS: Mapping[Activity, str] = {
    Activity.SUBMIT: gettext_noop("U kunt nu geen plan indienen. Dat kan alleen in fase 1."),
    Activity.EDIT: gettext_noop("U kunt dit plan nu niet meer veranderen."),
    Activity.LIKE: gettext_noop("U kunt nu geen likes geven. Dat kan alleen zolang de likes open zijn."),
    Activity.MERGE: gettext_noop("Plannen samenvoegen kan alleen zolang de likes nog niet gesloten zijn."),
    Activity.COMMENT: gettext_noop("U kunt nu geen reactie plaatsen."),
    Activity.TOGETHER: gettext_noop("Deze ronde is niet open. Samen maken en hulp aanbieden kan nu niet."),
    Activity.JUDGE: gettext_noop("Beoordelen kan alleen in de fase haalbaarheidscheck."),
    Activity.PREPARE_VOTE: gettext_noop("Dit kan alleen voordat de stemming open is."),
    Activity.VOTE: gettext_noop("De stemming is nu niet open."),
    Activity.PAPER: gettext_noop("Papieren stemmen verwerkt u tijdens de stemming en daarna tot de telling."),
    Activity.COUNT: gettext_noop("Tellen kan pas als de stemming gesloten is."),
    Activity.EXECUTE: gettext_noop("Dit kan alleen in de uitvoeringsfase."),
}


@dataclass(frozen=True)
class Window:
    """When a phase lasts, by the schedule: [starts_at, ends_at), UTC."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


Schedule = Mapping[Phase, Window]


def why_not(activity: Activity, phase: Phase, schedule: Schedule, moment: datetime) -> str | None:
    """The Dutch reason why `activity` is not allowed at `moment`, or None when it is. A resident gets gettext of it."""
    phases, dated_by = GRANTS[activity]
    if phase not in phases:
        return REFUSALS[activity]
    if not dated_by:
        return None
    window = span(dated_by, schedule)
    return None if window and window.holds(moment) else REFUSALS[activity]


def span(phases: tuple[Phase, ...], schedule: Schedule) -> Window | None:
    """From the first start to the last end of `phases`, or None when one is not in the schedule."""
    windows = [schedule[p] for p in phases if p in schedule]
    if len(windows) < len(phases):
        return None
    return Window(min(w.starts_at for w in windows), max(w.ends_at for w in windows))


def shown_phase(phase: Phase) -> Phase:
    """The numbered phase that residents see: counting belongs to voting."""
    return Phase.VOTING if phase is Phase.COUNTING else phase


def check_schedule(schedule: Schedule) -> list[str]:
    """Dutch sentences for what is wrong with a schedule: gaps in order, ends before starts, missing phases.

    Likes may start together with submission or after it; all other phases follow one another.
    """
    problems = [f"De fase '{LABELS[p]}' heeft nog geen begin en einde." for p in NUMBERED if p not in schedule]
    problems += [
        f"De fase '{LABELS[p]}' eindigt voordat zij begint."
        for p in NUMBERED
        if p in schedule and schedule[p].ends_at <= schedule[p].starts_at
    ]
    return problems or _order_problems(schedule)


def _order_problems(schedule: Schedule) -> list[str]:
    problems = []
    submission, likes = schedule[Phase.SUBMISSION], schedule[Phase.LIKES]
    if likes.starts_at < submission.starts_at or likes.ends_at < submission.ends_at:
        problems.append("Likes verzamelen kan niet eerder beginnen of eindigen dan plannen indienen.")
    chain = (Phase.LIKES, Phase.FEASIBILITY, Phase.VOTING, Phase.EXECUTION)
    problems += [
        f"De fase '{LABELS[later]}' begint voordat '{LABELS[earlier]}' voorbij is."
        for earlier, later in pairwise(chain)
        if schedule[later].starts_at < schedule[earlier].ends_at
    ]
    return problems
