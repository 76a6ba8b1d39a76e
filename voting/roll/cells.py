"""The text in one cell, written in one way. Plain Python."""

import unicodedata
from functools import lru_cache

_FORMULA = ("=", "+", "-", "@")


def clean(text: str) -> str:
    """One way of writing for the same text: composed letters, single spaces, no invisible format characters.

    Line breaks and non-breaking spaces become spaces. An apostrophe before = + - @ is taken off: our own list of
    rejected rows puts it there against formulas.
    """
    if text.isascii() and text.isprintable():
        text = " ".join(text.split()) if " " in text else text
    else:
        text = _composed(text)
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA and len(text) > 1 else text


@lru_cache(maxsize=50_000)
def _composed(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in composed if unicodedata.category(c) != "Cf").split())


@lru_cache(maxsize=50_000)
def is_readable(text: str) -> bool:
    """Whether a cleaned text has no control characters and nothing that could not be decoded."""
    return text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text
