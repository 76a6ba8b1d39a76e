"""What people are told, how soon, and whether they can do without: one table, without Django.

A room that has something new to tell adds a kind here, with its manner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# When the mail with all small news of the day goes out, by the clock of Amsterdam.
DIGEST_HOUR = 17


class Kind(StrEnum):
    """What a notice is about."""

    RECEIVED = "RECEIVED"
    HELD = "HELD"
    PUBLISHED = "PUBLISHED"
    MERGED = "MERGED"
    PASSED = "PASSED"
    FELL = "FELL"
    VERDICT = "VERDICT"
    CONDITIONS = "CONDITIONS"
    COSTS = "COSTS"
    REACHED = "REACHED"
    NEAR = "NEAR"
    CLOSING = "CLOSING"
    REACTION = "REACTION"
    ANSWER = "ANSWER"
    HELP = "HELP"
    JOINED = "JOINED"
    REMINDER = "REMINDER"
    MENTION = "MENTION"
    REMARK = "REMARK"
    WAY_ON = "WAY_ON"
    ADOPTION = "ADOPTION"
    # After the vote: the monthly question, the end of the year, what the team says, and what the team must do.
    PULSE = "PULSE"
    PLAN_END = "PLAN_END"
    TEAM_SAYS = "TEAM_SAYS"
    TEAM_TASK = "TEAM_TASK"
    AGREEMENT = "AGREEMENT"
    PROGRESS = "PROGRESS"
    ACCOUNT = "ACCOUNT"
    SURVEY = "SURVEY"


class Weight(StrEnum):
    """NECESSARY is always sent; the other two are the reader's choice."""

    NECESSARY = "NECESSARY"
    IMPORTANT = "IMPORTANT"
    SMALL = "SMALL"


class Level(StrEnum):
    """How much mail somebody chose."""

    ALL = "ALL"
    IMPORTANT = "IMPORTANT"
    NONE = "NONE"


@dataclass(frozen=True)
class Manner:
    """How a kind is told. `at_once`, or with the digest; `place` is its order in a mail with more news."""

    weight: Weight
    at_once: bool
    place: int


MANNERS: Mapping[Kind, Manner] = {
    Kind.VERDICT: Manner(Weight.NECESSARY, at_once=True, place=1),
    Kind.CONDITIONS: Manner(Weight.NECESSARY, at_once=True, place=2),
    Kind.PASSED: Manner(Weight.NECESSARY, at_once=True, place=3),
    Kind.FELL: Manner(Weight.NECESSARY, at_once=True, place=4),
    Kind.RECEIVED: Manner(Weight.NECESSARY, at_once=True, place=5),
    Kind.HELD: Manner(Weight.NECESSARY, at_once=True, place=6),
    Kind.PUBLISHED: Manner(Weight.NECESSARY, at_once=True, place=7),
    Kind.MERGED: Manner(Weight.NECESSARY, at_once=True, place=8),
    Kind.CLOSING: Manner(Weight.IMPORTANT, at_once=True, place=9),
    Kind.REACHED: Manner(Weight.IMPORTANT, at_once=True, place=10),
    Kind.NEAR: Manner(Weight.IMPORTANT, at_once=True, place=11),
    Kind.COSTS: Manner(Weight.IMPORTANT, at_once=True, place=12),
    # To checkers: what still waits for their answers.
    Kind.REMINDER: Manner(Weight.IMPORTANT, at_once=True, place=13),
    Kind.REACTION: Manner(Weight.SMALL, at_once=False, place=14),
    Kind.ANSWER: Manner(Weight.SMALL, at_once=False, place=15),
    Kind.HELP: Manner(Weight.SMALL, at_once=False, place=16),
    Kind.JOINED: Manner(Weight.SMALL, at_once=False, place=17),
    Kind.MENTION: Manner(Weight.SMALL, at_once=False, place=18),
    Kind.REMARK: Manner(Weight.SMALL, at_once=False, place=19),
    # After the vote: how a plan goes on elsewhere, and who wants to adopt it.
    Kind.WAY_ON: Manner(Weight.IMPORTANT, at_once=True, place=20),
    Kind.ADOPTION: Manner(Weight.IMPORTANT, at_once=True, place=21),
    Kind.TEAM_TASK: Manner(Weight.NECESSARY, at_once=True, place=22),
    Kind.TEAM_SAYS: Manner(Weight.NECESSARY, at_once=True, place=23),
    Kind.PLAN_END: Manner(Weight.NECESSARY, at_once=True, place=24),
    Kind.PULSE: Manner(Weight.NECESSARY, at_once=True, place=25),
    # To makers and project leaders: an agreement waits for them, or is complete.
    Kind.AGREEMENT: Manner(Weight.NECESSARY, at_once=True, place=26),
    # To who likes or follows a chosen plan: its maker posted news.
    Kind.PROGRESS: Manner(Weight.SMALL, at_once=False, place=27),
    # That an account nobody uses will go.
    Kind.ACCOUNT: Manner(Weight.NECESSARY, at_once=True, place=28),
    # To makers and checkers, after the result: what they thought of the round.
    Kind.SURVEY: Manner(Weight.SMALL, at_once=False, place=29),
}

WANTED: Mapping[Level, frozenset[Weight]] = {
    Level.ALL: frozenset(Weight),
    Level.IMPORTANT: frozenset({Weight.NECESSARY, Weight.IMPORTANT}),
    Level.NONE: frozenset({Weight.NECESSARY}),
}


def is_wanted(kind: Kind, level: Level) -> bool:
    """Whether somebody who chose `level` gets a mail about `kind`."""
    return MANNERS[kind].weight in WANTED[level]


def is_choice(kind: Kind) -> bool:
    return MANNERS[kind].weight is not Weight.NECESSARY


def due_at(kind: Kind, moment: datetime) -> datetime:
    """From when a notice written at `moment` may be mailed: now, or at the next digest."""
    return moment if MANNERS[kind].at_once else next_digest(moment)


def next_digest(moment: datetime) -> datetime:
    """The first DIGEST_HOUR after `moment`."""
    local = moment.astimezone(AMSTERDAM)
    digest = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if digest <= local:
        digest += timedelta(days=1)
    return digest.astimezone(moment.tzinfo)
