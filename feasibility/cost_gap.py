"""How far the maker's amount and the city's estimate are apart. Pure; whole euro cents, no fractions."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """One post of the budget: what the maker asks (0: the maker left it out) and the city's range (None: no estimate).

    A post without an estimate counts with the maker's own amount on both sides.
    """

    maker_cents: int
    low_cents: int | None = None
    high_cents: int | None = None


@dataclass(frozen=True)
class Comparison:
    """The totals beside one another, in euro cents."""

    maker_cents: int
    low_cents: int
    high_cents: int

    @property
    def gap_cents(self) -> int:
        """How far the maker's total lies outside the city's range: below it negative, above it positive, inside 0."""
        if self.maker_cents < self.low_cents:
            return self.maker_cents - self.low_cents
        return max(0, self.maker_cents - self.high_cents)

    def needs_explanation(self, percent: int) -> bool:
        """Whether the gap is more than `percent` of the maker's total."""
        return abs(self.gap_cents) * 100 > percent * self.maker_cents


def compare(posts: Iterable[Post]) -> Comparison:
    """All posts added up."""
    known = list(posts)
    low = sum(post.maker_cents if post.low_cents is None else post.low_cents for post in known)
    high = sum(post.maker_cents if post.high_cents is None else post.high_cents for post in known)
    return Comparison(sum(post.maker_cents for post in known), low, high)
