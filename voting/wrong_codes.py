"""Wrong codes cost time, never a vote: after many from one network each next wrong one is answered a little later.

The length of a code is the defence (see `voting.codes`). A right code is never refused or slowed down because of what
others in the same library or behind the same provider typed. Counted in the cache under a keyed hash of the network,
for ten minutes; when the cache is down nothing is counted and voting goes on.
"""

import hashlib
import hmac
import ipaddress
import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from voting.keys import derived_key

logger = logging.getLogger(__name__)

FREE_TRIES = 20
WINDOW_SECONDS = 10 * 60
STEP_SECONDS = 0.25
LONGEST_SECONDS = 2.0


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


def count_wrong_code(address: str) -> int:
    """Counts a wrong code from this address; how many there were from its network lately, 0 when we cannot know."""
    digest = hmac.digest(derived_key("network counting"), network_of(address).encode(), hashlib.sha256)
    key = f"wrong-codes:{digest.hex()}"
    try:
        cache.add(key, 0, WINDOW_SECONDS)
        return int(cache.incr(key))
    except (RedisError, OSError, ValueError):
        logger.warning("Wrong voting codes cannot be counted now: the cache does not answer.")
        return 0


def delay_after(tries: int) -> float:
    """Seconds to wait before answering the wrong try with this number."""
    return min(LONGEST_SECONDS, max(0, tries - FREE_TRIES) * STEP_SECONDS)
