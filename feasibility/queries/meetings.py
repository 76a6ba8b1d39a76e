"""Meetings of the table: the list, and one with its agenda and who is there. Constant queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from accounts.models import User
from common import clock
from editions.models import Edition
from feasibility.models import AgendaItem, Attendee, Flow, FlowState, Meeting, Parking, Verdict
from feasibility.permissions import Person
from feasibility.queries.people import people_at_table
from plans.models import CoMaker, Plan
from plans.status import Status


@dataclass(frozen=True)
class Entry:
    """One plan on an agenda, as one person sees it: of their own plan they see that it is there, and no more."""

    item: AgendaItem
    own: bool
    parked_until: date | None
    parked_reason: str

    @property
    def plan(self) -> Plan:
        return self.item.plan

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands, or None; never of somebody's own plan."""
        verdict: Verdict | None = getattr(self.plan, "verdict", None)
        return verdict if verdict and verdict.reopened_at is None and not self.own else None

    @property
    def is_now(self) -> bool:
        return self.item.started_at is not None and self.item.ended_at is None

    @property
    def is_done(self) -> bool:
        return self.item.ended_at is not None

    @property
    def ends_at(self) -> datetime | None:
        """When its minutes are over."""
        started = self.item.started_at
        return started + timedelta(minutes=self.item.minutes) if started else None


@dataclass(frozen=True)
class Agenda:
    """The plans of a meeting in their order."""

    entries: tuple[Entry, ...]

    @property
    def now(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.is_now), None)

    @property
    def next(self) -> Entry | None:
        """The first plan that nobody talked about yet."""
        return next((entry for entry in self.entries if entry.item.started_at is None), None)

    @property
    def minutes(self) -> int:
        return sum(entry.item.minutes for entry in self.entries)

    @property
    def done(self) -> int:
        return sum(entry.is_done for entry in self.entries)


def meetings_of(edition: Edition) -> list[Meeting]:
    """The meetings of an edition, the newest first, with `item_count` and `attendee_count`."""
    counted = Meeting.objects.filter(edition=edition).annotate(
        item_count=Count("items", distinct=True), attendee_count=Count("attendees", distinct=True)
    )
    # Named again: a query that counts does not follow the order of the model.
    return list(counted.order_by("-starts_at", "-pk"))


def agenda_of(meeting: Meeting, person: Person) -> Agenda:
    """The agenda with the verdicts, as `person` may see it. One query."""
    parked = Parking.objects.filter(plan=OuterRef("plan"), ended_at=None)
    items = meeting.items.select_related("plan__verdict", "plan__neighbourhood", "plan__maker").annotate(
        parked_until=Subquery(parked.values("until")[:1]),
        parked_reason=Subquery(parked.values("reason")[:1]),
        own=Exists(CoMaker.objects.filter(plan=OuterRef("plan"), user=person.user_id)),
    )
    return Agenda(tuple(_entry(item, person) for item in items))


def _entry(item: AgendaItem, person: Person) -> Entry:
    facts = vars(item)
    own = bool(facts["own"]) or item.plan.maker_id == person.user_id
    return Entry(item, own, None if own else facts["parked_until"], "" if own else facts["parked_reason"] or "")


def addable_plans(edition: Edition, meeting: Meeting) -> QuerySet[Plan]:
    """Plans in the check that do not stand on this agenda yet."""
    on_it = AgendaItem.objects.filter(meeting=meeting).values("plan")
    return Plan.objects.of(edition).filter(status=Status.IN_CHECK).exclude(pk__in=on_it).order_by("title", "pk")


def absent_people(edition: Edition, attendees: list[Attendee]) -> list[tuple[User, str]]:
    """Who has a place at the table and is not on the list of those present, with their mandate."""
    present = {each.user_id for each in attendees}
    return [(user, mandate) for user, mandate in people_at_table(edition) if user.pk not in present]


@dataclass(frozen=True)
class Stand:
    """A meeting, and a short text that differs whenever its board would: from the meeting, from every plan on its
    agenda, from the quick test that plans without answers get, and from the edition. `at` is when it was read.
    """

    meeting: Meeting
    text: str
    at: datetime


def board_stand(edition: Edition, meeting_id: int) -> Stand | None:
    """How the board of a meeting of this edition stands; None without such a meeting. One query."""
    in_use = Flow.objects.filter(edition=edition, state=FlowState.IN_USE).values("pk")[:1]
    # Added up in queries of their own: beside a clock, which differs by row, they would be added up row by row.
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    turns = items.annotate(turns=Sum("plan__dossier__version")).values("turns")
    lying = items.filter(plan__status=Status.IN_CHECK).annotate(lying=Count("pk")).values("lying")
    meetings = Meeting.objects.filter(edition=edition, pk=meeting_id)
    meeting = meetings.annotate(
        turns=Subquery(turns), lying=Subquery(lying), in_use=Subquery(in_use), at=clock.Now()
    ).first()
    if meeting is None:
        return None
    meeting.edition = edition
    facts = vars(meeting)
    told = (meeting.pk, meeting.version, facts["turns"] or 0, facts["lying"] or 0, facts["in_use"] or 0)
    return Stand(
        meeting,
        f"{'.'.join(map(str, told))}.{edition.phase}.{edition.verdicts_published_at is not None:d}",
        clock.seen(facts["at"]),
    )
