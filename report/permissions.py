"""Who may answer the closing survey, and as what."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from editions.models import Edition, EditionRole, Role
from plans.models import Plan
from plans.status import Status
from report.models import SurveyRole


def survey_roles(user: User | AnonymousUser, edition: Edition) -> list[SurveyRole]:
    """As what somebody may answer: who makes or made a plan that was handed in, and who sits at the table."""
    if not user.is_authenticated:
        return []
    plans = Plan.objects.of(edition).exclude(status=Status.DRAFT).filter(submitted_at__isnull=False)
    found = [SurveyRole.MAKER] if plans.filter(Q(maker=user) | Q(co_makers__user=user)).exists() else []
    seats = EditionRole.objects.filter(edition=edition, user=user, role__in=[Role.CHECKER, Role.CHAIR])
    return [*found, SurveyRole.CHECKER] if seats.exists() else found
