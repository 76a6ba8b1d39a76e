"""Where the address stands, so that it shows in the window of the envelope and nothing else does. Plain Python, in mm.

All measures are of the paper as it lies flat. The paper can slide in its envelope, so around the window there is room
in which nothing may be printed.
"""

from dataclasses import dataclass
from decimal import Decimal

PAPER_WIDTH, PAPER_HEIGHT = 210, 297
WIDTH, HEIGHT = 100, 35  # of the window that is drawn on the proof page; most windows are smaller
SLIDE = 4
TEXT_WIDTH, TEXT_HEIGHT = 75, 27
BEFORE_TEXT = 15  # from the left edge of the window to the address
FOLDS = {"C56": (99, 198), "C5": (148.5,)}
# Between the head of the page and its body: the window with its slide stays inside for every middle from 50 to 70 mm.
LOWEST, HIGHEST = Decimal(50), Decimal(70)
LEFT_SIDE, RIGHT_SIDE = (Decimal(15), Decimal(45)), (Decimal(95), Decimal(120))


@dataclass(frozen=True)
class Box:
    """A rectangle in mm from the top left corner of the paper."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Window:
    """Where the address begins and where its middle is, in mm; how the paper is folded."""

    left: float
    middle: float
    envelope: str = "C56"

    @property
    def box(self) -> Box:
        """The window itself."""
        return Box(self.left - BEFORE_TEXT, self.middle - HEIGHT / 2, WIDTH, HEIGHT)

    @property
    def quiet(self) -> Box:
        """Where nothing but the address may stand: the window, and as far as the paper can slide."""
        seen = self.box
        left, right = max(0, seen.left - SLIDE), min(PAPER_WIDTH, seen.right + SLIDE)
        return Box(left, seen.top - SLIDE, right - left, seen.height + 2 * SLIDE)

    @property
    def folds(self) -> tuple[float, ...]:
        return FOLDS[self.envelope]


def side_problem(side: str, left: Decimal) -> str:
    """A Dutch sentence when the address does not begin where a window on that side is; else nothing."""
    first, last = LEFT_SIDE if side == "LEFT" else RIGHT_SIDE
    if first <= left <= last:
        return ""
    where = "links" if side == "LEFT" else "rechts"
    return f"Bij een venster {where} begint het adres tussen {first} en {last} mm van de linkerrand."
