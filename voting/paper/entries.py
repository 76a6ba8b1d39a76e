"""What a clerk reads on a paper ballot, and what that makes of it. Plain Python; money is integer euro cents.

A paper ballot is held against the same rules as a ballot from the booth. Two clerks read it without seeing each other's
reading; only when both readings say the same does it count, or become invalid for a named reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.ballots import InvalidBallot, check_ballot


class Reason(StrEnum):
    """Why a paper ballot does not count."""

    NO_CODE = "NO_CODE"
    CODE_UNKNOWN = "CODE_UNKNOWN"
    CODE_USED = "CODE_USED"
    NO_PLAN = "NO_PLAN"
    OVER_BUDGET = "OVER_BUDGET"
    NOT_LISTED = "NOT_LISTED"
    TOO_MANY = "TOO_MANY"
    TOO_FEW = "TOO_FEW"
    UNREADABLE = "UNREADABLE"
    UNCLEAR = "UNCLEAR"
    TOO_LATE = "TOO_LATE"

    @property
    def label(self) -> str:
        """As clerks and the public read it."""
        return REASONS[self]


REASONS: Mapping[Reason, str] = {
    Reason.NO_CODE: "er staat geen code op",
    Reason.CODE_UNKNOWN: "de code bestaat niet of is vervallen",
    Reason.CODE_USED: "met deze code is al gestemd",
    Reason.NO_PLAN: "er is geen plan gekozen",
    Reason.OVER_BUDGET: "de plannen kosten samen meer dan het budget",
    Reason.NOT_LISTED: "er is een plan bijgeschreven dat niet op het stembiljet staat",
    Reason.TOO_MANY: "er zijn meer plannen gekozen dan mag",
    Reason.TOO_FEW: "er zijn minder plannen gekozen dan moet",
    Reason.UNREADABLE: "het biljet is niet te lezen",
    Reason.UNCLEAR: "het biljet is gescheurd of niet duidelijk",
    Reason.TOO_LATE: "het biljet is te laat ingeleverd",
}


class AsideReason(StrEnum):
    """Why a paper ballot is laid aside until somebody has looked at it."""

    LOOK = "LOOK"
    CODE = "CODE"
    PAGES = "PAGES"
    DOUBT = "DOUBT"

    @property
    def label(self) -> str:
        return ASIDE_REASONS[self]


ASIDE_REASONS: Mapping[AsideReason, str] = {
    AsideReason.LOOK: "even laten bekijken door een collega",
    AsideReason.CODE: "de code is slecht te lezen",
    AsideReason.PAGES: "er ontbreekt een blad",
    AsideReason.DOUBT: "het lijkt niet in de haak",
}

# What only the desk itself finds out: by the roll of codes, by adding up, or by the clock. No clerk states it.
FOUND_BY_US = frozenset(
    {Reason.CODE_UNKNOWN, Reason.CODE_USED, Reason.OVER_BUDGET, Reason.TOO_MANY, Reason.TOO_FEW, Reason.TOO_LATE}
)
STATED = tuple(reason for reason in Reason if reason not in FOUND_BY_US)


@dataclass(frozen=True)
class Entry:
    """One reading: a hashed code with plan ids in ascending order, or a reason why the ballot is invalid."""

    code_hash: bytes = b""
    choice: tuple[int, ...] = ()
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if self.reason and (self.code_hash or self.choice):
            raise ValueError("an invalid ballot has no code or choice to keep")
        if not self.reason and not (self.code_hash and self.choice):
            raise ValueError("a ballot needs a code and a plan, or a reason")


def read_entry(code_hash: bytes, choice: Sequence[int], reason: Reason | None) -> Entry:
    """What a clerk sent in, in the one form in which readings are compared: with a reason the rest does not matter."""
    return Entry(reason=reason) if reason else Entry(code_hash, tuple(sorted(set(choice))))


@dataclass(frozen=True)
class Differences:
    """Where two readings differ, for the third person. Plan ids; never a code: that must be read from the paper."""

    code: bool
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]
    both: tuple[int, ...]
    first_reason: Reason | None
    second_reason: Reason | None


def differences(first: Entry, second: Entry) -> Differences:
    one, two = set(first.choice), set(second.choice)
    return Differences(
        code=first.code_hash != second.code_hash,
        only_first=tuple(sorted(one - two)),
        only_second=tuple(sorted(two - one)),
        both=tuple(sorted(one & two)),
        first_reason=first.reason,
        second_reason=second.reason,
    )


def why_invalid(
    choice: Sequence[int], prices: Mapping[int, int], budget: int, fewest: int = 1, most: int | None = None
) -> Reason | None:
    """The reason why this choice is no valid ballot, or None. `prices` and `budget` in cents."""
    if any(plan_id not in prices for plan_id in choice):
        return Reason.NOT_LISTED
    if not choice:
        return Reason.NO_PLAN
    if most is not None and len(choice) > most:
        return Reason.TOO_MANY
    if len(choice) < fewest:
        return Reason.TOO_FEW
    try:
        check_ballot(choice, prices, budget)
    except InvalidBallot:
        return Reason.OVER_BUDGET
    return None
