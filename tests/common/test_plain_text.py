"""What people type as text that can be shown anywhere."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.plain_text import MOST_MARKS, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Mooi!\r\n\r\nIk help mee. ", "Mooi!\n\nIk help mee."),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("een\ttwee", "een twee"),
        ("een\u2028twee\x85drie", "een\ntwee\ndrie"),
        ("een\n\n\n\n\ntwee", "een\n\ntwee"),
        ("a\u202egnol\u2066\ufeff\u00ad\u200bb", "agnolb"),
        ("a\u200d\u200d\u200d\u200db", "a\u200db"),
        ("a \u200d b", "a  b"),
        ("👩🏽‍🌾 en 🧑‍🤝‍🧑", "👩🏽‍🌾 en 🧑‍🤝‍🧑"),
        ("مرحبا يا جيران", "مرحبا يا جيران"),
        ("می‌خواهم", "می‌خواهم"),
        ("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301!", "e" + "\u0301" * MOST_MARKS + "!"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("https://voorbeeld.nl/?a=1&b=2", "https://voorbeeld.nl/?a=1&b=2"),
        ("\udc80x", "x"),
    ],
)
def test_lines_and_languages_stay_and_what_cannot_be_seen_goes(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", " \n\t ", "\x00", "\u200b\u200d", "\u3164\u3164", "\u2800", "\u0301\u0301", "\u202e"]
)
def test_what_shows_nothing_is_nothing(typed: str) -> None:
    assert tidy(typed) == ""


@pytest.mark.parametrize("typed", ["?", "👍", "1", "好", "…"])
def test_one_sign_is_something(typed: str) -> None:
    assert tidy(typed) == typed


@given(st.text())
def test_whatever_is_typed_what_is_left_is_clean_and_stays_so(typed: str) -> None:
    kept = tidy(typed)
    assert tidy(kept) == kept
    assert not [char for char in kept if char != "\n" and unicodedata.category(char) in ("Cc", "Cs")]
    assert "\n\n\n" not in kept
    kept.encode()


JOINED = {one + other for one in "\u200c\u200d\u200e" for other in "\u200c\u200d\u200e"}
FLOOD = st.text(alphabet="a \n\u200b\u200c\u200d\u200e\u0301\u202e\x00\r\u3164")


@given(FLOOD)
def test_a_flood_of_what_cannot_be_seen_leaves_no_two_in_a_row(typed: str) -> None:
    kept = tidy(typed)
    assert tidy(kept) == kept
    assert not any(one + other in JOINED for one, other in pairwise(kept))
    assert "\u0301" * (MOST_MARKS + 1) not in kept
