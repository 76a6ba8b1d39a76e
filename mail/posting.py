"""The door to the mail server: how a row becomes a message, and what the server's answer means."""

import smtplib
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from mail.links import stop_url
from mail.models import Mail


def new_message_id() -> str:
    """One for each row, kept with it: the same mail carries the same number at every attempt."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def message_of(mail: Mail, connection: Any) -> EmailMultiAlternatives:
    """The message, checked: raises when no valid message can be made of it."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.is_choice:
        headers["List-Unsubscribe"] = f"<{stop_url(mail.user)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.user.email or ""], headers=headers, connection=connection
    )
    message.attach_alternative(mail.html, "text/html")
    message.message().as_bytes()
    return message


class Post:
    """One connection with the mail server, for many mails. It is opened, and asked for life, before a mail is claimed,
    so that a server that is away costs no mail its certainty."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def open(self) -> None:
        """Raises OSError or SMTPException when the server cannot be reached."""
        live = getattr(self.connection, "connection", None)
        if isinstance(live, smtplib.SMTP) and not _answers(live):
            self.connection.close()
        self.connection.open()

    def close(self) -> None:
        self.connection.close()


def _answers(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def refusal_code(error: Exception) -> int | None:
    """The SMTP code by which a server clearly did not take a mail; None when its answer leaves that open."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(code) for code, _words in error.recipients.values()), default=None)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return 550  # an address that this server cannot even be asked about
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code if 400 <= error.smtp_code < 600 else None
    return None
