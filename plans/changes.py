"""What differs between two versions of a plan, and in a text word by word. Pure: values in, pieces out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Any

# Fewer words than this that stayed the same between two changes belong to the change: confetti is not readable.
FEWEST_SAME_WORDS = 3
# Comparing costs time by the product of two lengths. Above this a text is compared by lines first.
MAX_PRODUCT = 250_000
# Of a long stretch that stayed the same, this many characters stay beside each change.
CONTEXT = 90

_WORDS = re.compile(r"\s+|\S+")
_LINES = re.compile(r"\n+|[^\n]+")


class Kind(StrEnum):
    SAME = "SAME"
    REMOVED = "REMOVED"
    ADDED = "ADDED"
    # A long stretch that stayed the same and is not shown; its piece has no text.
    SKIPPED = "SKIPPED"


@dataclass(frozen=True)
class Piece:
    """A part of a compared text, in the order of reading."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Block:
    """Tokens of the old text beside those of the new; a changed block may lack either."""

    same: bool
    old: tuple[str, ...]
    new: tuple[str, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By field that changed its value before and after, in the order of `before`."""
    changed = [name for name in before if before[name] != after[name]]
    return {name: {"before": before[name], "after": after[name]} for name in changed}


@lru_cache(maxsize=256)
def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts woven together: without ADDED it reads as `before`, without REMOVED as `after`."""
    return tuple(_pieces(_calm(_blocks(_WORDS.findall(before), _WORDS.findall(after)))))


def shorten(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leaves out the middle of long stretches that stayed the same."""
    last = len(pieces) - 1
    shown = (
        _around(piece.text, number > 0, number < last) if piece.kind is Kind.SAME else [piece]
        for number, piece in enumerate(pieces)
    )
    return tuple(piece for each in shown for piece in each)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Finds what stayed the same; what both texts begin and end with is set apart first, which is quick."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield _Block(True, tuple(old[:head]), tuple(new[:head]))
    yield from _by_lines(*middle) if len(middle[0]) * len(middle[1]) > MAX_PRODUCT else _match(*middle)
    yield _Block(True, tuple(old[len(old) - tail :]), tuple(new[len(new) - tail :]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _match(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        yield _Block(tag == "equal", tuple(old[i1:i2]), tuple(new[j1:j2]))


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Compares lines, and words only inside lines that changed; what is rewritten at length is not compared."""
    for block in _match(_LINES.findall("".join(old)), _LINES.findall("".join(new))):
        words = _WORDS.findall("".join(block.old)), _WORDS.findall("".join(block.new))
        if block.same or len(words[0]) * len(words[1]) > MAX_PRODUCT:
            yield _Block(block.same, tuple(words[0]), tuple(words[1]))
        else:
            yield from _match(*words)


def _calm(blocks: Iterator[_Block]) -> list[_Block]:
    """Joins neighbouring blocks of a kind, and changes with hardly a word between them."""
    joined: list[_Block] = []
    for block in (each for each in blocks if each.old or each.new):
        while joined and _belong(joined, block):
            last = joined.pop()
            block = _Block(block.same and last.same, last.old + block.old, last.new + block.new)
        joined.append(block)
    return joined


def _belong(joined: Sequence[_Block], block: _Block) -> bool:
    """Whether `block` joins the last one: of the same kind, or a change with few same words after a change."""
    last = joined[-1]
    if block.same == last.same:
        return True
    few = sum(1 for token in last.new if not token.isspace()) < FEWEST_SAME_WORDS
    return last.same and few and len(joined) > 1


def _pieces(blocks: Sequence[_Block]) -> Iterator[Piece]:
    for block in blocks:
        if block.same:
            yield Piece(Kind.SAME, "".join(block.new))
            continue
        for kind, tokens in ((Kind.REMOVED, block.old), (Kind.ADDED, block.new)):
            if tokens:
                yield Piece(kind, "".join(tokens))


def _around(text: str, after_change: bool, before_change: bool) -> list[Piece]:
    """The beginning of `text` when a change stands before it, and its end when one follows."""
    start = _to_word_end(text, CONTEXT) if after_change else 0
    end = len(text) - _to_word_end(text[::-1], CONTEXT) if before_change else len(text)
    if end - start <= CONTEXT:
        return [Piece(Kind.SAME, text)]
    kept = [Piece(Kind.SAME, text[:start]), Piece(Kind.SKIPPED, ""), Piece(Kind.SAME, text[end:])]
    return [piece for piece in kept if piece.text or piece.kind is Kind.SKIPPED]


def _to_word_end(text: str, least: int) -> int:
    found = re.compile(r"\s").search(text, least)
    return found.start() if found else len(text)
