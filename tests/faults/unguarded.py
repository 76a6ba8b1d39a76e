"""The site with a guard taken off, for negative controls only: what the tests must be able to see."""

import os
import time

import django

django.setup()

from common import clock  # noqa: E402
from common.errors import Refused  # noqa: E402
from editions.models import Edition  # noqa: E402
from editions.phases import Activity, why_not  # noqa: E402
from haarlem_nd.wsgi import application  # noqa: E402
from voting.actions import box  # noqa: E402
from voting.models import CodeState, VotingCode  # noqa: E402

__all__ = ["application"]


def _read_check_write(edition: Edition, code_hash: bytes) -> None:
    """As most sites claim a code."""
    if not VotingCode.objects.filter(code_hash=code_hash, state=CodeState.ISSUED).exists():
        raise Refused("al gebruikt")
    time.sleep(0.05)
    VotingCode.objects.filter(code_hash=code_hash).update(state=CodeState.USED)


def _clock_only(edition_id: int, activity: Activity) -> Edition:
    """As most sites close: the clock is asked, nothing is held."""
    edition = Edition.objects.get(pk=edition_id)
    reason = why_not(activity, edition.current_phase, edition.schedule(), clock.now())
    if reason:
        raise Refused(reason)
    return edition


if os.environ.get("UNGUARDED") == "closing":
    box.hold_open = _clock_only  # type: ignore[attr-defined]
else:
    box._claim_code = _read_check_write
