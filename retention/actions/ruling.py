"""Terms and holds: what a leader decides about them, always on record."""

from datetime import date, timedelta

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from retention.models import LegalHold, TermChoice
from retention.moments import days_of
from retention.terms import BY_KEY

LONGEST_HOLD = timedelta(days=366)


@transaction.atomic
def set_term(key: str, days: int, by: int | None, reason: str, edition: Edition | None = None) -> TermChoice | None:
    """Makes a term longer or shorter; None when it is as long already. Raises Refused outside the table's bounds."""
    term = BY_KEY.get(key)
    if term is None or not term.is_done_here or term.of_edition != (edition is not None):
        raise Refused("Deze termijn kunt u hier niet veranderen.")
    if not term.fits(days):
        raise Refused(f"Kies {term.shortest} tot en met {term.longest} dagen.")
    if not reason.strip():
        raise Refused("Schrijf op waarom u de termijn verandert.")
    if edition is not None:
        take(edition.pk)
    before = days_of(edition)[key]
    if before == days:
        return None
    made = TermChoice.objects.create(edition=edition, key=key, days=days, by_id=by, reason=reason.strip())
    record("term_changed", edition=edition.slug if edition else "", by=by, term=key, days=days, before=before)
    return made


@transaction.atomic
def set_hold(edition_id: int, ground: str, case: str, until: date, by: int) -> LegalHold:
    """Stops all destruction of an edition until and including a day. Raises Refused."""
    edition, today = take(edition_id), clock.today()
    if not today <= until <= today + LONGEST_HOLD:
        raise Refused("Kies een dag vanaf vandaag, hoogstens een jaar vooruit. Daarna kunt u opnieuw een stop zetten.")
    if not case.strip():
        raise Refused("Vul het nummer van de zaak in.")
    made = LegalHold.objects.create(edition=edition, ground=ground, case=case.strip(), until=until, set_by_id=by)
    record("hold_set", edition=edition.slug, by=by, subject=f"hold:{made.pk}", ground=ground, until=until.isoformat())
    return made


@transaction.atomic
def lift_hold(hold_id: int, edition: Edition, by: int) -> bool:
    """Ends a hold; False when it had ended already."""
    running = LegalHold.objects.filter(pk=hold_id, edition=edition, lifted_at__isnull=True)
    if not running.update(lifted_at=clock.now(), lifted_by=by):
        return False
    record("hold_lifted", edition=edition.slug, by=by, subject=f"hold:{hold_id}")
    return True
