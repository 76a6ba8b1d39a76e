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
STRIP = 8
_DARK = re.compile("0+")
_DIGITS = bytes.maketrans(b"\x00\xff", b"01")


@dataclass(frozen=True)
class QrCode:
    """`modules` on each side, quiet zone not counted; `picture` has them row by row: 0 is dark, 1 is light."""

    modules: int
    picture: str

    @property
    def whole(self) -> int:
        """Modules on each side with the quiet zone."""
        return self.modules + 2 * QUIET_ZONE


def encode(text: str) -> QrCode:
    """The QR code of a short text."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(cast("Buffer", made.to_image(scale=1, add_quiet_zones=False))).tobytes()
    return QrCode(isqrt(len(picture)), picture.translate(_DIGITS).decode("ascii"))


def svg_path(code: QrCode) -> str:
    """The bars as the `d` of an SVG path, in modules, quiet zone included."""
    rows = (code.picture[start : start + code.modules] for start in range(0, len(code.picture), code.modules))
    return "".join(
        f"M{dark.start() + QUIET_ZONE} {y + QUIET_ZONE}h{len(dark.group())}v1h-{len(dark.group())}z"
        for y, row in enumerate(rows)
        for dark in _DARK.finditer(row)
    )


class _Strip(dict[str, str]):
    """Up to eight modules in a row at one place, as PDF operators; each of the 256 ways is worked out once."""

    def __init__(self, x: int, y: int) -> None:
        super().__init__()
        self.x, self.y = x, y

    def __missing__(self, modules: str) -> str:
        bars = (f"{self.x + dark.start()} {self.y} {len(dark.group())} 1 re\n" for dark in _DARK.finditer(modules))
        self[modules] = text = "".join(bars)
        return text


@cache
def _strips(modules: int) -> list[tuple[slice, _Strip]]:
    """Where each strip lies in a picture with so many modules on each side."""
    return [
        (slice(y * modules + x, y * modules + min(x + STRIP, modules)), _Strip(x, y))
        for y in range(modules)
        for x in range(0, modules, STRIP)
    ]


def pdf_path(code: QrCode, left: float, top: float, side: float) -> str:
    """The bars as PDF operators: a square of `side` points with its top left corner there, quiet zone included."""
    module, picture = side / code.whole, code.picture
    x0, y0 = left + QUIET_ZONE * module, top - QUIET_ZONE * module
    bars = "".join([strip[picture[place]] for place, strip in _strips(code.modules)])
    return f"q {module:.5f} 0 0 {-module:.5f} {x0:.3f} {y0:.3f} cm\n{bars}f Q\n"
