"""The letter as HTML, with every line already fitted: what WeasyPrint draws, whole or without what is stamped later."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from common.pdf import static_file, to_html
from voting.envelopes import TEXT_HEIGHT, TEXT_WIDTH
from voting.letters.content import Letter
from voting.letters.design import Design
from voting.letters.fitting import ADDRESS_SIZES, SALUTATION_SIZES, Fitted, fit
from voting.letters.fonts import Face, Typeface
from voting.letters.qr import encode, svg_path

TEMPLATE = "voting/letters/letter.html"
MM = 72 / 25.4
FONT = "vendor/source-sans-3-{}-wght-normal.woff2"
CODE_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
SALUTATION_WIDTH, SALUTATION_HEIGHT = 160 * MM, 16
REGULAR, BOLD = 400, 700


@cache
def regular() -> Typeface:
    """The typeface of names and addresses; made once in a process, which takes about a second."""
    files = {"AAAAAA+LetterSans": "latin", "AAAAAB+LetterSansExtended": "latin-ext"}
    return Typeface(*(Face(name, static_file(FONT.format(script)), REGULAR) for name, script in files.items()))


@cache
def bold() -> Typeface:
    """The typeface of the code."""
    return Typeface(Face("AAAAAC+LetterSans-Bold", static_file(FONT.format("latin")), BOLD, CODE_CHARACTERS))


@dataclass(frozen=True)
class SetLetter:
    """A letter whose lines fit."""

    letter: Letter
    address: Fitted
    salutation: Fitted

    @property
    def qr_path(self) -> str:
        return svg_path(encode(self.letter.url))

    @property
    def qr_side(self) -> int:
        return encode(self.letter.url).whole


def set_letter(letter: Letter) -> SetLetter:
    """Chooses size and lines, by the width of the letters in the font."""
    measure = _measure
    return SetLetter(
        letter,
        fit(letter.address, TEXT_WIDTH * MM, TEXT_HEIGHT * MM, ADDRESS_SIZES, measure),
        fit([f"{letter.salutation},"], SALUTATION_WIDTH, SALUTATION_HEIGHT, SALUTATION_SIZES, measure),
    )


def _measure(line: str) -> float:
    """The width in em; a letter that is not in our font counts as a wide one."""
    face = regular()
    if face.can_set(line):
        return face.width(line)
    known = "".join(character for character in line if face.can_set(character))
    return face.width(known) + (len(line) - len(known))


def letter_html(design: Design, letters: Sequence[Letter] | None, *, sample: bool = False) -> str:
    """Pages with a letter each; without letters the one page on which letters are stamped."""
    context = {
        "design": design,
        "letters": [None] if letters is None else [set_letter(letter) for letter in letters],
        "sample": sample,
        "left": f"{design.window.left:.1f}",
        "middle": f"{design.window.middle:.1f}",
        "sizes": sizes_in_css(),
    }
    with translation.override("nl"):
        return to_html(TEMPLATE, context)


def sizes_in_css() -> list[tuple[str, str, str]]:
    """The sizes of lines that must fit, as the style sheet needs them: class, points and leading."""
    named = {"address": ADDRESS_SIZES, "salutation": SALUTATION_SIZES}
    return [
        (f"{name}--{number}", f"{size.points:g}", f"{size.leading:g}")
        for name, sizes in named.items()
        for number, size in enumerate(sizes)
    ]
