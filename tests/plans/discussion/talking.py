"""Shorthand for tests of the discussion."""

from typing import Any

from accounts.models import User
from common import clock
from plans.models import Comment, CommentReport, Plan
from tests import make

Stance = Comment.Stance
Reason = CommentReport.Reason
HiddenFor = Comment.HiddenFor


def said(plan: Plan, text: str = "Mooi", **facts: Any) -> Comment:
    """A reaction that stands under `plan`."""
    facts.setdefault("author", None)
    facts["author"] = facts["author"] or make.user("Els")
    return Comment.objects.create(plan=plan, text=text, **facts)


def answered(comment: Comment, text: str = "Dank u", **facts: Any) -> Comment:
    facts.setdefault("author", comment.plan.maker)
    return said(comment.plan, text, reply_to=comment, voice=facts.pop("voice", Comment.Voice.MAKER), **facts)


def hidden(comment: Comment, by: User | None = None, **facts: Any) -> Comment:
    """The same reaction after the team took it away."""
    values = {"hidden_for": HiddenFor.HURTS, "hidden_reason": "Dit is te hard.", **facts}
    Comment.objects.filter(pk=comment.pk).update(hidden_at=clock.now(), hidden_by=by or make.user("Joke"), **values)
    comment.refresh_from_db()
    return comment


def withdrawn(comment: Comment) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(withdrawn_at=clock.now())
    comment.refresh_from_db()
    return comment


def reported(comment: Comment, by: User | None = None, **facts: Any) -> CommentReport:
    return CommentReport.objects.create(comment=comment, by=by or make.user("Melder"), **{"reason": "HURTS", **facts})
