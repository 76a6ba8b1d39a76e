"""What colleagues at the table said about a plan, and where somebody was called by name. Constant queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from editions.models import Edition, EditionRole
from feasibility.handles import handles
from feasibility.models import Mention, Question, Remark
from feasibility.permissions import TABLE_ROLES
from plans.models import CoMaker, Plan


@dataclass(frozen=True)
class Thread:
    """A remark with its replies, oldest first."""

    first: Remark
    replies: tuple[Remark, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return (self.first, *self.replies)


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be called: `handle` comes behind the @."""

    name: str
    handle: str


def threads_of(plan: Plan) -> list[Thread]:
    """All that was said about a plan, in the order in which it began. One query."""
    remarks = list(Remark.objects.filter(plan=plan).select_related("author", "question"))
    replies: dict[int, list[Remark]] = {}
    for remark in remarks:
        if remark.reply_to_id:
            replies.setdefault(remark.reply_to_id, []).append(remark)
    return [Thread(each, tuple(replies.get(each.pk, ()))) for each in remarks if each.reply_to_id is None]


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


def called_here(plan: Plan, user_id: int) -> set[int]:
    """The remarks about a plan that call somebody who did not say yet that they read it."""
    calls = Mention.objects.filter(remark__plan=plan, user=user_id, seen_at=None)
    return set(calls.values_list("remark_id", flat=True))


def question_of(plan: Plan, questions: Sequence[Question], typed: str) -> Question | None:
    """The question that an address or a form names, when it is one of the plan's."""
    return next((each for each in questions if str(each.pk) == typed), None)
