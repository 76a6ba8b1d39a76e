"""What colleagues at the table said about a plan, and where somebody was called by name. Constant queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from editions.models import Edition, EditionRole
from feasibility.handles import handles
from feasibility.models import Mention, Remark
from feasibility.permissions import TABLE_ROLES
from plans.models import CoMaker, Plan


@dataclass(frozen=True)
class Thread:
    """A remark with its replies, oldest first. `calls` holds the ids of those that call the reader, and are unseen."""

    first: Remark
    replies: tuple[Remark, ...]
    calls: frozenset[int]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return (self.first, *self.replies)


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be called: `handle` comes behind the @."""

    name: str
    handle: str


def threads_of(plan: Plan, reader: int) -> list[Thread]:
    """All that was said about a plan, in the order in which it began. One query."""
    calls = Mention.objects.filter(remark=OuterRef("pk"), user=reader, seen_at=None)
    remarks = Remark.objects.filter(plan=plan).select_related("author", "question")
    found = list(remarks.annotate(calls_reader=Exists(calls)))
    threads: dict[int, list[Any]] = {}
    for remark in found:
        threads.setdefault(remark.reply_to_id or remark.pk, []).append(remark)
    return [
        Thread(first, tuple(replies), frozenset(each.pk for each in (first, *replies) if each.calls_reader))
        for first, *replies in threads.values()
    ]


def remark_counts(plan: Plan) -> dict[int | None, int]:
    """How often something was said about each question; None is about the plan as a whole. One query."""
    rows = Remark.objects.filter(plan=plan).order_by().values_list("question_id").annotate(Count("pk"))
    return dict(rows)


def people_at_table(plan: Plan) -> QuerySet[User]:
    """Everybody at the table of the plan's edition who does not make it."""
    roles = EditionRole.objects.filter(edition=plan.edition_id, role__in=TABLE_ROLES, user=OuterRef("pk"))
    makes = Q(pk=plan.maker_id) | Q(pk__in=CoMaker.objects.filter(plan=plan).values("user"))
    return User.objects.filter(Exists(roles), is_active=True).exclude(makes)


def names_at_table(plan: Plan) -> dict[int, str]:
    return dict(people_at_table(plan).values_list("pk", "name"))


def colleagues(plan: Plan, besides: int) -> list[Colleague]:
    """Whom somebody can call about a plan, by name."""
    names = names_at_table(plan)
    found = handles(names)
    people = [Colleague(names[each] or "Zonder naam", found[each]) for each in names if each != besides]
    return sorted(people, key=lambda each: (each.name.casefold(), each.handle))


def unseen_mentions(edition: Edition, user_id: int) -> Sequence[Plan]:
    """The plans about which somebody was called and did not read it yet, with `mention_count`; never their own."""
    calls = Q(remarks__mentions__user=user_id, remarks__mentions__seen_at=None)
    makes = Q(maker=user_id) | Q(pk__in=CoMaker.objects.filter(user=user_id).values("plan"))
    plans = Plan.objects.of(edition).filter(calls).exclude(makes)
    return list(plans.annotate(mention_count=Count("remarks__mentions")).only("title", "edition_id").order_by("title"))
