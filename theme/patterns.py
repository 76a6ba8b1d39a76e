"""Posters for plans without a picture: a motif in the neighbourhood's colour with the theme's icon.

Pure drawing: the same seed always gives the same poster. Shapes carry classes, so that the colours stay in brand.css.
The field is 320 by 200, eight by five tiles of 40.
"""

from collections.abc import Callable
from random import Random

from theme import icons

WIDTH, HEIGHT, TILE = 320, 200, 40
COLOURS = ("ocean", "sand", "jade", "red", "indigo", "ink")
FALLBACK_ICON = "heart"


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
            ground = "p-c" if (row + bold) % 3 == 0 else "p-a"
            shapes += [_circle(ground, x, y, 32), _circle("p-g", x, y, 24)]
            shapes += [_circle("p-b", x, y, 16), _circle("p-g", x, y, 8)]
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
                shapes.append(_path(css, f"M{x} {y}a{size} {size} 0 0 1 {size} {size}a{size} {size} 0 0 1 -{size} -{size}z"))
            else:
                shapes.append(
                    _path(css, f"M{x + size} {y}a{size} {size} 0 0 1 -{size} {size}a{size} {size} 0 0 1 {size} -{size}z")
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


def canals(random: Random) -> str:
    """Bends that always meet: water that winds through the streets."""
    shapes = []
    for row in range(5):
        for column in range(8):
            x, y, half = column * TILE, row * TILE, TILE // 2
            if random.random() < 0.5:
                bends = f"M{x + half} {y}a{half} {half} 0 0 1 -{half} {half}M{x + TILE} {y + half}a{half} {half} 0 0 0 -{half} {half}"
            else:
                bends = f"M{x + half} {y}a{half} {half} 0 0 0 {half} {half}M{x} {y + half}a{half} {half} 0 0 1 {half} {half}"
            shapes.append(_path("p-line", bends))
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
    return (
        f'<svg class="{css}" x="{x - size / 2:g}" y="{y - size / 2:g}" width="{size}" height="{size}" viewBox="0 0 24 24" '
        f'fill="none" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{icons.drawing(name)}</svg>'
    )


def _panel_left(icon: str) -> str:
    return _rect("p-c", 0, 0, 120, HEIGHT) + _icon(icon, 60, 100, 76, "p-on-c")


def _panel_right(icon: str) -> str:
    return _rect("p-c", 200, 0, 120, HEIGHT) + _icon(icon, 260, 100, 76, "p-on-c")


def _disc(icon: str) -> str:
    return _circle("p-p", 160, 100, 62) + _icon(icon, 160, 100, 72, "p-on-p")


def _horizon(icon: str) -> str:
    sky = _rect("p-g", 0, 0, WIDTH, 120) + _circle("p-c", 228, 120, 84) + _rect("p-b", 0, 120, WIDTH, 4)
    return sky + _icon(icon, 228, 76, 64, "p-on-c")


LAYOUTS = (_panel_left, _disc, _panel_right, _horizon)


def poster(seed: object, colour: str, motif: str, icon: str) -> str:
    """The poster as SVG. What is not known falls back, so that a card is never without a picture."""
    random = Random(f"poster {seed}")  # noqa: S311 - drawing, not secrecy
    colour = colour if colour in COLOURS else COLOURS[random.randrange(3)]
    draw = MOTIFS.get(motif) or MOTIFS[sorted(MOTIFS)[random.randrange(len(MOTIFS))]]
    layout = random.choice(LAYOUTS)
    shown = layout(icon if icon in icons.names() else FALLBACK_ICON)
    ground = _rect("p-g", 0, 0, WIDTH, HEIGHT) + draw(random)
    if layout is _horizon:
        ground = f'<g transform="translate(0 62)">{draw(random)}</g>'
        ground = _rect("p-g", 0, 0, WIDTH, HEIGHT) + ground
    return (
        f'<svg class="pattern pattern--{colour}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{ground}{shown}</svg>'
    )
