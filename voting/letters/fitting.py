"""Long names and addresses: smaller letters, or another line, but never cut off and never outside. Plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Pango takes a line's middle from these, in em: ascent and descent of Source Sans 3.
ASCENT, DESCENT = 1.024, 0.4


@dataclass(frozen=True)
class Size:
    """Letters of `points` high, lines `leading` times that apart."""

    points: float
    leading: float

    @property
    def line(self) -> float:
        """From one line to the next, in points."""
        return self.points * self.leading

    @property
    def baseline(self) -> float:
        """From the top of a line to what its letters stand on, in points."""
        return self.line / 2 + self.points * (ASCENT - DESCENT) / 2


@dataclass(frozen=True)
class Fitted:
    """Lines that fit: the number of their size, the size, and the lines."""

    number: int
    size: Size
    lines: tuple[str, ...]


Measure = Callable[[str], float]  # how wide a line is, in em

ADDRESS_SIZES = (Size(11, 1.35), Size(9.5, 1.3), Size(8, 1.25), Size(7, 1.2), Size(6, 1.2))
SALUTATION_SIZES = (Size(11, 1.42), Size(9, 1.42), Size(7.5, 1.05), Size(6, 1.05))


def fit(lines: Sequence[str], width: float, height: float, sizes: Sequence[Size], measure: Measure) -> Fitted:
    """The lines in the largest size in which they stay in a box of `width` x `height` points.

    A line that is too wide goes on on the next. In no size does anything get lost: the smallest is the last resort.
    """
    fitted = Fitted(0, sizes[0], tuple(lines))
    for number, size in enumerate(sizes):
        wrapped = tuple(part for line in lines for part in wrap(line, width / size.points, measure))
        fitted = Fitted(number, size, wrapped)
        if len(wrapped) * size.line <= height:
            break
    return fitted


def wrap(line: str, width: float, measure: Measure) -> list[str]:
    """The line in parts of at most `width` em, cut at spaces, or anywhere in a word that is too long by itself."""
    if measure(line) <= width:
        return [line]
    made, rest = [], line
    while measure(rest) > width:
        cut = _cut(rest, width, measure)
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*made, rest] if rest else made


def _cut(line: str, width: float, measure: Measure) -> int:
    most = 1
    while most < len(line) and measure(line[: most + 1].rstrip()) <= width:
        most += 1
    space = line.rfind(" ", 0, most + 1)
    return space + 1 if space > 0 else most
