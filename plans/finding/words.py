"""From what people type to questions that PostgreSQL understands."""

import re
from unicodedata import combining, normalize

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12


def words_in(text: str) -> list[str]:
    """The words of a text without accents and signs; no more than MOST_WORDS."""
    plain = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return WORD.findall(plain)[:MOST_WORDS]


def question(words: list[str]) -> str:
    """All these words, the last one as a beginning: somebody may still be typing. "" for none."""
    return " & ".join(f"'{word}'" for word in words) + ":*" if words else ""
