"""From notices to mails: all due news of one person in one mail."""

import logging

from django.db import transaction
from django.db.models import Min

from accounts.models import User
from common import clock
from mail.kinds import Kind, is_wanted
from mail.models import Mail, Notice
from mail.posting import new_message_id
from mail.queries import level_of
from mail.rendering import render_mail

logger = logging.getLogger(__name__)


def compose_due() -> None:
    """Makes a mail for everybody who has something to hear, one transaction each."""
    waiting = Notice.objects.due(clock.now()).order_by().values("user").annotate(since=Min("due_at"))
    for user_id in waiting.order_by("since").values_list("user", flat=True):
        try:
            compose_for(user_id)
        except Exception:
            # One person's news that cannot be put in a mail must not keep the others waiting.
            logger.exception("No mail could be made for user %d", user_id)


@transaction.atomic
def compose_for(user_id: int) -> Mail | None:
    """One mail with all due notices of a person; None when there is nothing, or when there is to be no mail.

    Two at the same time never take the same notice. Somebody without an address, or who did not choose this kind of
    mail, reads it on the site.
    """
    user = User.objects.select_related("mail_choice").get(pk=user_id)
    moment = clock.now()
    due = Notice.objects.due(moment).filter(user=user).order_by("created_at", "pk")
    notices = list(due.select_for_update(of=("self",), skip_locked=True))
    wanted = [notice for notice in notices if can_mail(user) and is_wanted(Kind(notice.kind), level_of(user))]
    mail = _compose(user, wanted) if wanted else None
    taken = {notice.pk for notice in wanted}
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(handled_at=moment)
    Notice.objects.filter(pk__in=taken).update(mail=mail)
    return mail


def can_mail(user: User) -> bool:
    """People without an address are helped at the counter; those who left hear nothing."""
    return bool(user.email) and user.is_active


def _compose(user: User, notices: list[Notice]) -> Mail:
    words = render_mail(user, notices)
    moment = clock.now()
    return Mail.objects.create(
        user=user,
        subject=words.subject,
        text=words.text,
        html=words.html,
        is_choice=words.is_choice,
        message_id=new_message_id(),
        created_at=moment,
        next_at=moment,
    )
