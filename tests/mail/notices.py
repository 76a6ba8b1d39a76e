"""Builders for tests of mail."""

from typing import Any

from django.db import transaction

from accounts.models import User
from mail.actions import compose_due, notify
from mail.kinds import Kind
from mail.models import Mail

# Titles that people can type, made to break a header, a page or a line.
NASTY = [
    "Regel een\r\nBcc: iedereen@example.org",
    "Regel een\nSubject: anders",
    "<script>alert(1)</script> & <b>vet</b>",
    "x" * 100,
    "🌳🍎👩🏽‍🌾" * 12,
    "حديقة للجميع في الحي",
    "\u202eneerestegeT",
    "Tab\tnul\x0bvorm\x0cpagina\x1e",
    "Lijn\u2028deler\u2029weg",
    '"; DROP TABLE plans; -- {{ settings.SECRET_KEY }} {% debug %} %(x)s %d',
    "=?utf-8?q?=0d=0aBcc:_a@example.org?=",
    "é" * 100,
]


def tell(*people: User, kind: Kind = Kind.RECEIVED, key: str = "plan:1:received", **words: Any) -> None:
    """A notice as a room would write it."""
    facts = {"heading": "Uw plan ‘Moestuin’ is binnen", "text": "Iedereen kan het lezen.", "path": "/plannen/1/"}
    with transaction.atomic():
        notify([each.pk for each in people], kind, key, **{**facts, "label": "Bekijk uw plan", **words})


def mail_to(person: User, **words: Any) -> Mail:
    """A mail that waits to be sent."""
    key = words.pop("key", f"test:{Mail.objects.count()}")
    tell(person, key=key, **words)
    compose_due()
    return Mail.objects.filter(user=person).latest("pk")
