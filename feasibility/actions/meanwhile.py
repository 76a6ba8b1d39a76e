"""Two people who write in the same place: the second is told, with both texts, and nothing is lost."""

from common.errors import Refused
from feasibility.seen import mark

BOTH_ARE_HERE = "Dat staat er nu. Wat u schreef staat in het formulier: bewaart u dat, dan vervangt u de andere tekst."


class WrittenMeanwhile(Refused):
    """Somebody wrote here after the page was opened. `current` stands there now and `seen` is its mark."""

    def __init__(self, what: str, current: str, seen: str) -> None:
        super().__init__(f"{what} is intussen door iemand anders veranderd. {BOTH_ARE_HERE}")
        self.current = current
        self.seen = seen


def refuse_when_unseen(what: str, seen: str, now: tuple[object, ...], wanted: tuple[object, ...], current: str) -> bool:
    """Whether `wanted` still has to be written: not when exactly that stands there already.

    `seen` is the mark of what the person had before them, "" for nothing. Raises WrittenMeanwhile when something else
    stands there now.
    """
    there = mark(*now)
    if there == mark(*wanted):
        return False
    if there and there != seen:
        raise WrittenMeanwhile(what, current, there)
    return True
