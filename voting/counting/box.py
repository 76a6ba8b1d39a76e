"""The ballots of a box, without their order: equal ballots lie on one pile, with how many they are."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voting.counting.rules import Rules


@dataclass(frozen=True, slots=True)
class Box:
    """`piles` gives for every choice (plan numbers, ascending) the number of ballots that say it."""

    piles: Mapping[tuple[int, ...], int]

    @classmethod
    def of(cls, ballots: Iterable[Sequence[int]]) -> "Box":
        return cls(Counter(tuple(sorted(ballot)) for ballot in ballots))

    @classmethod
    def of_lines(cls, lines: Iterable[tuple[str, int]]) -> "Box":
        """From choices as text ("3,12") with their numbers. Numbers are shared, so a million ballots stay small."""
        known: dict[str, int] = {}
        piles: dict[tuple[int, ...], int] = {}
        for text, number in lines:
            plans = [known.get(each) or known.setdefault(each, int(each)) for each in text.split(",")] if text else []
            choice = tuple(sorted(plans))
            piles[choice] = piles.get(choice, 0) + number
        return cls(piles)

    @property
    def ballots(self) -> int:
        return sum(self.piles.values())

    def votes(self, rules: Rules) -> dict[int, int]:
        """The votes of every plan, zero included. Raises ValueError for a ballot that the rules do not know."""
        votes = dict.fromkeys(rules.prices, 0)
        for choice, number in self.piles.items():
            if not rules.points and (not choice or len(set(choice)) != len(choice)):
                raise ValueError("the box holds a ballot that is empty or names a plan twice")
            for plan in choice:
                if plan not in votes:
                    raise ValueError("the box holds a ballot with a plan that is not on the ballot")
                votes[plan] += number
        return votes

    def lines(self) -> Iterator[str]:
        """The ballots as the file that is published: nothing of when or by whom they were cast remains.

        One line a ballot: the plan numbers ascending, with a comma between them and a line feed after the last. The
        lines are sorted as bytes, as `LC_ALL=C sort` does. Equal lines come out together.
        """
        for line, number in sorted((",".join(map(str, choice)) + "\n", n) for choice, n in self.piles.items()):
            yield line * number

    def sha256(self) -> str:
        """The SHA-256 of that file. Anyone can recompute it: sha256sum stembiljetten.csv"""
        digest = hashlib.sha256()
        for line in self.lines():
            digest.update(line.encode("ascii"))
        return digest.hexdigest()
