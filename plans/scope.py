"""Which of the city's own duties does a text touch? Pure: Dutch words in, topics and the words found out.

A word of a topic matches itself, its plural, and words that end with it: `drempel` finds 'drempels' and
'verkeersdrempel', never 'laagdrempelig'. `parkeer*` finds what begins with it. Several words on a line have to stand
in one sentence, in any order. Case, accents and hyphens don't count.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

# Shorter words end too many others: 'pad' in 'hoofdpad', 'huur' in 'verhuur'.
SHORTEST_HEAD = 5
# What stands before the last part of a compound: at least this many letters, and not a mere prefix.
SHORTEST_LEAD = 3
PREFIXES = frozenset({"ver", "ont", "her", "wan", "non"})

_WORD = re.compile(r"\w+")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑’'](?=\w)")
_SENTENCES = re.compile(r"[.!?;:\n]+")
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Topic:
    """A duty of the city as the check knows it. `key` is whatever the caller tells topics apart by."""

    key: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Touch:
    """A topic that a text touches, and the words in it that say so, as they were written."""

    key: int
    found: tuple[str, ...]


def lines(words: str) -> tuple[str, ...]:
    """The words of a topic as an administrator types them: one a line."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def touched(text: str, topics: Iterable[Topic]) -> list[Touch]:
    """The topics that `text` touches, in the order of `topics`."""
    sentences = [_tokens(sentence) for sentence in _SENTENCES.split(_HYPHEN.sub("", text))]
    hits = ((topic.key, _found(topic.words, sentences)) for topic in topics)
    return [Touch(key, found) for key, found in hits if found]


def fingerprint(text: str, touches: Iterable[Touch]) -> str:
    """Tells whether an answer was about this text and these topics: it changes when either does."""
    keys = ",".join(str(touch.key) for touch in touches)
    return sha256(f"{keys}\n{text}".encode("utf-8", "replace")).hexdigest()


def plain(text: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _tokens(sentence: str) -> list[tuple[str, str]]:
    """Each word as written and as compared."""
    return [(word, plain(word)) for word in _WORD.findall(unicodedata.normalize("NFC", sentence))]


def _found(words: Sequence[str], sentences: Sequence[Sequence[tuple[str, str]]]) -> tuple[str, ...]:
    """What stands in the text of these words, each once, in the order of the text's sentences."""
    wanted = [_patterns(line) for line in words]
    found: dict[str, str] = {}
    for tokens in sentences:
        for patterns in wanted:
            for word in _in_sentence(patterns, tokens):
                found.setdefault(plain(word), word)
    return tuple(found.values())


def _in_sentence(patterns: Sequence[str], tokens: Sequence[tuple[str, str]]) -> list[str]:
    """The words that match, when every pattern finds one."""
    hits = [[written for written, word in tokens if matches(word, pattern)] for pattern in patterns]
    return [each for hit in hits for each in hit[:1]] if hits and all(hits) else []


def _patterns(line: str) -> list[str]:
    """The words of a line as they are compared; an asterisk stays at the end of its word."""
    pieces = re.findall(r"\w+\*?", _HYPHEN.sub("", line))
    return [plain(piece) for piece in pieces]


def matches(word: str, pattern: str) -> bool:
    """Whether a plain `word` is the plain `pattern`, its plural, or a compound that ends with it."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    endings = forms(pattern)
    if not word.endswith(endings):
        return False
    for form in endings:
        if word == form:
            return True
        lead = word.removesuffix(form)
        if lead != word and len(pattern) >= SHORTEST_HEAD and len(lead) >= SHORTEST_LEAD and lead not in PREFIXES:
            return True
    return False


@lru_cache(maxsize=1024)
def forms(word: str) -> tuple[str, ...]:
    """A noun and its simple plurals: drempel(s), stoep(en), bus(sen), paal (palen), brief (brieven), huis (huizen)."""
    found = {word, word + "s", word + "en"}
    if word.endswith("e"):
        found.add(word + "n")
    if len(word) < 3 or word[-1] in _VOWELS:
        return tuple(found)
    last = {"f": "v", "s": "z"}.get(word[-1], word[-1])
    if word[-2] in _VOWELS and word[-3] == word[-2]:
        found.add(word[:-2] + last + "en")
    elif word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found.add(word + word[-1] + "en")
    found.add(word[:-1] + last + "en")
    return tuple(found)
