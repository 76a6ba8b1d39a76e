"""Reads of the mail room."""

from collections.abc import Iterable

from accounts.models import User
from mail.kinds import Level
from mail.models import Mail, MailChoice, Notice
from mail.states import State


def level_of(user: User) -> Level:
    """How much mail somebody chose; all, when they never did."""
    try:
        return Level(user.mail_choice.level)
    except MailChoice.DoesNotExist:
        return Level.ALL


def said(keys: Iterable[str]) -> set[str]:
    """Which of these keys somebody was told about already."""
    return set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def notices_of(user: User, number: int = 5) -> list[Notice]:
    """The latest news of a person, mailed or not."""
    return list(Notice.objects.filter(user=user).exclude(heading="")[:number])


def mails_to_look_at() -> int:
    """How many mails wait for a decision of the administrator."""
    return Mail.objects.filter(state__in=[State.FAILED, State.UNSURE]).count()
