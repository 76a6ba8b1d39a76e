"""What the pages of the booth need and no voter changes, kept in this process for a second (BOOTH_HOLD_SECONDS).

While thousands vote, all of them are shown the same edition, dates, plans, prices and rules; reading those anew for
every click was half the work of a vote. So a page may be a second behind: a plan that was withdrawn just now still
stands on it, or the vote seems open just after its end. Nobody votes by that: `voting.actions.box.cast_ballot` uses
nothing of this module, it asks the database under its locks. And what is held refuses nobody: before a page says that
the vote is not open, it asks the database. Codes, ballots and receipts are never held.

What is held is shared by threads: read it, never change it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from math import inf
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings

from common import clock
from editions.models import Edition
from editions.phases import Phase
from plans.models import Plan
from plans.pairs import Rival, rivals_within
from plans.queries import ballot_plans
from voting.models import VotingRules
from voting.queries.rules import settings_of

# Of a plan and what belongs to it, no page of the booth shows these.
NOT_SHOWN = ("way_on", "held_reason", "neighbourhood__outline")
_kept: dict[tuple[Any, ...], tuple[float, Any]] = {}

Read = TypeVar("Read", bound=Callable[..., Any])


def _held(read: Read) -> Read:
    """Keeps what `read` gives, by its edition."""

    @wraps(read)
    def recall(*of: Edition) -> Any:
        key, moment = (read.__name__, *(edition.pk for edition in of)), monotonic()
        since, found = _kept.get(key, (-inf, None))
        if moment - since >= settings.BOOTH_HOLD_SECONDS:
            found = read(*of)
            _kept[key] = (moment, found)
        return found

    return recall  # type: ignore[return-value]


def forget() -> None:
    """Lets go of everything at once, for tests."""
    _kept.clear()


def editions_in_vote_now() -> Sequence[Edition]:
    """The editions in the phase of the vote with area and dates, as the database has them."""
    return list(Edition.objects.filter(phase=Phase.VOTING).select_related("area").prefetch_related("windows"))


@_held
def editions_in_vote() -> Sequence[Edition]:
    return editions_in_vote_now()


@_held
def plans_on_ballot(edition: Edition) -> Sequence[Plan]:
    return list(ballot_plans(edition).select_related("theme", "neighbourhood").defer(*NOT_SHOWN))


@_held
def rules(edition: Edition) -> VotingRules:
    return settings_of(edition)


@_held
def rivals(edition: Edition) -> dict[int, list[Rival]]:
    """By plan on the ballot the others that exclude it."""
    return rivals_within([plan.pk for plan in plans_on_ballot(edition)])


@_held
def _started() -> datetime:
    """When this process's own counter of seconds stood at nothing, by the clock of the database."""
    return clock.now() - timedelta(seconds=monotonic())


def now() -> datetime:
    """The database's clock for a page, as it goes on here since it was last read."""
    return _started() + timedelta(seconds=monotonic())
