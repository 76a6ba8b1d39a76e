"""Whether an invitation to make a plan together can still be used: pure, without Django."""

from datetime import datetime, timedelta
from enum import StrEnum

LIFE = timedelta(days=14)
# Invitations of one plan that wait for an answer at the same time.
MOST_OPEN = 10
# More people than this in one plan cannot be named in one sentence; a group has a spokesperson.
MOST_MAKERS = 10
# 192 bits: nobody finds one by trying.
TOKEN_BYTES = 24


class Standing(StrEnum):
    OPEN = "OPEN"
    USED = "USED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


def standing(*, used: bool, closed_at: datetime | None, expires_at: datetime, moment: datetime) -> Standing:
    """`expires_at` is the first moment at which it no longer works."""
    if used:
        return Standing.USED
    if closed_at is not None:
        return Standing.REVOKED
    return Standing.OPEN if moment < expires_at else Standing.EXPIRED
