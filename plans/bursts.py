"""Signs that the likes of a plan came in a burst, for people to look at. Pure: facts in, figures out; never a verdict.

Bursts mostly have a good reason: a stall at the supermarket, a post in a group, a school on one network. So nothing
follows from these figures by itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)
# Fewer than this say nothing.
AT_LEAST = 10
# From which share of a plan's likes, in percent, a figure is worth a look. New accounts are common: many people make
# one to give their like.
HOUR_SHARE, NEW_SHARE, NETWORK_SHARE = 50, 75, 33


@dataclass(frozen=True)
class LikeFact:
    """One like: when, when its account was made, and the keyed daily hash of its network ("" when not known)."""

    at: datetime
    account_made_at: datetime
    network: str = ""


@dataclass(frozen=True)
class Signs:
    """What the likes of one plan look like. `peak` likes in the hour from `peak_at`; `largest_network` likes from one
    network on one day, out of `known_networks` likes whose network is known."""

    likes: int = 0
    peak: int = 0
    peak_at: datetime | None = None
    new_accounts: int = 0
    known_networks: int = 0
    largest_network: int = 0

    @property
    def reasons(self) -> list[str]:
        """Which figures are worth a look, in Dutch; empty when nothing stands out."""
        return [
            word
            for number, of, share, word in (
                (self.peak, self.likes, HOUR_SHARE, "veel in één uur"),
                (self.new_accounts, self.likes, NEW_SHARE, "veel nieuwe accounts"),
                (self.largest_network, self.known_networks, NETWORK_SHARE, "veel van één netwerk"),
            )
            if number >= AT_LEAST and number * 100 >= of * share
        ]

    @property
    def new_share(self) -> int:
        """New accounts out of all likes, in whole percents."""
        return _percent(self.new_accounts, self.likes)

    @property
    def network_share(self) -> int:
        return _percent(self.largest_network, self.known_networks)


def signs(facts: Iterable[LikeFact]) -> Signs:
    """The figures of one plan's likes, in any order."""
    likes = sorted(facts, key=lambda fact: fact.at)
    peak, peak_at = busiest_hour([fact.at for fact in likes])
    networks = Counter(fact.network for fact in likes if fact.network)
    return Signs(
        likes=len(likes),
        peak=peak,
        peak_at=peak_at,
        new_accounts=sum(_day(fact.at) == _day(fact.account_made_at) for fact in likes),
        known_networks=networks.total(),
        largest_network=max(networks.values(), default=0),
    )


def busiest_hour(moments: Sequence[datetime]) -> tuple[int, datetime | None]:
    """The most moments in any hour [start, start + 1 hour), and that start. `moments` are in order."""
    best, best_at, first = 0, None, 0
    for number, moment in enumerate(moments):
        while moment - moments[first] >= HOUR:
            first += 1
        if number - first + 1 > best:
            best, best_at = number - first + 1, moments[first]
    return best, best_at


def _day(moment: datetime) -> object:
    return moment.astimezone(HERE).date()


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
