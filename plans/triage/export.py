"""The plans of an edition as a list to take along. No e-mail addresses, no notes: it may go round."""

from collections.abc import Iterator
from decimal import Decimal

from common.sheets import Value
from editions.models import Edition
from plans.models import Plan
from plans.status import PUBLIC, Status

HEADING = (
    "id",
    "titel",
    "wijk",
    "thema",
    "status",
    "samengevoegd met",
    "bedrag",
    "likes",
    "ingediend",
    "vlaggen",
    "doorverwijzing",
)


def export_rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """One row per public plan, in the order of HEADING; the amount in euros. Three queries.

    A merged plan has a row of its own, without likes: they stand with the plan that it went into. What the team keeps
    off the site is kept out of here too.
    """
    plans = Plan.objects.of(edition).filter(status__in=PUBLIC | {Status.MERGED})
    for plan in plans.for_cards().prefetch_related("flags", "referrals").order_by("pk"):
        yield (
            plan.pk,
            plan.title,
            str(plan.neighbourhood or ""),
            str(plan.theme or ""),
            plan.get_status_display(),
            f"#{plan.merged_into_id}" if plan.merged_into_id else "",
            Decimal(plan.price_cents) / 100,
            plan.like_count,
            plan.submitted_at,
            ", ".join(flag.get_kind_display() for flag in plan.flags.all()),
            ", ".join(f"{each.department} ({each.get_status_display()})" for each in plan.referrals.all()),
        )
