"""What the other rooms call: part of their own action, in its transaction, never on its own."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import ParamSpec

from django.conf import settings
from django.db import connection
from django.utils import translation

from common import clock
from mail.bell import ring_on_commit
from mail.kinds import MANNERS, Kind, due_at
from mail.models import Notice
from mail.words import one_line

P = ParamSpec("P")
HEADING_LENGTH = 200


def in_the_sites_language(tell: Callable[P, None]) -> Callable[P, None]:
    """For what writes a mail: whoever acts may read the site in another language than who gets the mail."""

    @wraps(tell)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            tell(*args, **kwargs)

    return told


def notify(
    user_ids: Iterable[int],
    kind: Kind,
    key: str,
    *,
    heading: str,
    text: str,
    path: str,
    label: str,
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """Tells each of these people something, once: whoever heard `key` before hears nothing.

    `text` is one or more lines; a line is a paragraph, and lines that begin with "- " make a list. `path` is an
    address within the site, `label` what the button to it says; `more` are further buttons, as (label, path).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify belongs in the transaction of an action.")
    moment = clock.now()
    Notice.objects.bulk_create(
        (
            Notice(
                user_id=user_id,
                kind=kind,
                key=key,
                heading=one_line(heading, HEADING_LENGTH),
                text=text,
                path=path,
                label=label,
                more=[list(button) for button in more],
                created_at=moment,
                due_at=due_at(kind, moment),
            )
            # In one order, so that two who tell the same people never block each other.
            for user_id in sorted(set(user_ids))
        ),
        ignore_conflicts=True,
    )
    if MANNERS[kind].at_once:
        ring_on_commit()


def take_back(key: str) -> None:
    """What is no longer so is not told either, as long as no mail took it along: `key` with all that begins with it
    and a colon."""
    waiting = Notice.objects.filter(handled_at__isnull=True)
    waiting.filter(key=key).delete()
    waiting.filter(key__startswith=f"{key}:").delete()
