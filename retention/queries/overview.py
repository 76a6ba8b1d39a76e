"""What is kept of an edition, until when, and what was destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from common import clock
from editions.models import Edition
from retention.models import Destruction, LegalHold, TermChoice
from retention.moments import days_of, holds_of, moments_of
from retention.terms import TERMS, Term
from retention.terms.shape import STARTS, began_at, due_at


@dataclass(frozen=True)
class Line:
    """One term of an edition. `due` is when its rows must go, None as long as nobody can say.

    `may` says that a leader may destroy by hand now; `last` is the newest destruction.
    """

    term: Term
    days: int
    due: datetime | None
    last: Destruction | None
    is_over: bool
    may: bool

    @property
    def start(self) -> str:
        return STARTS[self.term.start]


@dataclass(frozen=True)
class Overview:
    """The page in seven queries."""

    lines: Sequence[Line]
    platform: Sequence[tuple[Term, int]]
    itself: Sequence[Term]
    holds: Sequence[LegalHold]
    past_holds: Sequence[LegalHold]
    destructions: Sequence[Destruction]
    choices: Sequence[TermChoice]


def overview(edition: Edition) -> Overview:
    moments, moment, days = moments_of(edition), clock.now(), days_of(edition)
    holds = list(LegalHold.objects.filter(edition=edition).select_related("set_by", "lifted_by"))
    running = holds_of(edition)
    done = list(Destruction.objects.filter(edition=edition).select_related("by"))
    lines = []
    for term in TERMS:
        if not term.of_edition:
            continue
        due, begun = due_at(term, moments, days[term.key]), began_at(term, moments)
        is_over = due is not None and due <= moment
        may = not running and begun is not None and begun <= moment and (is_over or term.early)
        last = next((each for each in done if each.key == term.key), None)
        lines.append(Line(term, days[term.key], due, last, is_over, may))
    ours = days_of(None)
    return Overview(
        lines=lines,
        platform=[(term, ours[term.key]) for term in TERMS if not term.of_edition and term.is_done_here],
        itself=[term for term in TERMS if not term.is_done_here],
        holds=running,
        past_holds=[each for each in holds if each not in running],
        destructions=done,
        choices=list(TermChoice.objects.filter(edition=edition).select_related("by")),
    )
