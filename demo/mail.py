"""The demo's post: mails go to a page (/demo/post/), so that one can really log in."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from common import clock

logger = logging.getLogger(__name__)
KEY = "demo-post"
KEPT = 40


def letters() -> list[dict[str, Any]]:
    """The last mails, newest first: to, subject, body, html (or ""), at."""
    found = json.loads(cache.get(KEY) or "[]")
    return [{**mail, "at": datetime.fromisoformat(mail["at"])} for mail in found]


def _alternatives(mail: EmailMessage) -> list[tuple[Any, str]]:
    return list(mail.alternatives) if isinstance(mail, EmailMultiAlternatives) else []


class DemoPostBackend(BaseEmailBackend):
    """Keeps the last mails for /demo/post/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = json.loads(cache.get(KEY) or "[]")
        for mail in email_messages:
            kept.insert(
                0,
                {
                    "to": ", ".join(mail.to),
                    "subject": str(mail.subject),
                    "body": str(mail.body),
                    "html": next((str(part) for part, kind in _alternatives(mail) if kind == "text/html"), ""),
                    "at": clock.now().isoformat(),
                },
            )
        cache.set(KEY, json.dumps(kept[:KEPT]), None)
        logger.info("%d mail op /demo/post/", len(email_messages))
        return len(email_messages)
