"""How much short texts look alike: the share of letter triples that both have, as PostgreSQL's pg_trgm counts it.

Pure: words in, shares out. A set of triples is one whole number with a bit for each, so that comparing a page of plans
with a thousand others takes some milliseconds.
"""

from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest


class Triples:
    """Gives every triple of letters a bit, and remembers the words."""

    def __init__(self, but: Collection[str] = ()) -> None:
        """`but` are words that don't count."""
        self._bits: dict[str, int] = {}
        self._words: dict[str, int] = dict.fromkeys(but, 0)

    def of(self, words: str) -> int:
        """The triples of a text whose words stand apart."""
        found = 0
        for word in words.split():
            if word not in self._words:
                self._words[word] = self._of_word(word)
            found |= self._words[word]
        return found

    def _of_word(self, word: str) -> int:
        padded, found = f"  {word} ", 0
        for start in range(len(padded) - 2):
            found |= 1 << self._bits.setdefault(padded[start : start + 3], len(self._bits))
        return found


def share(one: int, other: int) -> float:
    """Which share of all triples both have, from 0 to 1."""
    common = (one & other).bit_count()
    return common / (one | other).bit_count() if common else 0.0


def nearest(
    mine: Iterable[int], texts: Mapping[int, tuple[str, str]], but: Collection[str], shown: int, floor: float
) -> dict[int, list[tuple[int, float]]]:
    """For each of `mine` at most `shown` others with a score of `floor` or more, best first, then by number.

    `texts` gives the stems of the title and of title and sentence together. A likeness of the titles lifts a plan that
    looks alike as a whole.
    """
    triples = Triples(but)
    sets = [(number, triples.of(title), triples.of(whole)) for number, (title, whole) in texts.items()]
    own = {number: (title, whole) for number, title, whole in sets}
    found: dict[int, list[tuple[int, float]]] = {}
    for number in mine:
        if number not in own:
            continue
        title, whole = own[number]
        scored = []
        for other, its_title, its_whole in sets:
            alike = share(whole, its_whole)
            score = max(alike, (alike + share(title, its_title)) / 2)
            if score >= floor and other != number:
                scored.append((other, score))
        if scored:
            found[number] = nlargest(shown, scored, key=lambda pair: (pair[1], -pair[0]))
    return found
