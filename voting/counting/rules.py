"""Everything that decides the outcome of a vote besides the ballots: one value, one text, one hash.

The text is JSON with sorted keys, two spaces of indent, ASCII only and a line feed at its end; amounts are whole cents
and times UTC. Its SHA-256 is that of exactly these bytes, so `sha256sum spelregels.json` gives it too.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

FORMAT = "haarlem-nd/spelregels/1"
# By how much ADD_ONE raises the share of every voter, in cents.
STEP = 100


class Method(StrEnum):
    GREEDY = "GREEDY"
    EQUAL_SHARES = "EQUAL_SHARES"


class Misfit(StrEnum):
    """What happens when the next plan does not fit in the money that is left (GREEDY)."""

    SKIP = "SKIP"
    STOP = "STOP"


class Tie(StrEnum):
    """Who goes first among equals of which not all can be chosen. Equal prices too: the lowest number."""

    LOT = "LOT"
    CHEAPEST = "CHEAPEST"
    DEAREST = "DEAREST"
    NUMBER = "NUMBER"


class Completion(StrEnum):
    """How EQUAL_SHARES goes on when money is left."""

    NONE = "NONE"
    GREEDY = "GREEDY"
    ADD_ONE = "ADD_ONE"
    ADD_FILL = "ADD_FILL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one vote. Amounts in cents; plans by number.

    `prices` names every plan on the ballot when the vote opened. `pairs` are plans of which at most one can be chosen.
    `points` is for votes of elsewhere: a ballot may be empty, and a plan named n times on a ballot gets n votes.
    `withdrawn` came after the opening and is no part of the text or the hash: such plans keep their votes and cannot be
    chosen.
    """

    budget: int
    prices: Mapping[int, int]
    pairs: tuple[tuple[int, int], ...] = ()
    method: Method = Method.GREEDY
    misfit: Misfit = Misfit.SKIP
    minimum_votes: int = 1
    tie: Tie = Tie.LOT
    completion: Completion = Completion.NONE
    min_plans: int = 1
    max_plans: int | None = None
    voting_age: int | None = None
    opens_at: str = ""
    closes_at: str = ""
    points: bool = False
    withdrawn: frozenset[int] = field(default=frozenset())

    def __post_init__(self) -> None:
        for amount in (self.budget, *self.prices.values()):
            if type(amount) is not int or amount < 0:
                raise ValueError("amounts are whole cents, zero or more")
        if any(one == other for one, other in self.pairs):
            raise ValueError("a plan cannot exclude itself")
        if not {plan for pair in self.pairs for plan in pair} <= set(self.prices):
            raise ValueError("a pair names a plan that is not on the ballot")
        if not self.withdrawn <= set(self.prices):
            raise ValueError("a withdrawn plan was not on the ballot")
        if self.minimum_votes < 1:
            raise ValueError("a chosen plan has votes")

    def rivals(self) -> dict[int, set[int]]:
        """For every plan the plans that it excludes. A withdrawn plan excludes none."""
        found: dict[int, set[int]] = {plan: set() for plan in self.prices}
        for one, other in self.pairs:
            if not {one, other} & self.withdrawn:
                found[one].add(other)
                found[other].add(one)
        return found

    def sentence_order(self, plan: int) -> tuple[int, int]:
        """What sorts equals by the tie rule, for every rule but LOT."""
        weight = {Tie.CHEAPEST: self.prices[plan], Tie.DEAREST: -self.prices[plan]}
        return weight.get(self.tie, 0), plan


def as_text(rules: Rules) -> str:
    """The rules as the text that is hashed and published."""
    content = {
        "format": FORMAT,
        "budget_cents": rules.budget,
        "prices_cents": {str(plan): cents for plan, cents in rules.prices.items()},
        "pairs": sorted(sorted(pair) for pair in rules.pairs),
        "method": rules.method,
        "misfit": rules.misfit,
        "minimum_votes": rules.minimum_votes,
        "tie": rules.tie,
        "completion": rules.completion,
        "step_cents": STEP,
        "min_plans": rules.min_plans,
        "max_plans": rules.max_plans,
        "voting_age": rules.voting_age,
        "opens_at": rules.opens_at,
        "closes_at": rules.closes_at,
        "points": rules.points,
    }
    return json.dumps(content, sort_keys=True, indent=2, ensure_ascii=True) + "\n"


def from_text(text: str) -> Rules:
    """The rules that `as_text` wrote. Raises ValueError for any other text."""
    content: dict[str, Any] = json.loads(text)
    if content.get("format") != FORMAT or content.get("step_cents") != STEP:
        raise ValueError("these are not the rules of a vote")
    return Rules(
        budget=content["budget_cents"],
        prices={int(plan): cents for plan, cents in content["prices_cents"].items()},
        pairs=tuple((one, other) for one, other in content["pairs"]),
        method=Method(content["method"]),
        misfit=Misfit(content["misfit"]),
        minimum_votes=content["minimum_votes"],
        tie=Tie(content["tie"]),
        completion=Completion(content["completion"]),
        min_plans=content["min_plans"],
        max_plans=content["max_plans"],
        voting_age=content["voting_age"],
        opens_at=content["opens_at"],
        closes_at=content["closes_at"],
        points=content["points"],
    )


def fingerprint(text: str) -> str:
    """The SHA-256 of the text, in 64 small hexadecimal digits."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def changed_since(frozen: Rules, present: Rules) -> list[str]:
    """The names of what differs from the rules at the opening. A vote may last longer, and plans may be withdrawn."""
    if present.closes_at > frozen.closes_at:
        present = replace(present, closes_at=frozen.closes_at)
    one, other = json.loads(as_text(frozen)), json.loads(as_text(present))
    return sorted(name for name in one if one[name] != other[name])


def impossible(rules: Rules) -> str:
    """The Dutch reason why no ballot can be valid by these rules; empty when one can."""
    cheapest = sorted(rules.prices.values())[: rules.min_plans]
    if len(rules.prices) < rules.min_plans:
        return (
            f"Er staan {len(rules.prices)} plannen op het stembiljet, en een stemmer moet er {rules.min_plans} kiezen."
        )
    if sum(cheapest) > rules.budget:
        return f"De {rules.min_plans} goedkoopste plannen passen samen niet in het budget: niemand kan dan stemmen."
    return ""
