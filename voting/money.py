"""How the money was divided, as a picture: one bar for each chosen plan, each beginning where the one before ended."""

from collections.abc import Iterable
from dataclasses import dataclass

# Parts of the whole budget in which bars are measured: whole numbers, as a picture wants them.
WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Slice:
    """What one chosen plan took of the budget. Amounts in cents; `start` and `width` in thousandths of the budget."""

    number: int
    title: str
    cents: int
    left_cents: int
    start: int
    width: int

    @property
    def percentage(self) -> int:
        """Of the budget, rounded down."""
        return self.width * 100 // WHOLE


def slices_of(chosen: Iterable[tuple[int, str, int]], budget_cents: int) -> list[Slice]:
    """Slices of plans given as (number, title, price in cents), in the order in which they were chosen.

    Edges are rounded, not widths, so that bars never overlap or leave a gap; a slice is at least one thousandth wide.
    Raises ValueError when the plans cost more than the budget, which no count allows.
    """
    slices, spent = [], 0
    for number, title, cents in chosen:
        start, spent = _edge(spent, budget_cents), spent + cents
        if spent > budget_cents:
            raise ValueError("the chosen plans cost more than the budget")
        width = max(1, _edge(spent, budget_cents) - start)
        slices.append(Slice(number, title, cents, budget_cents - spent, min(start, WHOLE - 1), width))
    return slices


def _edge(cents: int, budget_cents: int) -> int:
    return (2 * WHOLE * cents + budget_cents) // (2 * budget_cents)
