"""What makers spend of their grant. The agreement is locked meanwhile, so that two never spend the same euro."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.photos import clean_photo
from execution.actions.holding import hold, note
from execution.models import Agreement, Spending
from execution.permissions import may_see_agreement
from execution.queries.spending import purse_of
from execution.receipts import MAX_BYTES, PDF, PHOTO, drawer, is_pdf
from execution.states import State
from theme.money import euro

logger = logging.getLogger(__name__)

# A bill may be older than the result, a year that nobody meant may not.
OLDEST = timedelta(days=3 * 365)
# A file without a row is left alone this long: its row may be on its way.
LEFT_BEHIND = timedelta(days=1)


class DayRefused(Refused):
    """Refused because of the day."""


class ReceiptRefused(Refused):
    """Refused because of the file; what was typed is fine."""


@dataclass(frozen=True)
class Bill:
    """A line as it was typed. `key` tells one form on one screen from another."""

    cents: int
    spent_on: date
    what: str
    payee: str
    key: UUID


def add_spending(agreement_id: int, by: User, bill: Bill, receipt: IO[bytes] | None = None) -> Spending:
    """Writes down what was spent; the same form again gives the same line. Raises Refused.

    The receipt is read and written before anything is locked, since that takes a while.
    """
    _before_the_work(agreement_id, by, bill)
    name = _kept(receipt) if receipt else ""
    try:
        kept = _add(agreement_id, by, bill, name)
    except Refused:
        # Any other failure may have come after the row was certain: then the sweep decides.
        _throw_away(name)
        raise
    if kept.receipt != name:
        _throw_away(name)
    return kept


@transaction.atomic
def withdraw_spending(agreement_id: int, by: User, spending_id: int, reason: str) -> Spending:
    """Takes a line back: it stands there still, with the reason, and counts no more. Twice is once. Raises Refused."""
    agreement = _held(agreement_id, by)
    line = agreement.spendings.get(pk=spending_id)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= 300:
        raise Refused(_("Schrijf in hoogstens 300 tekens waarom deze uitgave niet klopt."))
    if line.counts:
        line.withdrawn_at, line.withdrawn_by, line.withdrawn_reason = clock.now(), by, reason
        line.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        note("spending_withdrawn", agreement, by.pk, spending=line.pk)
    return line


def sweep_receipts() -> int:
    """Removes files that belong to no line, left behind by a killed worker. Returns how many."""
    names = set(drawer.older_than((clock.now() - LEFT_BEHIND).timestamp()))
    left = names - set(Spending.objects.filter(receipt__in=names).values_list("receipt", flat=True))
    for name in left:
        drawer.throw_away(name)
    if left:
        logger.info("Removed %d receipts that belonged to nothing.", len(left))
    return len(left)


@transaction.atomic
def _before_the_work(agreement_id: int, by: User, bill: Bill) -> None:
    """Refuses before the file is read what would be refused after it; `_add` decides again."""
    agreement = _held(agreement_id, by)
    if not Spending.objects.filter(key=bill.key, agreement=agreement).exists():
        _check(agreement, bill)


@transaction.atomic
def _add(agreement_id: int, by: User, bill: Bill, receipt: str) -> Spending:
    agreement = _held(agreement_id, by)
    there = Spending.objects.filter(key=bill.key, agreement=agreement).first()
    if there:
        return there
    _check(agreement, bill)
    line = Spending.objects.create(
        agreement=agreement,
        key=bill.key,
        cents=bill.cents,
        spent_on=bill.spent_on,
        what=bill.what,
        payee=bill.payee,
        receipt=receipt,
        entered_by=by,
        entered_at=clock.now(),
    )
    note("spending_added", agreement, by.pk, spending=line.pk, cents=line.cents)
    return line


def _held(agreement_id: int, by: User) -> Agreement:
    agreement = hold(agreement_id)
    if not may_see_agreement(by, agreement):
        raise Refused(_("Alleen de maker en de projectleider schrijven hier op wat er is uitgegeven."))
    return agreement


def _check(agreement: Agreement, bill: Bill) -> None:
    today = clock.today()
    if agreement.current is State.NEW:
        raise Refused(_("Maker en gemeente bevestigen eerst de afspraak. Daarna kunt u hier uitgaven opschrijven."))
    if bill.cents <= 0:
        raise Refused(_("Vul een bedrag in van meer dan € 0."))
    if bill.spent_on > today:
        raise DayRefused(_("Deze dag moet nog komen. Kies de dag waarop er betaald is."))
    if bill.spent_on < today - OLDEST:
        raise DayRefused(_("Deze dag is te lang geleden. Kies de dag waarop er betaald is."))
    purse = purse_of(agreement)
    if not purse.takes(bill.cents):
        raise Refused(_too_much(purse.left))


def _too_much(left: int) -> str:
    if not left:
        return _("Het hele bedrag is al uitgegeven. Klopt dat niet? Trek dan eerst een uitgave in die niet goed is.")
    text = _("Dit is meer dan er over is. Er is nog %(left)s over. Bel uw aanspreekpunt als het plan meer kost.")
    return text % {"left": euro(left)}


def _kept(receipt: IO[bytes]) -> str:
    """The name of the file in the drawer: a PDF as it is, a photo cleaned."""
    size = receipt.seek(0, 2)
    if not size:
        raise ReceiptRefused(_("Dit bestand is leeg. Kies een ander bestand."))
    if size > MAX_BYTES:
        raise ReceiptRefused(too_large())
    if is_pdf(receipt):
        return drawer.put(receipt, PDF)
    try:
        photo = clean_photo(receipt, settings.MAX_PHOTO_BYTES)
    except Refused as refusal:
        raise ReceiptRefused(_("Kies een foto of een PDF van de bon.") + " " + refusal.reason) from None
    return drawer.put(BytesIO(b"".join(photo.chunks())), PHOTO)


def too_large() -> str:
    number = MAX_BYTES // 1024 // 1024
    text = _("Deze bon is te groot: hoogstens %(number)d MB. Maak een foto van de bon, of kies een kleiner bestand.")
    return text % {"number": number}


def _throw_away(name: str) -> None:
    if name:
        drawer.throw_away(name)
