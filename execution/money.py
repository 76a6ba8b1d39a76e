"""What is left of a grant, in euro cents. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purse:
    """A grant and what was spent of it."""

    grant: int
    spent: int

    @property
    def left(self) -> int:
        return max(self.grant - self.spent, 0)

    def takes(self, cents: int) -> bool:
        """Whether this much more can be spent."""
        return 0 < cents <= self.grant - self.spent
