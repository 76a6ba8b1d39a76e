"""What the cast of the demo hears by mail: written by the real actions, so that it goes out when the demo starts."""

from django.db import transaction

from accounts.models import User
from common import clock
from editions.models import Edition
from mail.actions import compose_due
from mail.models import Notice
from plans.actions import tell_makers
from plans.actions.telling import tell_reaction, tell_received

REACTIONS = 2


@transaction.atomic
def load_news(edition: Edition, cast: dict[str, User]) -> None:
    """The plan of the cast in this edition came in, people reacted, and it is near the threshold.

    The crowd heard its own news before today: nobody mails them when the demo starts.
    """
    for plan in edition.plans.filter(maker__in=cast.values()):
        tell_received(plan)
        compose_due()  # each at its own moment, so each in a mail of its own
        for comment in plan.comments.exclude(author=plan.maker).select_related("plan", "author")[:REACTIONS]:
            tell_reaction(comment)
    tell_makers()
    moment = clock.now()
    mine = Notice.objects.filter(user__in=cast.values(), handled_at=None)
    Notice.objects.filter(handled_at=None).exclude(pk__in=mine).update(handled_at=moment)
    mine.update(due_at=moment)
