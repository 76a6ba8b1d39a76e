"""The icon set: Tabler's outline icons, named in icons.txt and put beside the style sheets by the asset build."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "static" / "vendor" / "icons"
LISTED = HERE / "icons.txt"


class UnknownIconError(ValueError):
    """No such icon: a spelling mistake, or a name that is not in icons.txt yet."""


@cache
def names() -> frozenset[str]:
    """Every icon that templates may use."""
    lines = (line.split("#")[0].strip() for line in LISTED.read_text(encoding="utf-8").splitlines())
    return frozenset(name for name in lines if name)


@cache
def drawing(name: str) -> str:
    """What stands inside the <svg> of an icon of 24 by 24. Raises UnknownIconError."""
    if name not in names():
        raise UnknownIconError(f"Het icoon “{name}” staat niet in theme/icons.txt.")
    path = FOLDER / f"{name}.svg"
    if not path.exists():
        raise UnknownIconError(f"Het icoon “{name}” is nog niet gebouwd: draai python tools/assets.py.")
    inside = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    shapes = [line.strip() for line in inside.splitlines() if 'stroke="none" d="M0 0h24v24H0z"' not in line]
    return "".join(shapes)


@cache
def svg(name: str, size: str = "m") -> str:
    """An icon as inline SVG in the colour of the text around it; hidden from screen readers, words stand beside it."""
    return (
        f'<svg class="icon icon--{size}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{drawing(name)}</svg>"
    )
