"""What the page of a plan on the table tells of the talk about it. Three queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, IntegerField, Q, QuerySet, Subquery

from feasibility.models import Connection, Mention, Remark, TableFile
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
    calls = Mention.objects.filter(remark__plan=plan, user=person.user_id, seen_at=None)
    pairs = ConflictPair.objects.filter(Q(first=plan) | Q(second=plan))
    counted = {
        "file_count": _count(TableFile.objects.filter(plan=plan)),
        "connection_count": _count(Connection.objects.filter(plan=plan)),
        "pair_count": _count(pairs),
        "call_count": _count(calls),
    }
    numbers = Plan.objects.filter(pk=plan.pk).annotate(**counted).values_list(*counted).get()
    return TalkSummary(list(newest), remark_counts(plan), *numbers)


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many rows, as part of another query."""
    number = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
    return Subquery(rows.order_by().values(number=number))
