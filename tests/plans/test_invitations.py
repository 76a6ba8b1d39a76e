"""When an invitation can be used: every combination of what can have happened to it."""

from datetime import UTC, datetime, timedelta

import pytest

from plans.invitations import LIFE, TOKEN_BYTES, Standing, standing

NOW = datetime(2026, 9, 1, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("used", "closed_at", "expires_at", "expected"),
    [
        (False, None, LATER, Standing.OPEN),
        (False, None, NOW, Standing.EXPIRED),
        (False, None, BEFORE, Standing.EXPIRED),
        (False, BEFORE, LATER, Standing.REVOKED),
        (False, BEFORE, BEFORE, Standing.REVOKED),
        (True, BEFORE, LATER, Standing.USED),
        (True, BEFORE, BEFORE, Standing.USED),
    ],
)
def test_an_invitation_stands(used: bool, closed_at: datetime | None, expires_at: datetime, expected: Standing) -> None:
    assert standing(used=used, closed_at=closed_at, expires_at=expires_at, moment=NOW) is expected


def test_a_link_works_fourteen_days_and_cannot_be_guessed() -> None:
    assert timedelta(days=14) == LIFE
    assert TOKEN_BYTES * 8 >= 128
