"""Texts for mails, without Django: subjects that cannot break a header, and texts in paragraphs and lists."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

SUBJECT_LENGTH = 150
BULLET = "- "
# Signs that turn the direction of what comes after them; the letters themselves keep theirs.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control signs, line and paragraph separators, halves of signs.
BREAKING = frozenset({"Cc", "Zl", "Zp", "Cs"})


def one_line(text: str, length: int = SUBJECT_LENGTH) -> str:
    """`text` on one line of at most `length` signs, fit for the header of a mail whatever somebody typed."""
    kept = (" " if unicodedata.category(sign) in BREAKING else sign for sign in text if sign not in TURNS)
    line = " ".join("".join(kept).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def subject_of(headings: list[str], more: str) -> str:
    """The subject of a mail with these pieces of news; `more` says that others follow, with %d for how many."""
    others = len(headings) - 1
    if not others:
        return one_line(headings[0])
    tail = " " + more % others
    return one_line(headings[0], SUBJECT_LENGTH - len(tail)) + tail


@dataclass(frozen=True)
class Block:
    """A paragraph, or the lines of a list."""

    is_list: bool
    lines: list[str]


def blocks(text: str) -> list[Block]:
    """The paragraphs and lists of `text`; lines that begin with "- " make a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith(BULLET)):
        if is_list:
            found.append(Block(True, [line.removeprefix(BULLET) for line in group]))
        else:
            found.extend(Block(False, [line]) for line in group)
    return found


def once_each(texts: Iterable[str]) -> list[str]:
    """The texts in their order, without those that stand there already."""
    return list(dict.fromkeys(texts))
