"""Sending: claim, commit, ask the mail server, write down its answer. One mail at a time.

A worker can be killed at any point. Before the claim the mail still waits; after it nobody knows whether the server
took it, so it is never sent again by itself: it becomes UNSURE, and a person decides.
"""

import logging
import smtplib
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from audit.actions import record
from common import clock
from common.errors import Refused
from mail.actions.composing import can_mail, compose_due
from mail.bell import ring_on_commit
from mail.models import Mail
from mail.posting import Post, message_of, refusal_code
from mail.states import STUCK_AFTER, State, delay_after, sources

# How long one task goes on, so that mail never keeps all workers; the next sweep goes on with the rest.
TURN = 45.0

logger = logging.getLogger(__name__)


def deliver() -> None:
    """The whole round: what nobody heard of any more, then new mails, then sending."""
    mark_unsure()
    compose_due()
    send_queued()


def send_queued(seconds: float = TURN) -> int:
    """Sends what waits, for at most about `seconds`; how many mails it tried. May run many times at once."""
    tried, until, post = 0, time.monotonic() + seconds, Post()
    try:
        while time.monotonic() < until and _waiting().exists():
            post.open()
            mail = _claim()
            if mail is None:
                break
            _send(mail, post)
            tried += 1
    except (OSError, smtplib.SMTPException) as problem:
        logger.warning("The mail server cannot be reached: %s", type(problem).__name__)
    finally:
        post.close()
    return tried


def _waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(state=State.QUEUED, next_at__lte=clock.now())


def _claim() -> Mail | None:
    """The next mail, ours and committed as such; those that another worker is claiming are passed over."""
    with transaction.atomic(durable=True):
        waiting = _waiting().select_for_update(of=("self",), skip_locked=True).select_related("user")
        mail: Mail | None = waiting.order_by("next_at", "pk").first()
        if mail:
            mail.state, mail.claimed_at, mail.attempts = State.SENDING, clock.now(), mail.attempts + 1
            mail.save(update_fields=["state", "claimed_at", "attempts"])
    return mail


def _send(mail: Mail, post: Post) -> None:
    if not can_mail(mail.user):
        _finish(mail, State.FAILED, problem=Mail.Problem.NO_ADDRESS)
        return
    try:
        message = message_of(mail, post.connection)
    except Exception:
        logger.exception("Mail %d is no valid message", mail.pk)
        _finish(mail, State.FAILED, problem=Mail.Problem.BROKEN)
        return
    try:
        accepted = message.send()
    except Exception as error:
        logger.warning("Mail %d was not accepted: %s", mail.pk, type(error).__name__)
        _refused(mail, refusal_code(error))
        post.close()
        return
    if accepted:
        _finish(mail, State.SENT, sent_at=clock.now(), problem="", smtp_code=None)
    else:
        _finish(mail, State.UNSURE)


def _refused(mail: Mail, code: int | None) -> None:
    """A clear no is tried later or given up; anything else leaves it open whether the mail went."""
    if code is None:
        _finish(mail, State.UNSURE)
        return
    facts = {"problem": Mail.Problem.REFUSED, "smtp_code": code}
    delay: timedelta | None = delay_after(code, mail.attempts)
    if delay is None:
        _finish(mail, State.FAILED, **facts)
    else:
        _finish(mail, State.QUEUED, next_at=clock.now() + delay, **facts)


def _finish(mail: Mail, to: State, **fields: object) -> None:
    """Compare-and-set: only whoever holds this claim says how it ended."""
    mine = Mail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at, state__in=sources(to))
    mine.update(state=to, **fields)


def mark_unsure() -> int:
    """Mails whose worker has not been heard of for too long; how many."""
    lost = Mail.objects.filter(state=State.SENDING, claimed_at__lte=clock.now() - STUCK_AFTER)
    return lost.update(state=State.UNSURE)


@transaction.atomic
def send_again(mail_id: int, by: int) -> Mail:
    """Puts a mail that failed, or of which nobody knows, in the queue again. Raises Refused."""
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.state not in (State.FAILED, State.UNSURE):
        raise Refused("Deze mail is verstuurd of wacht nog. Alleen een mislukte of onzekere mail kan opnieuw.")
    if mail.wiped_at:
        raise Refused("De tekst van deze mail is gewist. Hij kan niet opnieuw verstuurd worden.")
    before = mail.state
    mail.state, mail.attempts, mail.next_at, mail.problem, mail.smtp_code = State.QUEUED, 0, clock.now(), "", None
    mail.save(update_fields=["state", "attempts", "next_at", "problem", "smtp_code"])
    record("mail_sent_again", by=by, subject=f"mail:{mail.pk}", before=before)
    ring_on_commit()
    return mail
