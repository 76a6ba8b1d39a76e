"""Letters by the thousand: WeasyPrint draws the page once, and what differs is stamped on it.

A pile is one PDF. The page itself stands in it once (a form XObject, PDF 32000-1, 8.10) and so does each font; a letter
adds its lines of text, its code and one path for its QR code. Pages are not tagged: a pile is for a printing press.
The letter that somebody gets by themselves (`render_letter`) is tagged.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import pikepdf

from common.errors import Refused
from common.pdf import Ground as Drawn
from common.pdf import Place, draw_ground, render_html
from voting.letters.content import Letter
from voting.letters.design import Design
from voting.letters.embedding import embed
from voting.letters.fitting import Fitted, Size
from voting.letters.fonts import Typeface
from voting.letters.qr import encode, pdf_path
from voting.letters.setting import MM, bold, letter_html, regular, set_letter

PAPER = (210 * MM, 297 * MM)
CODE, CODE_SPACING = Size(26, 1.25), 0.06
MARK = Size(6.5, 1.3)
INK, GREY, BLACK = "0.1804 0.1804 0.2 rg", "0.4588 0.4588 0.4784 rg", "0 g"
FONT_NAMES = {"regular": ("/R0", "/R1"), "bold": ("/B0",)}
# The texts of a letter must leave this much room above the block of languages, in points.
ROOM = 2 * MM


@dataclass(frozen=True)
class Ground:
    """An empty pile, as PDF, with the page and the fonts in it, and the places where is stamped."""

    pdf: bytes
    places: dict[str, Place]


def ground_of(design: Design) -> Ground:
    """The page of a design, ready to stamp on; drawn once in a process. Raises Refused when it takes more than a page.

    Taking it by what is printed, not by edition, means that a changed text never meets an old page.
    """
    return _ground(letter_html(design, None))


@lru_cache(maxsize=4)
def _ground(html: str) -> Ground:
    drawn = draw_ground(html)
    _require_room(drawn)
    made = io.BytesIO()
    with pikepdf.new() as pile, pikepdf.open(io.BytesIO(drawn.pdf)) as source:
        form = pile.copy_foreign(source.pages[0].as_form_xobject())
        fonts = {
            name: embed(pile, face)
            for names, typeface in ((FONT_NAMES["regular"], regular()), (FONT_NAMES["bold"], bold()))
            for name, face in zip(names, typeface.faces, strict=True)
        }
        pile.Root.Lang = "nl"
        pile.Root.Ground = pile.make_indirect(
            pikepdf.Dictionary(XObject=pikepdf.Dictionary(G=form), Font=pikepdf.Dictionary(fonts))
        )
        pile.save(made, deterministic_id=True, compress_streams=True)
    return Ground(made.getvalue(), drawn.places)


def _require_room(drawn: Drawn) -> None:
    """Raises Refused when the texts run into the block of languages, or off the page."""
    end, languages = drawn.places.get("end"), drawn.places["languages"]
    if drawn.pages != 1 or end is None:
        raise Refused("De teksten passen bij lange na niet op één bladzijde. Kort ze in.")
    if (over := end.top + ROOM - languages.top) > 0:
        raise Refused(f"De teksten passen niet op één bladzijde: er is {ceil(over / MM)} mm te weinig. Kort ze in.")


def stamp(design: Design, letters: Iterable[Letter], title: str) -> bytes:
    """A pile of letters as one PDF, a page each, in order; in one process the same letters give the same bytes.

    A letter with characters that our font does not have is drawn whole by WeasyPrint, with a font of the system.
    """
    ground, made = ground_of(design), io.BytesIO()
    with pikepdf.open(io.BytesIO(ground.pdf)) as pile:
        resources = pile.Root.Ground
        del pile.Root.Ground
        for letter in letters:
            if can_stamp(letter):
                _add_page(pile, resources, _marks(letter, ground.places, design))
            else:
                _add_drawn(pile, design, letter)
        pile.docinfo["/Title"] = title
        pile.save(made, deterministic_id=True, compress_streams=True)
    return made.getvalue()


def can_stamp(letter: Letter) -> bool:
    return regular().can_set("".join((*letter.address, letter.salutation, letter.mark)))


def _add_page(pile: pikepdf.Pdf, resources: pikepdf.Object, marks: str) -> None:
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *(round(side, 3) for side in PAPER)],
        Resources=resources,
        Contents=pile.make_stream(marks.encode("ascii")),
    )
    pile.pages.append(pikepdf.Page(pile.make_indirect(page)))


def _add_drawn(pile: pikepdf.Pdf, design: Design, letter: Letter) -> None:
    with pikepdf.open(io.BytesIO(render_html(letter_html(design, [letter])))) as drawn:
        pile.pages.extend(drawn.pages)


def _marks(letter: Letter, places: dict[str, Place], design: Design) -> str:
    """What is printed for one letter: the page, and on it the lines, the code and the QR code."""
    fitted = set_letter(letter)
    address, salutation = fitted.address, fitted.salutation
    top = design.window.middle * MM - len(address.lines) * address.size.line / 2
    code, qr, mark, hello = places["code"], places["qr"], places["mark"], places["salutation"]
    return "".join(
        (
            f"/G Do\nBT {INK}\n",
            _lines(address, design.window.left * MM, top),
            _lines(salutation, hello.left, hello.top),
            _line(bold(), "bold", letter.shown_code, CODE, code.left, code.top, CODE_SPACING),
            f"{GREY}\n",
            _line(regular(), "regular", letter.mark, MARK, mark.left, mark.top),
            f"ET {BLACK}\n",
            pdf_path(encode(letter.url), qr.left, PAPER[1] - qr.top, qr.right - qr.left),
        )
    )


def _lines(fitted: Fitted, left: float, top: float) -> str:
    size, face = fitted.size, regular()
    return "".join(
        _line(face, "regular", line, size, left, top + number * size.line) for number, line in enumerate(fitted.lines)
    )


def _line(typeface: Typeface, name: str, text: str, size: Size, left: float, top: float, spacing: float = 0) -> str:
    """One line as PDF operators; `top` is that of the line in points from the top of the page."""
    fonts = dict(zip(typeface.faces, FONT_NAMES[name], strict=True))
    place = f"1 0 0 1 {left:.3f} {PAPER[1] - top - size.baseline:.3f} Tm {spacing * size.points:.3f} Tc\n"
    shown = [f"{fonts[run.face]} {size.points:g} Tf [{_glyphs(run.glyphs)}] TJ\n" for run in typeface.runs(text)]
    return place + "".join(shown)


def _glyphs(glyphs: Iterable[tuple[int, int]]) -> str:
    """Glyphs as hexadecimal strings, with the kerning between them: PDF counts it the other way round."""
    parts, row = [], ""
    for glyph, kerning in glyphs:
        row += f"{glyph:04x}"
        if kerning:
            parts.append(f"<{row}>{-kerning}")
            row = ""
    if row:
        parts.append(f"<{row}>")
    return "".join(parts)
