"""Whatever somebody typed, a subject stays one line of a bearable length, and a text paragraphs and lists."""

import unicodedata

import pytest

from mail.words import SUBJECT_LENGTH, Block, blocks, once_each, one_line, subject_of
from tests.mail.notices import NASTY


@pytest.mark.parametrize("text", [*NASTY, "\r\n", "", "a" * 5000, "\ud800half"])
def test_a_subject_is_one_line_without_control_signs(text: str) -> None:
    line = one_line(text)
    assert len(line) <= SUBJECT_LENGTH
    assert line.splitlines() in ([line], [])
    assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]
    line.encode()


def test_a_title_cannot_turn_the_rest_of_the_line() -> None:
    assert one_line("Uw plan ‘\u202eabc’ is binnen") == "Uw plan ‘abc’ is binnen"


def test_letters_that_run_from_right_to_left_and_pictures_stay() -> None:
    assert one_line("حديقة 👩🏽‍🌾") == "حديقة 👩🏽‍🌾"


def test_a_subject_says_how_much_more_there_is_and_never_cuts_that_off() -> None:
    assert subject_of(["Een"], "(en nog %d)") == "Een"
    assert subject_of(["Een", "Twee", "Drie"], "(en nog %d)") == "Een (en nog 2)"
    long = subject_of(["x" * 300, "Twee"], "(en nog %d)")
    assert len(long) == SUBJECT_LENGTH
    assert long.endswith("… (en nog 1)")


def test_lines_are_paragraphs_and_lines_with_a_dash_are_a_list() -> None:
    found = blocks("Een.\n\nTwee.\n- a\n- b\nDrie.\n- c")
    assert found == [
        Block(False, ["Een."]),
        Block(False, ["Twee."]),
        Block(True, ["a", "b"]),
        Block(False, ["Drie."]),
        Block(True, ["c"]),
    ]


def test_the_same_words_are_said_once() -> None:
    assert once_each(["b", "a", "b"]) == ["b", "a"]
