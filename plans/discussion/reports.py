"""Reads that feed the moderation of reactions. The number of queries does not grow with what was reported."""

from django.db.models import Min, Prefetch, Q, QuerySet

from editions.models import Edition
from plans.models import Comment, CommentReport

OPEN = Q(reports__handled_at__isnull=True, reports__isnull=False)


def reported(edition: Edition) -> "QuerySet[Comment]":
    """The reactions about which reports are open, the longest waiting first, with those reports as `open_reports`."""
    unhandled = CommentReport.objects.filter(handled_at__isnull=True).select_related("by")
    return (
        _of(edition)
        .filter(OPEN, withdrawn_at__isnull=True)
        .annotate(first_report=Min("reports__at", filter=OPEN))
        .prefetch_related(Prefetch("reports", unhandled, to_attr="open_reports"))
        .order_by("first_report", "pk")
    )


def taken_away(edition: Edition) -> "QuerySet[Comment]":
    """What the team took away and its author did not withdraw, the latest first."""
    hidden = _of(edition).filter(hidden_at__isnull=False, withdrawn_at__isnull=True)
    return hidden.select_related("hidden_by").order_by("-hidden_at", "-pk")


def number_reported(edition: Edition) -> int:
    """How many reactions wait for a decision. One query."""
    waiting = Comment.objects.filter(OPEN, plan__edition=edition, withdrawn_at__isnull=True)
    return waiting.order_by().values("pk").distinct().count()


def _of(edition: Edition) -> "QuerySet[Comment]":
    comments = Comment.objects.filter(plan__edition=edition).prefetch_related("plan__co_makers")
    return comments.select_related("author", "plan", "reply_to__author")
