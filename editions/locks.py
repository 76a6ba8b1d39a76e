"""Closing without losing anything: writers share the edition's row, the step that closes takes it alone.

Whoever votes, likes or submits holds `FOR SHARE` on the edition until commit and asks the database's clock after
having the lock; a step of the edition takes `FOR UPDATE`, so it waits for everybody who got in on time. (`now()` would
be the start of the transaction, and lose receipted votes: measured, see docs/architecture.md.)
"""

from django.db import connection
from django.utils.translation import gettext

from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Activity, why_not


def hold_open(edition_id: int, activity: Activity) -> Edition:
    """Holds the edition's phase for this transaction and returns the edition.

    Raises Refused with a Dutch sentence when `activity` is not allowed at this moment of the database's clock.
    """
    edition = _share(edition_id)
    reason = why_not(activity, edition.current_phase, edition.schedule(), clock.now())
    if reason:
        raise Refused(gettext(reason))
    return edition


def _share(edition_id: int) -> Edition:
    if not connection.in_atomic_block:
        raise RuntimeError("hold_open needs a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM editions_edition WHERE id = %s FOR SHARE", [edition_id])
    return Edition.objects.get(pk=edition_id)


def take(edition_id: int) -> Edition:
    """The edition, locked alone until commit: everybody who holds it open has finished by then."""
    return Edition.objects.select_for_update().get(pk=edition_id)
