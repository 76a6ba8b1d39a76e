"""Closing without losing anything: writers share the edition's row, the step that closes takes it alone.

Whoever votes, likes or submits holds `FOR SHARE` on the edition until commit and asks the database's clock after
having the lock; a step of the edition takes `FOR UPDATE`, so it waits for everybody who got in on time. (`now()` would
be the start of the transaction, and lose receipted votes: measured, see docs/architecture.md.)
"""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext

from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Activity, Phase, Schedule, Window, why_not


def hold_open(edition_id: int, activity: Activity) -> Edition:
    """Holds the edition's phase for this transaction and returns the edition.

    Raises Refused with a Dutch sentence when `activity` is not allowed at this moment of the database's clock.
    """
    edition = _share(edition_id)
    schedule, moment = _dates(edition)
    reason = why_not(activity, edition.current_phase, schedule, moment)
    if reason:
        raise Refused(gettext(reason))
    return edition


def _share(edition_id: int) -> Edition:
    """The edition as it is once we hold it: who waited here for a step gets the row that the step wrote."""
    if not connection.in_atomic_block:
        raise RuntimeError("hold_open needs a transaction.")
    found = list(Edition.objects.raw("SELECT * FROM editions_edition WHERE id = %s FOR SHARE", [edition_id]))
    if not found:
        raise Edition.DoesNotExist
    return found[0]


def _dates(edition: Edition) -> tuple[Schedule, datetime]:
    """The schedule, and the clock after having the lock; in one query where there is a schedule."""
    windows = list(edition.windows.annotate(seen_at=clock.Now()))
    moment = clock.seen(windows[-1].seen_at) if windows else clock.now()
    return {Phase(each.phase): Window(each.starts_at, each.ends_at) for each in windows}, moment


def take(edition_id: int) -> Edition:
    """The edition, locked alone until commit: everybody who holds it open has finished by then."""
    return Edition.objects.select_for_update().get(pk=edition_id)
