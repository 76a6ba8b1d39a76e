"""Who supports two plans together: the union of persons, each counted once. Pure: support in, what stays out.

A person is known by an account, by a hash of name and address (on paper, or beside a like), or by both. Whatever
shares one of these is one person; so is a chain of them: an account that likes both plans, once with an address that
also stands on paper.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Support:
    """One like (with its `account`) or one signature (without), at the plan that goes on or at the other."""

    number: int
    at_target: bool
    account: int | None = None
    person: str = ""

    @property
    def marks(self) -> list[tuple[str, object]]:
        """By what the person can be told."""
        account: list[tuple[str, object]] = [] if self.account is None else [("account", self.account)]
        return account + ([("person", self.person)] if self.person else [])


@dataclass(frozen=True)
class Person:
    """One person in the union: what of their support stays, what goes, and under which hash they are known."""

    stays: Support
    goes: tuple[Support, ...]
    known_as: str


def union(supports: Iterable[Support]) -> list[Person]:
    """Each person once. A like stays rather than a signature, and what is at the target rather than what is not."""
    return [_settle(group) for group in _groups(list(supports))]


def _settle(group: list[Support]) -> Person:
    ordered = sorted(group, key=lambda each: (each.account is None, not each.at_target, each.number))
    stays = ordered[0]
    hashes = [each.person for each in ordered if each.person]
    return Person(stays, tuple(ordered[1:]), stays.person or (hashes[0] if hashes else ""))


def _groups(supports: list[Support]) -> Iterator[list[Support]]:
    """Those that share a mark, directly or through others."""
    leaders = list(range(len(supports)))

    def leader(number: int) -> int:
        while leaders[number] != number:
            leaders[number] = leaders[leaders[number]]
            number = leaders[number]
        return number

    seen: dict[tuple[str, object], int] = {}
    for number, support in enumerate(supports):
        for mark in support.marks:
            leaders[leader(number)] = leader(seen.setdefault(mark, number))
    groups: dict[int, list[Support]] = defaultdict(list)
    for number, support in enumerate(supports):
        groups[leader(number)].append(support)
    yield from groups.values()
