"""Updates of an edition as the team looks after them."""

from django.db.models import QuerySet

from editions.models import Edition
from execution.models import Update


def updates_of(edition: Edition) -> QuerySet[Update]:
    """All that their makers did not take back, hidden ones too, the newest first; in four queries."""
    return (
        Update.objects.filter(agreement__plan__edition=edition, withdrawn_at__isnull=True)
        .select_related("agreement__plan", "author", "hidden_by")
        .prefetch_related("photos", "agreement__plan__co_makers__user")
    )
