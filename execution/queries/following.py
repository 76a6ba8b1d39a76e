"""Who follows a plan."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from execution.models import Following
from plans.models import Like, Plan


def followers_of(plan: Plan) -> set[int]:
    """Numbers of all who hear of updates: who likes the plan or chose to follow it, but for who chose not to."""
    chosen = dict(Following.objects.filter(plan=plan).values_list("user", "wanted"))
    liking = set(Like.objects.filter(plan=plan, user__is_active=True).values_list("user", flat=True))
    return {each for each in liking | set(chosen) if chosen.get(each, True)}


def follows(user: User | AnonymousUser, plan: Plan) -> bool:
    """As `followers_of`, for one person; at most two queries."""
    if not user.is_authenticated:
        return False
    chosen = Following.objects.filter(plan=plan, user_id=user.pk).values_list("wanted", flat=True).first()
    return Like.objects.filter(plan=plan, user_id=user.pk).exists() if chosen is None else chosen
