"""What all charts are drawn with. Lengths in CSS pixels; everything that people typed is escaped."""

from collections.abc import Sequence
from html import escape

WIDE, NARROW = 720, 328
# The brand's colours (theme/static/theme/brand.css; a test holds them equal): a PDF knows no custom properties.
INK, SOFT, LINE, WARM, WHITE = "#2e2e33", "#56565e", "#ddd4c0", "#f5efe2", "#fff"
RED, OCEAN, OCEAN_25, OCEAN_10 = "#d12435", "#1457a3", "#c4d5e8", "#e8eef6"
SAND, SAND_25, JADE, JADE_25, INDIGO = "#dcc247", "#f6f0d1", "#6ec0a3", "#dbefe8", "#9fb7c7"
FONT = "Source Sans 3, Source Sans Pro, Calibri, Arial, sans-serif"
TEXT, SMALL = 16, 14
# How wide a letter is on average, in parts of its size; wide enough that a word never runs into the next thing.
LETTER = 0.52


class Drawing:
    """A picture that grows downwards: draw, then `finish` with what it says in words."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.parts: list[str] = []

    @property
    def is_narrow(self) -> bool:
        return self.width < WIDE // 2 + 100

    def rect(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "") -> None:
        edge = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}"{edge}/>'
        )

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polygon points="{told}" fill="{fill}"/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 2) -> None:
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"/>'
        )

    def text(
        self, x: float, y: float, words: object, *, size: int = TEXT, weight: int = 400, fill: str = INK, end: str = ""
    ) -> None:
        """`y` is where the letters stand; `end` is "end" or "middle" for what ends or is centred at `x`."""
        anchor = f' text-anchor="{end}"' if end else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{fill}"{anchor}>'
            f"{escape(str(words))}</text>"
        )

    def finish(self, height: float, title: str, told: str, name: str) -> str:
        """The SVG. `title` and `told` are what somebody hears who does not see it; `name` is unique on the page."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="{name}-t {name}-d" '
            f'width="{self.width}" height="{height:.0f}" viewBox="0 0 {self.width} {height:.0f}" '
            f'font-family="{FONT}">'
            f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(told)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )


def wide_of(words: object, size: int = TEXT) -> float:
    """About how much room these words take."""
    return len(str(words)) * size * LETTER


def wrapped(words: str, room: float, size: int = TEXT) -> list[str]:
    """The words over as many lines as they need; a single word that is too long keeps its line."""
    lines: list[str] = []
    for word in words.split():
        if lines and wide_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]


def number(value: int) -> str:
    """With a point between the thousands, as everywhere on the site."""
    return f"{value:,}".replace(",", ".")
