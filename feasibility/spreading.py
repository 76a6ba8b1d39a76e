"""Spreading plans evenly over the checkers of a discipline, nobody ever getting their own. Pure: the same plans and
people always give the same answer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A plan that has no checker yet, and the ids of who makes it."""

    plan: int
    makers: frozenset[int]


@dataclass(frozen=True)
class Pair:
    """Who answers about a plan, and who stands in; None where nobody else could."""

    plan: int
    checker: int
    deputy: int | None


def spread(
    plans: Iterable[Candidate], checkers: Sequence[int], had: Mapping[int, int], stood_in: Mapping[int, int]
) -> list[Pair]:
    """A checker and a deputy for every plan, in the order of the plans; a plan that nobody may have is left out.

    `had` and `stood_in` say how many plans each checker answers for and stands in for already. Plans with the fewest
    possible checkers go first, each to whoever has the fewest; the lowest number decides between equals.
    """
    own, deputies = Counter(dict(had)), Counter(dict(stood_in))
    waiting = list(plans)
    able = {each.plan: sorted(set(checkers) - each.makers) for each in waiting}
    found: dict[int, Pair] = {}
    for each in sorted(waiting, key=lambda each: len(able[each.plan])):
        if not able[each.plan]:
            continue
        checker = min(able[each.plan], key=lambda who: (own[who], who))
        own[checker] += 1
        others = [who for who in able[each.plan] if who != checker]
        deputy = min(others, key=lambda who: (deputies[who], own[who], who), default=None)
        if deputy is not None:
            deputies[deputy] += 1
        found[each.plan] = Pair(each.plan, checker, deputy)
    return [found[each.plan] for each in waiting if each.plan in found]
