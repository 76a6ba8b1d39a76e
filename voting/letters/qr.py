"""QR codes as few shapes: every row of a code is a handful of bars, and all bars are one path. Plain Python.

After ISO/IEC 18004: a quiet zone of four modules all round, and level M of its error correction (15 %).
"""

import re
from dataclasses import dataclass
from functools import cache
from math import isqrt
from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer

QUIET_ZONE = 4
_DARK = re.compile(rb"\0+")


@dataclass(frozen=True)
class QrCode:
    """`modules` on each side, quiet zone not counted; `bars` are (x, y, width), one module high, from the top left."""

    modules: int
    bars: tuple[tuple[int, int, int], ...]

    @property
    def whole(self) -> int:
        """Modules on each side with the quiet zone."""
        return self.modules + 2 * QUIET_ZONE


def encode(text: str) -> QrCode:
    """The QR code of a short text."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(cast("Buffer", made.to_image(scale=1, add_quiet_zones=False))).tobytes()
    modules = isqrt(len(picture))
    # One light module after each row keeps bars of two rows apart.
    ribbon = b"\xff".join([picture[start : start + modules] for start in range(0, len(picture), modules)])
    known = _bars(modules + 1)
    return QrCode(modules, tuple([known[dark.span()] for dark in _DARK.finditer(ribbon)]))


Bar = tuple[int, int, int]


class _Bars(dict[tuple[int, int], Bar]):
    """Spans of a ribbon of rows as bars, each worked out once in a process: a pile has millions of a few thousand."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stride = stride

    def __missing__(self, span: tuple[int, int]) -> Bar:
        y, x = divmod(span[0], self.stride)
        self[span] = bar = (x, y, span[1] - span[0])
        return bar


_bars = cache(_Bars)


class _Rectangles(dict[Bar, str]):
    """Bars as PDF operators."""

    def __missing__(self, bar: Bar) -> str:
        x, y, width = bar
        self[bar] = text = f"{x} {y} {width} 1 re"
        return text


_rectangles = _Rectangles()


def svg_path(code: QrCode) -> str:
    """The bars as the `d` of an SVG path, in modules, quiet zone included."""
    return "".join(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{width}v1h-{width}z" for x, y, width in code.bars)


def pdf_path(code: QrCode, left: float, top: float, side: float) -> str:
    """The bars as PDF operators: a square of `side` points with its top left corner there, quiet zone included."""
    module = side / code.whole
    x0, y0 = left + QUIET_ZONE * module, top - QUIET_ZONE * module
    bars = "\n".join([_rectangles[bar] for bar in code.bars])
    return f"q {module:.5f} 0 0 {-module:.5f} {x0:.3f} {y0:.3f} cm\n{bars}\nf Q\n"
