"""Posters for plans without a picture: a motif in the neighbourhood's colour with the theme's icon.

Pure drawing: the same seed always gives the same poster. Shapes carry classes, so that the colours stay in brand.css.
The field is 320 by 200, eight by five tiles of 40.
"""

from collections.abc import Callable
from functools import lru_cache
from random import Random

from theme import icons

WIDTH, HEIGHT, TILE = 320, 200, 40
COLOURS = ("ocean", "sand", "jade", "red", "indigo", "ink")
FALLBACK_ICON = "heart"
KEPT = 2_048  # posters that are kept in memory, of about 4 kB each


def _rect(css: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>'


def _circle(css: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{css}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def _path(css: str, d: str) -> str:
    return f'<path class="{css}" d="{d}"/>'


def waves(random: Random) -> str:
    """Rows of scallops, each over the one behind it, as on an old map of the river."""
    bold = random.choice((1, 2, 3))
    shapes = []
    for row in range(7):
        y = row * 32 + 24
        for column in range(-1, 6):
            x = column * 64 + (32 if row % 2 else 0)
            outer = "p-rc" if (row + bold) % 3 == 0 else "p-ra"
            shapes += [_circle(outer, x, y, 28), _circle("p-rb", x, y, 12)]
    return "".join(shapes)


def bricks(random: Random) -> str:
    """A wall in half bond, with a few bricks in another colour."""
    shapes = []
    for row in range(8):
        for column in range(-1, 5):
            x = column * 72 + (36 if row % 2 else 0)
            css = random.choice(("p-a", "p-a", "p-a", "p-b", "p-b", "p-c"))
            shapes.append(_rect(css, x + 2, row * 25 + 2, 68, 21))
    return "".join(shapes)


def leaves(random: Random) -> str:
    """A field of leaves that lean to and fro."""
    lean = random.randrange(2)
    shapes = []
    for row in range(5):
        for column in range(8):
            x, y, size = column * TILE, row * TILE, TILE
            css = random.choice(("p-a", "p-a", "p-b", "p-b", "p-c"))
            if (row + column + lean) % 2:
                shapes.append(
                    _path(
                        css,
                        f"M{x} {y}a{size} {size} 0 0 1 {size} {size}a{size} {size} 0 0 1 -{size} -{size}z",
                    )
                )
            else:
                shapes.append(
                    _path(
                        css,
                        f"M{x + size} {y}a{size} {size} 0 0 1 -{size} {size}a{size} {size} 0 0 1 {size} -{size}z",
                    )
                )
    return "".join(shapes)


def windows(random: Random) -> str:
    """The front of a block of flats in the evening: some windows are lit."""
    shapes = []
    for row in range(4):
        shapes.append(_rect("p-b", 0, row * 50 + 44, WIDTH, 6))
        for column in range(8):
            x, y = column * TILE + 6, row * 50 + 8
            lit = random.choice(("p-a", "p-a", "p-b", "p-b", "p-c", "p-p"))
            shapes.append(_rect(lit, x, y, 28, 30))
            shapes.append(_rect("p-g", x + 12.5, y, 3, 30))
    return "".join(shapes)


def dots(random: Random) -> str:
    """A halftone: dots that grow towards one side, as in a printed newspaper."""
    flip = random.random() < 0.5
    shapes = []
    for row in range(7):
        for column in range(11):
            x, y = column * 32 + (16 if row % 2 else 0), row * 32 + 4
            share = (1 - x / WIDTH) if flip else x / WIDTH
            css = "p-c" if random.random() < 0.08 else random.choice(("p-a", "p-a", "p-b"))
            shapes.append(_circle(css, x, y, 4 + 10 * max(0.0, min(1.0, share))))
    return "".join(shapes)


# Two quarter circles through a tile, either way: the first, the second, and where on the left or right it begins.
BENDS = (
    ("a20 20 0 0 1 -20 20", "a20 20 0 0 0 -20 20", 40),
    ("a20 20 0 0 0 20 20", "a20 20 0 0 1 20 20", 0),
)


def canals(random: Random) -> str:
    """Bends that always meet: water that winds through the streets."""
    shapes = []
    for row in range(5):
        for column in range(8):
            x, y, half = column * TILE, row * TILE, TILE // 2
            ends = BENDS[random.randrange(2)]
            shapes.append(_path("p-line", f"M{x + half} {y}{ends[0]}M{x + ends[2]} {y + half}{ends[1]}"))
            if random.random() < 0.16:
                shapes.append(_circle("p-c", x + half, y + half, 5))
    return "".join(shapes)


MOTIFS: dict[str, Callable[[Random], str]] = {
    "waves": waves,
    "bricks": bricks,
    "leaves": leaves,
    "windows": windows,
    "dots": dots,
    "canals": canals,
}


def _icon(name: str, x: float, y: float, size: int, css: str) -> str:
    place = f'x="{x - size / 2:g}" y="{y - size / 2:g}" width="{size}" height="{size}" viewBox="0 0 24 24"'
    return (
        f'<svg class="{css}" {place} fill="none" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f"{icons.drawing(name)}</svg>"
    )


def _panel_left(motif: str, icon: str) -> str:
    return motif + _rect("p-c", 0, 0, 120, HEIGHT) + _icon(icon, 60, 100, 76, "p-on-c")


def _panel_right(motif: str, icon: str) -> str:
    return motif + _rect("p-c", 200, 0, 120, HEIGHT) + _icon(icon, 260, 100, 76, "p-on-c")


def _disc(motif: str, icon: str) -> str:
    return motif + _circle("p-p", 160, 100, 62) + _icon(icon, 160, 100, 72, "p-on-p")


def _horizon(motif: str, icon: str) -> str:
    """A sun that rises behind the motif, with the icon in it."""
    sun = _circle("p-c", 216, 124, 96) + _icon(icon, 216, 80, 68, "p-on-c")
    ground = _rect("p-g", 0, 0, WIDTH, 76)
    window = f'<svg y="124" width="{WIDTH}" height="76" viewBox="0 0 {WIDTH} 76">{ground}{motif}</svg>'
    return sun + window + _rect("p-b", 0, 122, WIDTH, 4)


def _plain(motif: str, icon: str) -> str:
    return motif


LAYOUTS = {"left": _panel_left, "right": _panel_right, "disc": _disc, "horizon": _horizon}
NAMED_LAYOUTS = {**LAYOUTS, "plain": _plain}


def shapes(seed: object, colour: str, motif: str, icon: str, layout: str = "") -> tuple[str, str]:
    """The name of the ground and what stands on the field of 320 by 200. What is not known falls back."""
    random = Random(f"poster {seed}")  # noqa: S311 - drawing, not secrecy
    ground = colour if colour in COLOURS else COLOURS[random.randrange(3)]
    chosen = random.choice(sorted(LAYOUTS))
    draw = MOTIFS.get(motif) or MOTIFS[sorted(MOTIFS)[random.randrange(len(MOTIFS))]]
    compose = NAMED_LAYOUTS.get(layout, LAYOUTS[chosen])
    picture = compose(draw(random), icon if icon in icons.names() else FALLBACK_ICON)
    return ground, _rect("p-g", 0, 0, WIDTH, HEIGHT) + picture


@lru_cache(maxsize=KEPT)
def poster(seed: object, colour: str, motif: str, icon: str, layout: str = "") -> str:
    """The poster as SVG, so that a card is never without a picture."""
    ground, drawn = shapes(seed, colour, motif, icon, layout)
    return (
        f'<svg class="pattern pattern--{ground}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{drawn}</svg>'
    )
