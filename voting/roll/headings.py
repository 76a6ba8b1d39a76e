"""Which column of a file holds what: a proposal from its heading, for a person to correct. Plain Python."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from voting.roll.cells import clean
from voting.roll.fields import BY_NAME, FIELDS, Field

Mapping = dict[str, int]  # our name of a field → the number of its column, from 0

_ELEMENT = re.compile(r"(?<![\d.])(?:(\d\d)\.)?(\d\d\.\d\d)(?![\d.])")
_PARTNER_CATEGORIES = ("05", "55")
# Our own list of rejected rows has these before the columns: mended and sent in again it counts as the same kind.
_OURS = ("regel", "soort", "reden")


def normal(heading: str) -> str:
    """A heading without case, accents, spaces and signs: "Geslachtsnaam (02.40)" is "geslachtsnaam0240"."""
    flat = unicodedata.normalize("NFKD", clean(heading)).casefold()
    return "".join(c for c in flat if c.isalnum())


def heading_key(columns: Sequence[str]) -> str:
    """Under which a mapping is remembered: the same columns in the same order have the same key."""
    names = [name for name in map(normal, columns) if name not in _OURS]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def propose(columns: Sequence[str]) -> Mapping:
    """Which column is which field, as far as the heading tells: each field at most once, each column too."""
    found: Mapping = {}
    for of_name in (True, False):
        for number, column in enumerate(columns):
            field = _by_name(column) if of_name else _by_element(column)
            if field and field.name not in found and number not in found.values():
                found[field.name] = number
    return found


def _by_name(column: str) -> Field | None:
    name = normal(_ELEMENT.sub("", column))
    known = (f for f in FIELDS if name in {normal(f.name), normal(f.label), *f.also})
    return next(known, None)


def _by_element(column: str) -> Field | None:
    """The register's number in a heading; a category before it, or the word partner, says whose it is."""
    match = _ELEMENT.search(column)
    if not match:
        return None
    of_partner = match[1] in _PARTNER_CATEGORIES or "partner" in column.casefold()
    return next((f for f in FIELDS if f.element == match[2] and f.of_partner == of_partner), None)


def what_is_missing(mapping: Mapping) -> list[str]:
    """Labels of what must have a column and has none."""
    missing = [field.label for field in FIELDS if field.must_be_mapped and field.name not in mapping]
    if not {"woonplaats", "gemeente"} & mapping.keys():
        missing.append(BY_NAME["woonplaats"].label)
    return missing
