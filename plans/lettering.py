"""How large a title can be set so that it fits its box: the largest of a few sizes. Pure arithmetic, in points.

The widths are those of Source Sans 3 in its boldest weight, rounded up, so that what fits here fits on paper too.
"""

import unicodedata
from collections.abc import Sequence

LINE_HEIGHT = 1.04
# Titles are set tight: this much of each sign's width is taken off again.
TIGHT = 0.025
# In ems. A sign that is in none of these is taken to be as wide as a picture.
WIDTHS = (
    (0.40, "ijltfrI.,:;'’|!()[]{}-/* "),
    (0.70, "ABCDEFGHJKLNOPQRSTUVXYZÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜ&"),
    (0.94, "mwMW@%æœÆŒ½¼¾"),
)
PLAIN, PICTURE = 0.585, 1.35
LAST_LATIN = "\u024f"


def printable(text: str) -> str:
    """`text` without emoji and control signs, for which there is no letter on paper; spaces stay single."""
    kept = "".join(" " if _unprintable(sign) else sign for sign in text)
    return " ".join(kept.split())


def _unprintable(sign: str) -> bool:
    pictures = sign > "\uffff" and unicodedata.category(sign) in {"So", "Sk", "Cn", "Co"}
    return pictures or unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} or "\ufe00" <= sign <= "\ufe0f"


def width_in_ems(text: str) -> float:
    """How wide `text` is at most, in ems."""
    return sum(_sign(each) for each in text)


def _sign(sign: str) -> float:
    found = next((width for width, signs in WIDTHS if sign in signs), None)
    plain = sign <= LAST_LATIN or "\u2010" <= sign <= "\u2027"
    return (found or (PLAIN if plain else PICTURE)) - TIGHT


def lines_needed(text: str, size: float, width: float) -> int:
    """How many lines `text` takes at `size` in a column of `width`; a word that is too wide is broken."""
    room, lines, used = width / size, 1, 0.0
    for word in text.split():
        long = width_in_ems(word)
        gap = width_in_ems(" ") if used else 0.0
        if used + gap + long <= room:
            used += gap + long
            continue
        lines += 1 if used else 0
        lines += int(long // room)
        used = long % room
    return lines


def fitting_size(text: str, width: float, height: float, sizes: Sequence[int]) -> int:
    """The first of `sizes` (largest first) at which `text` fits in `width` by `height` without a broken word.

    When none does, the last: then words are broken.
    """
    longest = max((width_in_ems(word) for word in text.split()), default=0.0)
    for size in sizes:
        if longest * size <= width and lines_needed(text, size, width) * size * LINE_HEIGHT <= height:
            return size
    return sizes[-1]
