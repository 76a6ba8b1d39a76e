"""What a way on of a plan needs before it can be written down, without Django.

Source: "niemand blijft achter": every plan that the edition carries no further has somebody who helps it on, a day on
which somebody looks again, and in the end a sentence that says what became of it.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How a plan goes on outside its edition."""

    OPEN = "OPEN"
    PARTNER = "PARTNER"
    FUND = "FUND"
    TOP3 = "TOP3"
    DEPARTMENT = "DEPARTMENT"
    OWN = "OWN"
    STOPPED = "STOPPED"


# On these somebody else works: they need a name and a day on which to look again.
CARRIED = frozenset({Kind.PARTNER, Kind.FUND, Kind.TOP3, Kind.DEPARTMENT})

NEEDS_OWNER = "Schrijf wie dit oppakt: een organisatie, de wijkraad of een afdeling."
NEEDS_DAY = "Kies een dag waarop u weer kijkt hoe het gaat."
PAST = "Kies een dag die nog komt."
NEEDS_REASON = "Schrijf in één of twee zinnen waarom het plan stopt."
NEEDS_KIND = "Kies eerst hoe het plan verder gaat. Daarna kunt u schrijven wat het werd."


def problems(kind: Kind, owner: str, next_on: date | None, note: str, today: date) -> Mapping[str, str]:
    """Dutch sentences by field for what is missing; empty when the way on can be written down."""
    found = {}
    if kind in CARRIED and not owner:
        found["owner"] = NEEDS_OWNER
    if kind in CARRIED and next_on is None:
        found["next_on"] = NEEDS_DAY
    if next_on is not None and next_on < today:
        found["next_on"] = PAST
    if kind is Kind.STOPPED and not note:
        found["note"] = NEEDS_REASON
    return found
