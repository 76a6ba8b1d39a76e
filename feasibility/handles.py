"""Calling somebody at the table by name: @lotte. Plain Python.

A handle is the first name in small letters without accents or signs. Where two people share it, both go by their whole
name without spaces; where that is the same too, by a number behind it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

NAMELESS = "collega"
# An @ at the start of a word: what stands in an e-mail address calls nobody.
CALL = re.compile(r"(?<![\w@.+-])@(\w[\w.-]*)")


@dataclass(frozen=True)
class Called:
    """Whom a text calls, and the handles in it that are nobody's, as they were typed."""

    people: frozenset[int]
    unknown: tuple[str, ...]


def fold(text: str) -> str:
    """Small letters and digits only, without accents: "Zoë-Anne" and "zoeanne" are the same."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("Ø", "o")).casefold()
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if char.isalnum())


def handles(names: Mapping[int, str]) -> dict[int, str]:
    """For every person (id → name) a handle of their own; the order of the mapping changes nothing."""
    first = {each: fold(name.split()[0] if name.split() else "") or NAMELESS for each, name in names.items()}
    given = {each: short if _once(short, first) else fold(names[each]) or NAMELESS for each, short in first.items()}
    found = {each: handle for each, handle in given.items() if _once(handle, given)}
    taken = set(found.values())
    for each in sorted(set(given) - set(found)):
        number = next(n for n in range(1, len(names) + 2) if f"{given[each]}{n}" not in taken)
        found[each] = f"{given[each]}{number}"
        taken.add(found[each])
    return found


def called(text: str, names: Mapping[int, str]) -> Called:
    """Whom `text` calls among `names` (id → name), however they wrote the handle."""
    people = {handle: each for each, handle in handles(names).items()}
    typed = dict.fromkeys(match.group(1).rstrip(".-") for match in CALL.finditer(text))
    known = {word: people[fold(word)] for word in typed if fold(word) in people}
    return Called(frozenset(known.values()), tuple(word for word in typed if word not in known))


def _once(handle: str, given: Mapping[int, str]) -> bool:
    return Counter(given.values())[handle] == 1
