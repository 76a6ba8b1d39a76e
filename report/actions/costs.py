"""What the round itself cost: entered by the project leader, until the report of a closed edition is public."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Phase
from plans.limits import SAME_WORDS
from report.models import OtherCost, Report, RoundPrices, StaffHours

FIXED = "De ronde is afgerond en het verslag is openbaar. De kosten staan vast."
NO_TIME = "Vul een tijd in van een kwartier of meer."
NO_AMOUNT = "Vul een bedrag in van meer dan nul."
GONE = "Deze regel is er niet meer."


@transaction.atomic
def set_prices(edition_id: int, letter_cents: int | None, hourly_cents: int | None, by: int) -> RoundPrices:
    """None: not known (yet). Raises Refused below zero, and when the costs are fixed."""
    edition = _open(edition_id)
    if min(letter_cents or 0, hourly_cents or 0) < 0:
        raise Refused(NO_AMOUNT)
    values = {"letter_cents": letter_cents, "hourly_cents": hourly_cents}
    prices, _ = RoundPrices.objects.update_or_create(edition=edition, defaults=values)
    record("round_prices_set", edition=edition.slug, by=by, letter_cents=letter_cents, hourly_cents=hourly_cents)
    return prices


@transaction.atomic
def add_hours(edition_id: int, function: str, work: str, quarters: int, by: int) -> StaffHours:
    edition = _open(edition_id)
    if quarters <= 0:
        raise Refused(NO_TIME)
    facts = {"edition": edition, "function": function, "work": work, "quarters": quarters, "entered_by_id": by}
    if before := StaffHours.objects.filter(**facts, **_just_now()).first():
        return before
    row = StaffHours.objects.create(**facts, entered_at=clock.now())
    record("hours_added", edition=edition.slug, by=by, work=work, quarters=quarters)
    return row


@transaction.atomic
def remove_hours(edition_id: int, row_id: int, by: int) -> None:
    edition = _open(edition_id)
    row = StaffHours.objects.filter(edition=edition, pk=row_id).first()
    if row is None:
        raise Refused(GONE)
    row.delete()
    record("hours_removed", edition=edition.slug, by=by, work=row.work, quarters=row.quarters)


@transaction.atomic
def add_other_cost(edition_id: int, label: str, cents: int, by: int) -> OtherCost:
    edition = _open(edition_id)
    if cents <= 0:
        raise Refused(NO_AMOUNT)
    facts = {"edition": edition, "label": label, "cents": cents, "entered_by_id": by}
    if before := OtherCost.objects.filter(**facts, **_just_now()).first():
        return before
    row = OtherCost.objects.create(**facts, entered_at=clock.now())
    record("other_cost_added", edition=edition.slug, by=by, cents=cents)
    return row


@transaction.atomic
def remove_other_cost(edition_id: int, row_id: int, by: int) -> None:
    edition = _open(edition_id)
    row = OtherCost.objects.filter(edition=edition, pk=row_id).first()
    if row is None:
        raise Refused(GONE)
    row.delete()
    record("other_cost_removed", edition=edition.slug, by=by, cents=row.cents)


def _just_now() -> dict[str, datetime]:
    """The same line entered so shortly after another is one press of the button too many."""
    return {"entered_at__gt": clock.now() - SAME_WORDS}


def _open(edition_id: int) -> Edition:
    """The edition, held alone: so the costs cannot change while the edition closes or another line is written."""
    edition = take(edition_id)
    published = Report.objects.filter(edition=edition, published_at__isnull=False)
    if edition.current_phase is Phase.CLOSED and published.exists():
        raise Refused(FIXED)
    return edition
