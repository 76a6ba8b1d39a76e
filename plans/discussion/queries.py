"""Reads that feed the discussion under a plan. The number of queries does not grow with the number of reactions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editions.access import roles_in
from plans.models import Comment, Plan
from plans.permissions import Person, in_team
from plans.talk import Voice, voice_of, why_no_answer

# How many reactions a column shows at first, the newest ones.
SHOWN = 40
WHOLE = "alle"
HEADINGS: tuple[tuple[Comment.Stance, Any], ...] = (
    (Comment.Stance.FOR, _("Argumenten voor")),
    (Comment.Stance.AGAINST, _("Argumenten tegen")),
    (Comment.Stance.NEUTRAL, _("Vragen en tips")),
)
STANDING = Q(withdrawn_at__isnull=True, hidden_at__isnull=True)


@dataclass(frozen=True)
class Letter:
    """One reaction as one person may read it, with its answers, oldest first.

    Where it doesn't stand, others read only that it was there, and only because it was answered; its author reads why
    the team took it away.
    """

    comment: Comment
    is_own: bool
    may_answer: bool = False
    answers: "list[Letter]" = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return self.comment.withdrawn_at is None and self.comment.hidden_at is not None

    @property
    def is_readable(self) -> bool:
        return self.comment.stands or (self.is_own and self.is_hidden)


@dataclass(frozen=True)
class Column:
    """The reactions of one side, newest first. `count` are those that stand; `rows` also counts what is gone."""

    stance: Comment.Stance
    heading: str | Promise
    count: int
    rows: int
    letters: list[Letter]

    @property
    def is_cut(self) -> bool:
        return len(self.letters) < self.rows


@dataclass(frozen=True)
class Talk:
    """All that is said under a plan."""

    sides: list[Column]
    questions: Column
    voice: Voice

    @property
    def columns(self) -> list[Column]:
        return [*self.sides, self.questions]

    @property
    def count(self) -> int:
        """How many reactions stand; answers are not counted."""
        return sum(column.count for column in self.columns)

    @property
    def is_empty(self) -> bool:
        return not any(column.letters for column in self.columns)


def discussion(plan: Plan, user: Person, *, whole: bool = False) -> Talk:
    """The discussion as `user` may read it: per side the newest SHOWN, or all. At most three queries.

    `plan` comes from plan_for_page, with its `rights`.
    """
    tops = _tops(plan, user)
    shown = list(_ranked(tops) if whole else _ranked(tops).filter(rank__lte=SHOWN))
    counts = {each.stance: each for each in shown}
    voice = voice_of(makes_plan=plan.rights.is_maker, in_team=in_team(roles_in(user, plan.edition)))
    letters = _letters(shown, user, voice, may_comment=plan.rights.comment)
    columns = [_column(stance, heading, counts.get(stance), letters) for stance, heading in HEADINGS]
    return Talk(sides=columns[:2], questions=columns[2], voice=voice)


def letters_for_team(plan: Plan) -> list[Comment]:
    """What stands under a plan, oldest first, each answer after what it answers. One query."""
    standing = plan.comments.standing().select_related("author")
    answers: dict[int, list[Comment]] = defaultdict(list)
    tops = []
    for comment in standing:
        if comment.reply_to_id is None:
            tops.append(comment)
        else:
            answers[comment.reply_to_id].append(comment)
    told = [each for top in tops for each in (top, *answers.pop(top.pk, []))]
    return told + [each for orphans in answers.values() for each in orphans]


def address_of(comment: Comment) -> str:
    """Where a reaction stands on the plan's page: among the newest, or on the page with all of them. One query."""
    top = comment.reply_to or comment
    later = Q(created_at__gt=top.created_at) | Q(created_at=top.created_at, pk__gt=top.pk)
    newer = Comment.objects.filter(later, plan=top.plan_id, reply_to=None, stance=top.stance).count()
    page = reverse("plan_page", args=[comment.plan.edition.slug, comment.plan_id])
    return f"{page}{f'?reacties={WHOLE}' if newer >= SHOWN else ''}#reactie-{comment.pk}"


def _readable(user: Person) -> Q:
    """What stands, and what the team took away from `user`."""
    return STANDING | Q(withdrawn_at__isnull=True, author_id=user.pk or 0)


def _tops(plan: Plan, user: Person) -> "QuerySet[Comment]":
    """The reactions that have a place on the page, newest first; what is gone keeps it for its answers alone."""
    answered = Exists(Comment.objects.filter(_readable(user), reply_to=OuterRef("pk")))
    tops = plan.comments.filter(_readable(user) | Q(answered), reply_to=None)
    return tops.order_by("-created_at", "-pk")


def _ranked(tops: "QuerySet[Comment]") -> "QuerySet[Any]":
    """With each reaction its place on its side, newest first, and how many rows that side has, and how many stand."""
    side, newest_first = [F("stance")], [F("created_at").desc(), F("pk").desc()]
    return tops.annotate(
        rank=Window(RowNumber(), partition_by=side, order_by=newest_first),
        rows=Window(Count("pk"), partition_by=side),
        standing=Window(Count("pk", filter=STANDING), partition_by=side),
    ).select_related("author")


def _letters(tops: Sequence[Comment], user: Person, voice: Voice, *, may_comment: bool) -> list[Letter]:
    answers: dict[int | None, list[Letter]] = defaultdict(list)
    for each in Comment.objects.filter(_readable(user), reply_to__in=tops).select_related("author"):
        answers[each.reply_to_id].append(Letter(each, is_own=each.author_id == user.pk))
    return [
        Letter(
            top,
            is_own=top.author_id == user.pk,
            may_answer=may_comment and _may_answer(top, answers[top.pk], user, voice),
            answers=answers[top.pk],
        )
        for top in tops
    ]


def _may_answer(top: Comment, answers: list[Letter], user: Person, voice: Voice) -> bool:
    reason = why_no_answer(
        voice,
        stands=top.stands,
        is_answer=False,
        is_own=top.author_id == user.pk,
        was_answered=any(each.comment.stands and each.comment.author_id != user.pk for each in answers),
    )
    return reason is None


def _column(stance: Comment.Stance, heading: Any, counts: Any, letters: list[Letter]) -> Column:
    return Column(
        stance=stance,
        heading=heading,
        count=counts.standing if counts else 0,
        rows=counts.rows if counts else 0,
        letters=[letter for letter in letters if letter.comment.stance == stance],
    )
