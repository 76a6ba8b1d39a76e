"""The one clock of every decision: the database's, so that web servers and workers with wrong clocks agree."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField, Func
from django.utils import timezone

_offset = timedelta()


class Now(Func):
    """The same clock within a query that has to be made anyway; `seen` turns what it gives into `now()`."""

    function = "clock_timestamp"
    output_field = DateTimeField()


def seen(moment: datetime) -> datetime:
    """What `Now` gave, in UTC, as moved as `now()` is."""
    return moment.astimezone(UTC) + _offset


def now() -> datetime:
    """The database's wall clock at this very moment, in UTC (not the start of the transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return seen(moment)


def today() -> date:
    """The day it is now in the time zone of the site (Europe/Amsterdam)."""
    return timezone.localdate(now())


def move(by: timedelta) -> None:
    """Moves this process's clock, for tests that play a whole edition. Raises RuntimeError elsewhere."""
    global _offset
    if not settings.CLOCK_MAY_MOVE:
        raise RuntimeError("The clock may only be moved where CLOCK_MAY_MOVE is set.")
    _offset += by


def reset() -> None:
    """Undoes every move."""
    global _offset
    _offset = timedelta()
