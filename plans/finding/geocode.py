"""From an address or a postcode to a point on the map.

The door to a geocoder stands open only when GEOCODER_URL is set (PDOK Locatieserver or what answers like it). Without
one, the four digits of a postcode still tell the neighbourhood. Nothing here ever raises: a map without an answer is a
map on which one puts the pin oneself.
"""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from editions.models import Edition, Neighbourhood
from plans.finding.places import Point, centre, inside, outline_of

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 2.0
MOST_BYTES = 200_000
LONGEST_QUESTION = 160
POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})\s?(?:[a-z]{2})?(?![a-z\d])", re.IGNORECASE)
POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")


@dataclass(frozen=True)
class Found:
    """A place. `exact` is False when only the neighbourhood is known: then the point is its middle, or None."""

    label: str
    point: Point | None
    neighbourhood: Neighbourhood | None
    exact: bool


class Geocoder(Protocol):
    def find(self, words: str) -> tuple[str, Point] | None:
        """The name and the point of what fits best; None when there is none, or no answer."""


class NoGeocoder:
    def find(self, words: str) -> tuple[str, Point] | None:
        return None


@dataclass(frozen=True)
class Locatieserver:
    """PDOK Locatieserver's `free` service, or what speaks like it. Asked by the server, never by the browser."""

    url: str

    def find(self, words: str) -> tuple[str, Point] | None:
        query = urlencode({"q": words, "rows": 1, "fl": "weergavenaam centroide_ll"})
        try:
            request = Request(f"{self.url}?{query}", headers={"Accept": "application/json"})  # noqa: S310 - our setting
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return _best(json.loads(answer.read(MOST_BYTES)))
        except (URLError, OSError, ValueError) as problem:
            logger.warning("The geocoder gave no answer: %s", type(problem).__name__)
            return None


def geocoder() -> Geocoder:
    return Locatieserver(settings.GEOCODER_URL) if settings.GEOCODER_URL else NoGeocoder()


def find_place(edition: Edition, words: str) -> Found | None:
    """The place that these words mean within the edition's area; None when it is not there or not known."""
    words = " ".join(words.split())[:LONGEST_QUESTION]
    if not words:
        return None
    around = list(Neighbourhood.objects.filter(area=edition.area_id))
    answer = geocoder().find(f"{words} {settings.GEOCODER_NEAR}".strip())
    if answer:
        label, point = answer
        home = _home(point, around)
        if home:
            return Found(label, point, home, exact=True)
    home = of_postcode(words, around)
    return Found(home.name, centre(outline_of(home.outline)), home, exact=False) if home else None


def point_of(edition: Edition, words: str) -> Point | None:
    """The point of an address for a plan that was saved without a pin; None when it is not known exactly."""
    found = find_place(edition, words)
    return found.point if found and found.exact else None


def of_postcode(words: str, around: Sequence[Neighbourhood]) -> Neighbourhood | None:
    """The neighbourhood of the first postcode in a text, by its four digits. None when two neighbourhoods share it."""
    match = POSTCODE.search(words)
    fitting = [each for each in around if match and match.group(1) in each.postcodes.split()]
    return fitting[0] if len(fitting) == 1 else None


def _home(point: Point, around: Sequence[Neighbourhood]) -> Neighbourhood | None:
    return next((each for each in around if inside(point, outline_of(each.outline))), None)


def _best(answer: Any) -> tuple[str, Point] | None:
    """What the service put first. Whatever has another shape is no answer."""
    try:
        first = answer["response"]["docs"][0]
        match = POINT.fullmatch(first["centroide_ll"])
        return (str(first["weergavenaam"]), (float(match[2]), float(match[1]))) if match else None
    except (KeyError, IndexError, TypeError):
        return None
