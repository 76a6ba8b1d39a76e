"""What PostgreSQL keeps of rows that are gone: dead rows in its tables, and samples of their words in its statistics.

A deleted row lies in its table until VACUUM, and VACUUM leaves the bytes on their page; VACUUM FULL writes the table to
a new file (https://www.postgresql.org/docs/15/sql-vacuum.html). It takes along what an older transaction may still see,
so dead rows are counted afterwards: nothing counts as cleared as long as there are any. ANALYZE keeps the most common
values of every column and leaves those of a table that became empty as they were: there they go by naming the columns'
types again. Copies in the write-ahead log and in backups go when those do (docs/privacy.md).
"""

import logging
import time
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection
from django.db.models import CASCADE, Model

from common import clock
from editions.models import Edition
from editions.phases import Phase
from retention.models import Destruction
from retention.terms import BY_KEY, Deed

logger = logging.getLogger(__name__)

KNOWN_VALUES = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_stats s JOIN pg_attribute a ON a.attrelid = %s::regclass AND a.attname = s.attname
WHERE s.schemaname = 'public' AND s.tablename = %s AND a.attgenerated = ''
"""
DEAD_ROWS_OF = "SELECT COALESCE(n_dead_tup, 0) FROM pg_stat_user_tables WHERE relid = %s::regclass"
# Seconds to wait before each try: a transaction that still sees dead rows is mostly over soon.
PAUSES = (0, 1, 4)
DEAD_ROWS = "SELECT relname FROM pg_stat_user_tables WHERE n_dead_tup > 0 AND relname = ANY(%s) ORDER BY relname"


def clear_traces() -> int:
    """Clears up behind finished destructions; how many. Whatever finds its table in use is done the next time."""
    if connection.in_atomic_block:
        raise RuntimeError("VACUUM needs a connection without a transaction.")
    waiting = list(Destruction.objects.filter(finished_at__isnull=False, cleared_at__isnull=True))
    done = sum(_clear(made) for made in waiting)
    _clear_wiped()
    return done


def _clear_wiped() -> None:
    """What other rooms emptied by themselves. Tables of the vote wait until nobody votes."""
    with connection.cursor() as cursor:
        cursor.execute(DEAD_ROWS, [tables_of("words")])
        tables = [name for (name,) in cursor.fetchall()]
    if Edition.objects.filter(phase=Phase.VOTING).exists():
        tables = [name for name in tables if not name.startswith("voting_")]
    try:
        write_anew(tables)
    except (OperationalError, StillSeenError):
        logger.info("The traces of what was wiped are cleared later: the tables are in use.")


def _clear(made: Destruction) -> bool:
    try:
        write_anew(tables_of(made.key))
    except (OperationalError, StillSeenError):
        logger.info("The traces of destruction %s are cleared later: the tables are in use.", made.pk)
        return False
    return bool(Destruction.objects.filter(pk=made.pk, cleared_at__isnull=True).update(cleared_at=clock.now()))


def tables_of(key: str) -> list[str]:
    """The tables that a term takes rows from, those that go along with them too."""
    found: set[type[Model]] = set()
    waiting = [apps.get_model(each.model) for each in BY_KEY[key].holdings if each.deed is not Deed.FILES]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += _gone_along(model)
    return sorted(model._meta.db_table for model in found)


def _gone_along(model: type[Model]) -> list[type[Model]]:
    return [
        relation.related_model
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) is CASCADE and not isinstance(relation.related_model, str)
    ]


class StillSeenError(Exception):
    """An older transaction still sees rows that are gone, so PostgreSQL had to keep them."""


def write_anew(tables: Iterable[str]) -> None:
    """Waits half a second at most for whoever is busy, so that nobody waits behind it.

    Raises OperationalError when a table is in use, StillSeenError when dead rows had to stay.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '500ms'")
        try:
            for table in tables:
                _write_one(cursor, table)
                _forget_values(table)
            # Where those values stood; the owner of a database may, whoever may not gets a warning and goes on.
            cursor.execute("VACUUM FULL pg_statistic")
        finally:
            cursor.execute("RESET lock_timeout")


def _write_one(cursor: Any, table: str) -> None:
    """ANALYZE counts dead rows too, all of them in a table of up to 30,000 pages."""
    for seconds in PAUSES:
        time.sleep(seconds)
        cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        cursor.execute(DEAD_ROWS_OF, [f'"{table}"'])
        if not cursor.fetchone()[0]:
            return
    raise StillSeenError(table)


def _forget_values(table: str) -> None:
    """Of an empty table: what ANALYZE once kept of its words."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 - names of our own models
        if cursor.fetchone()[0]:
            return
        cursor.execute(KNOWN_VALUES, [table, table])
        for column, kind in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}')
