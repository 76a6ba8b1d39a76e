"""Wrong codes cost time, never a vote: whoever types many is told to wait before trying again.

The length of a code is the defence (see `voting.codes`; docs/stemgeheim.md has the sum). A right code is never refused
or slowed down because of what others in the same library or behind the same provider typed: it is looked up first, and
only a wrong one is counted. Counted in PostgreSQL, so that losing the cache forgets nothing, in windows of ten minutes;
by network, under a keyed hash of which 16 bits are kept: no address, and no more rows than `PLACES`. Nothing is kept of
a code itself.
"""

import ipaddress
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import BoundedSemaphore

from django.db import connection, transaction

from common import clock
from common.keyed import keyed_hash
from voting.models import WrongCodes

logger = logging.getLogger(__name__)

FREE_TRIES = 20
WINDOW_SECONDS = 10 * 60
STEP_SECONDS = 0.25
LONGEST_SECONDS = 2.0
PLACES = 65_536
EVERYBODY = -1
# One wrong code a second, for ten minutes: more than a district mistypes, its check character aside.
ALARM_AT = 600

COUNT = """
INSERT INTO voting_wrongcodes AS w (place, tries, since) VALUES (%(place)s, 1, %(now)s)
ON CONFLICT (place) DO UPDATE SET
    tries = CASE WHEN w.since > %(earliest)s THEN w.tries + 1 ELSE 1 END,
    since = CASE WHEN w.since > %(earliest)s THEN w.since ELSE %(now)s END
RETURNING tries, since
"""

# In each process one wrong code at a time waits for its answer, so that a flood of them never keeps voters out.
_waiting_room = BoundedSemaphore(1)


@dataclass(frozen=True)
class Tries:
    """Wrong codes of one network in this window. `wait_seconds`: when they are forgotten; 0 when there are few."""

    number: int
    wait_seconds: int


def network_of(address: str) -> str:
    """The network that tries are counted for: an IPv4 address itself, the /64 of an IPv6 address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)


def place_of(address: str) -> int:
    """The row in which the tries of this address's network are counted."""
    return int(keyed_hash("network of wrong voting codes", network_of(address)), 16) % PLACES


def count_wrong_code(address: str) -> Tries:
    """Counts a wrong code from this address, and rings the alarm when everybody together typed too many."""
    moment = clock.now()
    window = timedelta(seconds=WINDOW_SECONDS)
    facts = {"now": moment, "earliest": moment - window}
    with transaction.atomic(), connection.cursor() as cursor:
        # First one's own row, then the one for all: nobody waits for a row while holding what others wait for.
        cursor.execute(COUNT, {"place": place_of(address), **facts})
        number, since = cursor.fetchone()
        cursor.execute(COUNT, {"place": EVERYBODY, **facts})
        together = cursor.fetchone()[0]
    if together == ALARM_AT:
        logger.critical("%s wrong voting codes within ten minutes: somebody may be guessing.", together)
    wait = max(1, math.ceil((since + window - moment).total_seconds()))
    return Tries(number, wait if number > FREE_TRIES else 0)


def delay_after(tries: int) -> float:
    """Seconds to wait before answering the wrong try with this number."""
    return min(LONGEST_SECONDS, max(0, tries - FREE_TRIES) * STEP_SECONDS)


@contextmanager
def a_seat_to_wait() -> Iterator[bool]:
    """Whether this thread may wait: one in a process does, all others answer at once."""
    taken = _waiting_room.acquire(blocking=False)
    try:
        yield taken
    finally:
        if taken:
            _waiting_room.release()


def guessing_now() -> int:
    """How many wrong codes came in within this window from everybody together, when that is alarming; else 0."""
    earliest = clock.now() - timedelta(seconds=WINDOW_SECONDS)
    alarming = WrongCodes.objects.filter(place=EVERYBODY, tries__gte=ALARM_AT, since__gt=earliest)
    return alarming.values_list("tries", flat=True).first() or 0
