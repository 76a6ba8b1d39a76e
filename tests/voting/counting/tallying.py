"""Short ways to count in tests."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from voting.counting import Box, Rules, Tally, count


def count_ballots(
    prices: Mapping[int, int],
    budget: int,
    ballots: Iterable[Sequence[int]],
    lot: Sequence[int] = (),
    withdrawn: Collection[int] = (),
    excluding: Iterable[tuple[int, int]] = (),
    **settings: Any,
) -> Tally:
    """Counts, most votes first and by lot unless `settings` say otherwise; `lot` may hold all lots in one."""
    rules = Rules(budget=budget, prices=prices, pairs=tuple(excluding), withdrawn=frozenset(withdrawn), **settings)
    return count(rules, Box.of(ballots), [lot] if lot else [])


def ballot_file(ballots: Iterable[Sequence[int]]) -> str:
    return "".join(Box.of(ballots).lines())


def ballot_file_hash(ballots: Iterable[Sequence[int]]) -> str:
    return Box.of(ballots).sha256()


def votes_as_ballots(votes: Mapping[int, int]) -> list[tuple[int, ...]]:
    return [(plan_id,) for plan_id, number in votes.items() for _ in range(number)]
