"""How much mail somebody wants."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from mail.kinds import Level
from mail.models import MailChoice


@transaction.atomic
def choose(user: User, level: Level) -> MailChoice:
    """Keeps the choice; it counts for every mail that is not made yet. The same choice again changes nothing."""
    choice = MailChoice.objects.select_for_update().filter(user=user).first()
    if choice and choice.level == level:
        return choice
    choice, _is_new = MailChoice.objects.update_or_create(
        user=user, defaults={"level": level, "changed_at": clock.now()}
    )
    record("mail_chosen", by=user.pk, level=level.value)
    return choice
