"""What the page of a plan on the table tells of the talk about it. Three queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from feasibility.models import Remark
from feasibility.permissions import Person, may_confer
from feasibility.queries.remarks import remark_counts
from plans.models import ConflictPair, Plan

SHOWN = 3


@dataclass(frozen=True)
class TalkSummary:
    """The newest remarks, newest first, and how much there is of everything. `about`: question id → remarks."""

    newest: Sequence[Remark]
    about: Mapping[int | None, int]
    files: int
    connections: int
    pairs: int
    calls: int

    @property
    def remarks(self) -> int:
        return sum(self.about.values())


def talk_summary(plan: Plan, person: Person) -> TalkSummary | None:
    """None for who makes the plan: the talk about it is not for them."""
    if not may_confer(person, plan):
        return None
    newest = Remark.objects.filter(plan=plan).select_related("author", "question").order_by("-at", "-id")[:SHOWN]
    mine = Q(remarks__mentions__user=person.user_id, remarks__mentions__seen_at=None)
    numbers = Plan.objects.filter(pk=plan.pk).aggregate(
        files=Count("table_files", distinct=True),
        connections=Count("connections", distinct=True),
        calls=Count("remarks__mentions", filter=mine, distinct=True),
    )
    pairs = ConflictPair.objects.filter(Q(first=plan) | Q(second=plan)).count()
    return TalkSummary(list(newest), remark_counts(plan), pairs=pairs, **numbers)
