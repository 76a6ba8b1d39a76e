"""How large a title is set: as large as fits, with a guess that is never too narrow."""

import pytest

from plans.lettering import fitting_size, lines_needed, printable, width_in_ems

SIZES = (100, 50, 25)


def test_a_short_title_is_large_and_a_long_one_small() -> None:
    assert fitting_size("Bomen", 500, 200, SIZES) == 100
    assert fitting_size("Bomen en bloemen voor de hele straat", 500, 120, SIZES) == 50
    assert fitting_size("W" * 100, 500, 200, SIZES) == 25


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_fits_at_any_size(text: str) -> None:
    assert fitting_size(text, 500, 200, SIZES) == 100


def test_a_word_is_not_broken_as_long_as_there_is_a_smaller_size() -> None:
    assert fitting_size("Gemeenschapstuin", 500, 900, SIZES) == 50


def test_a_word_that_is_too_wide_takes_as_many_lines_as_it_needs() -> None:
    assert lines_needed("W" * 20, 50, 10 * 50 * width_in_ems("W") + 1) == 2
    assert lines_needed("een twee", 50, 500) == 1
    assert lines_needed("een twee", 50, 51 * width_in_ems("twee")) == 2


@pytest.mark.parametrize(("narrow", "wide"), [("i", "n"), ("n", "W"), ("W", "語")])
def test_signs_differ_in_width(narrow: str, wide: str) -> None:
    assert width_in_ems(narrow) < width_in_ems(wide)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bomen 🌻 en bijen", "Bomen en bijen"),
        ("👩\u200d🌾\ufe0f Boerin", "Boerin"),
        ("Łąka – ñ", "Łąka – ñ"),
        ("🌻", ""),
    ],
)
def test_what_no_letter_exists_for_is_left_out(typed: str, printed: str) -> None:
    assert printable(typed) == printed
