"""Who follows a plan."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from execution.models import Following
from plans.models import Plan


def followers_of(plan: Plan) -> set[int]:
    """Numbers of all who hear of updates."""
    wanted = Following.objects.filter(plan=plan, wanted=True, user__is_active=True)
    return set(wanted.values_list("user", flat=True))


def follows(user: User | AnonymousUser, plan: Plan) -> bool:
    """As `followers_of`, for one person; at most one query."""
    if not user.is_authenticated:
        return False
    return Following.objects.filter(plan=plan, user_id=user.pk, wanted=True).exists()
