"""What became of the plans that were not chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from common import clock
from editions.models import Edition
from execution.models import FALLEN, FollowUp, FollowUpKind, OfferState
from plans.models import Plan
from plans.status import PUBLIC


def follow_up_of(plan: Plan) -> FollowUp | None:
    """The way on of a plan that goes no further in its edition; None for every other."""
    if plan.state not in FALLEN:
        return None
    return FollowUp.objects.filter(plan=plan).first()


def follow_ups(edition: Edition) -> QuerySet[FollowUp]:
    return (
        FollowUp.objects.filter(plan__edition=edition, plan__status__in=FALLEN)
        .select_related("plan__neighbourhood", "plan__maker", "plan__edition")
        .prefetch_related("plan__co_makers__user")
        .order_by("plan__title")
    )


class Stand(StrEnum):
    """How a way on stands, for whoever looks after all of them."""

    OPEN = "open"
    LATE = "laat"
    GOING = "loopt"
    ENDED = "klaar"


STANDS = {
    Stand.OPEN: "nog te bespreken",
    Stand.LATE: "kijk weer even",
    Stand.GOING: "loopt",
    Stand.ENDED: "afgerond",
}


@dataclass(frozen=True)
class Row:
    follow_up: FollowUp
    stand: Stand
    offers: int


def follow_up_rows(edition: Edition) -> list[Row]:
    """Every way on, those that ask for attention first; in a constant number of queries."""
    waiting = Count("offers", filter=Q(offers__state=OfferState.OPEN))
    today = clock.today()
    rows = [Row(each, stand_of(each, today), each.waiting) for each in follow_ups(edition).annotate(waiting=waiting)]
    order = list(Stand)
    return sorted(rows, key=lambda row: (not row.offers, order.index(row.stand)))


def stand_of(follow_up: FollowUp, today: date) -> Stand:
    """A plan that was stopped has ended too: its note says why."""
    if follow_up.ended_at or follow_up.kind == FollowUpKind.STOPPED:
        return Stand.ENDED
    if follow_up.kind == FollowUpKind.OPEN:
        return Stand.OPEN
    return Stand.LATE if follow_up.next_on and follow_up.next_on <= today else Stand.GOING


def late_ways_on(edition: Edition) -> int:
    """How many ways on have their next day behind them."""
    late = follow_ups(edition).filter(ended_at__isnull=True, next_on__lte=clock.today())
    return late.exclude(kind__in=(FollowUpKind.OPEN, FollowUpKind.STOPPED)).count()


def open_offers(edition: Edition) -> int:
    return follow_ups(edition).filter(offers__state=OfferState.OPEN).distinct().count()


@dataclass(frozen=True)
class WayOn:
    """All plans that went on in one way, for everybody."""

    kind: FollowUpKind
    follow_ups: Sequence[FollowUp]


def ways_on(edition: Edition) -> list[WayOn]:
    """What became of every plan that the edition carried no further, by the way it went. Two queries."""
    found = list(follow_ups(edition).filter(plan__status__in=PUBLIC).select_related("plan__theme"))
    order = [*(kind for kind in FollowUpKind if kind is not FollowUpKind.OPEN), FollowUpKind.OPEN]
    groups = [WayOn(kind, [each for each in found if each.kind == kind]) for kind in order]
    return [group for group in groups if group.follow_ups]
