"""Who may answer the closing survey, and as what."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from editions.models import Edition, EditionRole, Role
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from report.models import SurveyRole

# Within which phase the survey is open: it is about the whole way to the result.
OPEN_IN = frozenset({Phase.EXECUTION})
AT_THE_TABLE = (Role.CHECKER, Role.CHAIR)
# How the address of the survey says as what somebody answers.
WORDS = {"maker": SurveyRole.MAKER, "checker": SurveyRole.CHECKER}

# The plans whose makers are asked: also those that fell or were withdrawn.
HANDED_IN = ~Q(status=Status.DRAFT) & Q(submitted_at__isnull=False)


def handed_in(edition: Edition) -> QuerySet[Plan]:
    return Plan.objects.of(edition).filter(HANDED_IN)


def survey_ways(user: User | AnonymousUser, edition: Edition) -> list[str]:
    """The words of the surveys that somebody may fill in now; nothing, and no query, for a visitor."""
    if edition.current_phase not in OPEN_IN:
        return []
    roles = survey_roles(user, edition)
    return [word for word, role in WORDS.items() if role in roles]


def survey_roles(user: User | AnonymousUser, edition: Edition) -> list[SurveyRole]:
    """As what somebody may answer: who makes or made a plan that was handed in, and who sits at the table."""
    if not user.is_authenticated:
        return []
    found = [SurveyRole.MAKER] if handed_in(edition).filter(Q(maker=user) | Q(co_makers__user=user)).exists() else []
    seats = EditionRole.objects.filter(edition=edition, user=user, role__in=AT_THE_TABLE)
    return [*found, SurveyRole.CHECKER] if seats.exists() else found
