"""Stamped letters: they look as WeasyPrint draws them, hold every letter of a name, and all can be read back."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from editions.models import Edition
from tests.voting.letter_world import MM, SHOWN, pictures_of, text_of
from voting.codes import make_code, show_code
from voting.envelopes import TEXT_HEIGHT, TEXT_WIDTH
from voting.letters import Letter, design_of, render_letters, sample_letter, voting_url
from voting.letters.fitting import ADDRESS_SIZES, fit, wrap
from voting.letters.setting import regular
from voting.letters.stamping import can_stamp, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]

# What the register of residents writes beside A-Z: the letters of Teletex (ITU-T T.61).
TELETEX = (
    "ÀÁÂÃÄÅĀĂĄÆÇĆĈĊČĎĐÐÈÉÊËĒĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĮİĲĴĶĹĻĽĿŁÑŃŅŇŊÒÓÔÕÖŌŐØŒŔŖŘŚŜŞŠŢŤŦÞÙÚÛÜŨŪŬŮŰŲŴÝŶŸŹŻŽ"
    "àáâãäåāăąæçćĉċčďđðèéêëēėęěĝǵğġĥħìíîïĩīįıĳĵķĸĺļľŀłñńņňŉŋòóôõöōőøœŕŗřśŝşšţťŧþùúûüũūŭůűųŵýŷÿźżžß"
)
NAMES = (
    "M. van der Voorbeeld",
    "Ş. Çelik-Łukasiewicz-Ñandú",
    "A.V. Ťažký-Hoffmann-Luft",
    "W. 't Hooft-Yilmazoğlu-Őry",
    "M. Wolfeschlegelsteinhausenbergerdorff-van den Bosch-van Toorenburg tot Kortgene",
)


def letters_to(*names: str) -> list[Letter]:
    made = []
    for number, name in enumerate(names, start=1):
        code = make_code()
        texts = {"name_line": name, "salutation": f"Geachte {name}", "mark": f"{number:05d}"}
        made.append(replace(sample_letter(), shown_code=show_code(code), url=voting_url(code), **texts))
    return made


def pairs(edition: Edition, letters: list[Letter], folder: Path) -> Iterator[tuple[Image.Image, Image.Image]]:
    stamped = stamp(design_of(edition), letters, "Stembrieven")
    yield from zip(
        pictures_of(stamped, folder / "stamped"),
        pictures_of(render_letters(edition, letters), folder / "drawn"),
        strict=True,
    )


def test_a_stamped_letter_looks_as_weasyprint_draws_it(edition: Edition, tmp_path: Path) -> None:
    """At 110 dots an inch no dot differs by more than 80 of 255, and at most two in 1,000 by more than 32: both
    place letters to a fraction of a dot, and round it their own way."""
    for stamped, drawn in pairs(edition, letters_to(*NAMES), tmp_path):
        counts = ImageChops.difference(stamped, drawn).histogram()
        assert sum(counts[81:]) == 0
        assert sum(counts[33:]) < stamped.width * stamped.height / 500


def test_a_letter_moved_by_half_a_millimetre_does_not_look_the_same(edition: Edition, tmp_path: Path) -> None:
    stamped, drawn = next(pairs(edition, letters_to(*NAMES[:1]), tmp_path))
    counts = ImageChops.difference(stamped, ImageChops.offset(drawn, 2, 0)).histogram()
    assert sum(counts[81:]) > 1000


def test_every_letter_of_the_register_is_in_the_font_and_comes_out_again(edition: Edition) -> None:
    letter = replace(sample_letter(), name_line=TELETEX[:64], address_line=TELETEX[64:128], salutation=TELETEX[128:])
    assert can_stamp(letter)
    text = "".join(text_of(stamp(design_of(edition), [letter], "Stembrieven")).split())
    for part in (TELETEX[:64], TELETEX[64:128], TELETEX[128:]):
        assert part in text


def test_a_name_in_letters_that_our_font_lacks_is_drawn_whole(edition: Edition, tmp_path: Path) -> None:
    letters = letters_to("M. Jansen", "Ж. Дмитрий", "M. Yılmaz")
    assert [can_stamp(letter) for letter in letters] == [True, False, True]
    pages = text_of(stamp(design_of(edition), letters, "Stembrieven")).split("\f")
    for letter, page in zip(letters, pages, strict=False):
        assert letter.name_line in page
        assert letter.shown_code in page
        assert letter.mark in page


def test_every_code_and_qr_of_a_whole_pile_can_be_read(edition: Edition, tmp_path: Path) -> None:
    letters = letters_to(*(f"M. van der Berg{number}" for number in range(60)))
    pdf = stamp(design_of(edition), letters, "Stembrieven")
    assert SHOWN.findall(text_of(pdf)) == [letter.shown_code for letter in letters]
    seen = [zxingcpp.read_barcodes(picture)[0].text for picture in pictures_of(pdf, tmp_path / "pages")]
    assert seen == [letter.url for letter in letters]


def test_the_same_letters_give_the_same_file(edition: Edition) -> None:
    letters = letters_to(*NAMES)
    first, second = (stamp(design_of(edition), letters, "Stembrieven") for _ in range(2))
    assert first == second


def test_a_pile_holds_the_page_and_the_fonts_once(edition: Edition) -> None:
    one, many = (stamp(design_of(edition), letters_to(*["M. Jansen"] * number), "S") for number in (1, 101))
    assert (len(many) - len(one)) / 100 < 2000
    with pikepdf.open(io.BytesIO(many)) as pdf:
        assert len({page.Resources.XObject.G.objgen for page in pdf.pages}) == 1


def test_a_pile_is_a_sound_pdf(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "pile.pdf"
    path.write_bytes(stamp(design_of(edition), letters_to(*NAMES), "Stembrieven"))
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    assert " no " not in "".join(line for line in fonts.splitlines() if "LetterSans" in line).replace("  ", " ")


@pytest.mark.parametrize("name", ["M. Jansen", "M. " + "Wolfeschlegelstein " * 7, "W" * 160, "i" * 160])
def test_a_long_address_gets_smaller_letters_and_stays_in_its_box(name: str) -> None:
    width, height, measure = TEXT_WIDTH * MM, TEXT_HEIGHT * MM, regular().width
    fitted = fit([name.strip(), "W" * 40, "2034 AB  HAARLEM"], width, height, ADDRESS_SIZES, measure)
    assert len(fitted.lines) * fitted.size.line <= height
    assert max(measure(line) * fitted.size.points for line in fitted.lines) <= width
    assert "".join("".join(fitted.lines).split()) == "".join(name.split()) + "W" * 40 + "2034ABHAARLEM"


def test_a_line_breaks_at_a_space_and_only_else_in_a_word() -> None:
    assert wrap("een twee drie", 8, len) == ["een twee", "drie"]
    assert wrap("onafgebroken", 5, len) == ["onafg", "ebrok", "en"]
    assert wrap("kort", 8, len) == ["kort"]
