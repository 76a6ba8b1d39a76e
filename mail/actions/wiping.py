"""Words about people do not stay longer than they are of use (docs/mail.md says how long, and why)."""

from datetime import timedelta

from django.db import transaction

from common import clock
from mail.models import Mail, Notice
from mail.states import State

KEEP_MAILS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=365)
OVER = (State.SENT, State.FAILED, State.UNSURE)


@transaction.atomic
def wipe_old_words() -> None:
    """Empties old mails and notices. The rows stay: they keep the news from coming twice."""
    moment = clock.now()
    mails = Mail.objects.filter(state__in=OVER, wiped_at__isnull=True, created_at__lte=moment - KEEP_MAILS)
    mails.update(subject="", text="", html="", wiped_at=moment)
    notices = Notice.objects.filter(handled_at__isnull=False, created_at__lte=moment - KEEP_NOTICES)
    notices.exclude(heading="").update(heading="", text="")
