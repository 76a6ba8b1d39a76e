"""The list that goes with the stacks, for the printing house: what each file holds, to count and to compare.

Plain Python. It names no person, house or code: a postcode and the number on the first and the last letter are enough
to see that a stack is whole and in order.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

LIST, SUMS = "pakbon.csv", "SHA256SUMS"
_HEADING = (
    "bestand",
    "wijk",
    "brieven",
    "bladzijden",
    "eerste nummer",
    "laatste nummer",
    "eerste postcode",
    "laatste postcode",
    "sha256",
)


@dataclass(frozen=True)
class Stack:
    """One file. Each letter is one page and carries its number; they run on from stack to stack."""

    file: str
    neighbourhood: str
    letters: int
    first: str
    last: str
    first_postcode: str
    last_postcode: str
    sha256: str


def file_name(number: int, neighbourhood: str) -> str:
    """The name of a stack's file outside this system: letters, digits and dashes only."""
    plain = re.sub(r"[^a-z0-9]+", "-", neighbourhood.lower()).strip("-")
    return f"stapel-{number:04d}{f'-{plain}' if plain else ''}.pdf"


def as_csv(stacks: Iterable[Stack]) -> str:
    """The list for people and for a spreadsheet (semicolons, with a heading; sums stand in the last row)."""
    rows, out = list(stacks), io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(_HEADING)
    for each in rows:
        counts = (each.letters, each.letters, each.first, each.last, each.first_postcode, each.last_postcode)
        table.writerow((each.file, each.neighbourhood, *counts, each.sha256))
    total = sum(each.letters for each in rows)
    table.writerow((f"{len(rows)} bestanden", "", total, total, *[""] * 5))
    return out.getvalue()


def as_sums(stacks: Iterable[Stack]) -> str:
    """What `sha256sum -c SHA256SUMS` reads: it says of each file whether it is as it was made."""
    return "".join(f"{each.sha256}  {each.file}\n" for each in stacks)
