"""Reads for the desk of paper ballots."""

from dataclasses import dataclass

from django.db.models import Case, Q, Sum, When
from django.db.models import Count as CountRows

from common import clock
from editions.models import Edition
from editions.phases import Activity, why_not
from plans.models import Plan
from plans.queries import ballot_plans
from voting.models import FINISHED, AssistedVotes, Count, PaperBallot, PaperState
from voting.paper.entries import Reason
from voting.queries.rules import withdrawn_plans

# Enough for an evening's stack on one page; the counts above it are of all.
SHOWN = 200


@dataclass(frozen=True)
class Reconciliation:
    """Where all paper ballots of an edition are: received = counted + invalid + aside + busy, always."""

    received: int
    counted: int
    invalid: int
    aside: int
    waiting: int
    once: int
    different: int
    late: int
    reasons: list[tuple[str, int]]

    @property
    def untouched(self) -> int:
        """Numbers of ballots that nobody entered."""
        return self.waiting + self.late

    @property
    def busy(self) -> int:
        """Received, and neither in the box, invalid nor laid aside."""
        return self.waiting + self.once + self.different

    @property
    def unfinished(self) -> int:
        return self.busy + self.aside


def reconcile(edition: Edition) -> Reconciliation:
    rows = (
        PaperBallot.objects.filter(edition=edition).order_by().values_list("state", "reason").annotate(CountRows("pk"))
    )
    by_state: dict[str, int] = dict.fromkeys(PaperState.values, 0)
    reasons: list[tuple[str, int]] = []
    late = 0
    for state, reason, number in rows:
        by_state[state] += number
        late += number if reason == Reason.TOO_LATE else 0
        if reason:
            reasons.append((Reason(reason).label, number))
    return Reconciliation(
        received=sum(by_state.values()),
        counted=by_state[PaperState.COUNTED],
        invalid=by_state[PaperState.INVALID],
        aside=by_state[PaperState.SET_ASIDE],
        waiting=by_state[PaperState.RECEIVED],
        once=by_state[PaperState.ENTERED_ONCE],
        different=by_state[PaperState.DIFFERENT],
        late=late,
        reasons=sorted(reasons, key=lambda pair: (-pair[1], pair[0])),
    )


def unfinished_paper(edition: Edition) -> int:
    """How many paper ballots still wait for a clerk."""
    return PaperBallot.objects.filter(edition=edition).exclude(state__in=FINISHED).count()


def papers_shown(edition: Edition) -> list[PaperBallot]:
    """The ballots that still need somebody: different ones first, then laid aside, then the rest by number."""
    first = Case(When(state=PaperState.DIFFERENT, then=0), When(state=PaperState.SET_ASIDE, then=1), default=2)
    found = (
        PaperBallot.objects.filter(edition=edition).exclude(state__in=FINISHED).defer("first_sealed", "second_sealed")
    )
    return list(found.select_related("first_by", "second_by").order_by(first, "number")[:SHOWN])


def _mine_to_enter(edition: Edition, by: int) -> Q:
    return Q(edition=edition) & (Q(state=PaperState.RECEIVED) | Q(state=PaperState.ENTERED_ONCE) & ~Q(first_by=by))


def next_to_enter(edition: Edition, by: int, after: int = 0) -> int | None:
    """The next number that this clerk may enter: after `after` first, then from the start of the stack."""
    papers = PaperBallot.objects.filter(_mine_to_enter(edition, by)).order_by("number").values_list("number", flat=True)
    return papers.filter(number__gt=after).first() or papers.first()


def to_enter(edition: Edition, by: int) -> list[int]:
    """The numbers of all ballots that this clerk may still enter, in order."""
    papers = PaperBallot.objects.filter(_mine_to_enter(edition, by)).order_by("number")
    return list(papers.values_list("number", flat=True))


def paper_plans(edition: Edition) -> list[Plan]:
    """The plans as they stand on the form: by neighbourhood, then by number."""
    plans = ballot_plans(edition).select_related("neighbourhood")
    return sorted(plans, key=lambda plan: (plan.neighbourhood.name if plan.neighbourhood else "", plan.pk))


def plans_to_enter(edition: Edition) -> list[Plan]:
    """The plans that may be ticked on paper: also those withdrawn since it was printed, as in the booth's ballots."""
    plans = ballot_plans(edition) | Plan.objects.of(edition).filter(pk__in=withdrawn_plans(edition))
    plans = plans.select_related("neighbourhood")
    return sorted(plans, key=lambda plan: (plan.neighbourhood.name if plan.neighbourhood else "", plan.pk))


def why_no_paper(edition: Edition) -> list[str]:
    """Dutch reasons why no paper can be worked on now; none when it can. The action decides again."""
    reason = why_not(Activity.PAPER, edition.current_phase, edition.schedule(), clock.now())
    if reason:
        return [reason]
    return ["De stemmen zijn al geteld."] if Count.objects.filter(edition=edition).exists() else []


def times_helped(edition: Edition) -> int:
    """How often somebody got help with voting, all grounds together."""
    total = AssistedVotes.objects.filter(edition=edition).aggregate(total=Sum("number", default=0))
    return int(total["total"])
