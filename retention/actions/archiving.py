"""An edition is over: what is open towards people closes at once, the rest goes by its term."""

from audit.actions import record
from common import clock
from editions.models import Edition
from plans.models import MakerInvitation


def close_invitations(edition: Edition, by: int | None) -> int:
    """Links to make a plan together work no more; how many were open. Runs within the step's own transaction."""
    waiting = MakerInvitation.objects.filter(plan__edition=edition, closed_at__isnull=True)
    closed = waiting.update(closed_at=clock.now())
    record("edition_archived", edition=edition.slug, by=by, invitations=closed)
    return closed
