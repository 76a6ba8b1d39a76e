"""What still goes on when an edition is about to close."""

from editions.models import Edition
from execution.models import Agreement, FollowUp, FollowUpKind, HelpRequest
from execution.states import GOING_ON


def running_agreements(edition: Edition) -> list[str]:
    """The titles of chosen plans that were neither realised nor stopped, in one query."""
    going = Agreement.objects.filter(plan__edition=edition, state__in=sorted(GOING_ON))
    return list(going.order_by("plan__title", "pk").values_list("plan__title", flat=True))


def open_follow_ups_count(edition: Edition) -> int:
    """Plans of which nobody wrote down how they go on."""
    return FollowUp.objects.filter(plan__edition=edition, kind=FollowUpKind.OPEN).count()


def open_help_requests(edition: Edition) -> int:
    """Makers who asked for help and heard nothing yet."""
    return HelpRequest.objects.filter(agreement__plan__edition=edition, answered_at__isnull=True).count()
