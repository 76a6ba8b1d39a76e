"""Reads a point on the map as a browser sends it. Pure: two texts in, degrees (WGS 84) out."""

import re
from decimal import Decimal

# The Netherlands, roughly, in degrees: what lies outside is a slip or a joke.
NORTH, SOUTH, WEST, EAST = Decimal("53.7"), Decimal("50.5"), Decimal("3.2"), Decimal("7.3")
# Six decimals are about ten centimetres; the columns hold no more.
STEP = Decimal("0.000001")

_DEGREES = re.compile(r"[0-9]{1,3}([.,][0-9]{1,20})?")

Point = tuple[Decimal, Decimal]


class PointError(ValueError):
    """The two texts are no point in the Netherlands."""


def parse_point(latitude: str, longitude: str) -> Point | None:
    """The point, to six decimals, or None when both are empty. Raises PointError for anything else."""
    texts = latitude.strip(), longitude.strip()
    if texts == ("", ""):
        return None
    if not all(_DEGREES.fullmatch(text) for text in texts):
        raise PointError
    lat, lon = (Decimal(text.replace(",", ".")).quantize(STEP) for text in texts)
    if not is_in_the_netherlands(lat, lon):
        raise PointError
    return lat, lon


def is_in_the_netherlands(latitude: Decimal, longitude: Decimal) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
