"""What lies on the map: the neighbourhoods and the plans. Only what everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import TextField
from django.db.models.functions import Cast, Coalesce, JSONArray, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.models import Edition, Neighbourhood
from plans.finding.places import Outline, Point, centre, outline_of
from plans.models import PlanQuerySet

# Where the map looks when no neighbourhood has an outline yet: the whole of the Netherlands.
ANYWHERE: Outline = ((50.75, 3.35), (53.55, 7.2))


@dataclass(frozen=True)
class Quarter:
    """A neighbourhood on the map. `centre` is None when it has no outline."""

    pk: int
    name: str
    colour: str
    outline: list[Point]
    centre: Point | None


@dataclass(frozen=True)
class Spot:
    """A plan on the map or, without `at`, in its neighbourhood."""

    pk: int
    title: str
    neighbourhood: int | None
    at: Point | None
    cents: int
    url: str


@dataclass
class Group:
    """The plans of one neighbourhood, as a list."""

    quarter: Quarter
    spots: list[Spot] = field(default_factory=list)


def quarters(edition: Edition) -> list[Quarter]:
    """The neighbourhoods of the edition's area by name, in one query."""
    rows = Neighbourhood.objects.filter(area=edition.area_id).values_list("pk", "name", "colour", "outline")
    return [_quarter(pk, name, colour, outline_of(raw)) for pk, name, colour, raw in rows]


def spots(edition: Edition, plans: PlanQuerySet) -> list[Spot]:
    """These plans by title, in one query."""
    start = reverse("plan_list", args=[edition.slug])
    rows = (
        plans.with_figures()
        .order_by("title", "pk")
        .values_list(  # type: ignore[misc]  # the plugin forgets the figures
            "pk", "title", "neighbourhood", "latitude", "longitude", "ballot_cents", "cost_cents"
        )
    )
    return [
        Spot(pk, title, wijk, (float(lat), float(lon)) if lat is not None else None, on_ballot or cost, f"{start}{pk}/")
        for pk, title, wijk, lat, lon, on_ballot, cost in rows
    ]


def groups(around: Sequence[Quarter], found: Sequence[Spot]) -> list[Group]:
    """The plans by neighbourhood; neighbourhoods without one are left out."""
    by_quarter = {quarter.pk: Group(quarter) for quarter in around}
    for spot in found:
        if spot.neighbourhood in by_quarter:
            by_quarter[spot.neighbourhood].spots.append(spot)
    return [group for group in by_quarter.values() if group.spots]


def map_data(plans: PlanQuerySet) -> str:
    """What the map's script asks for, as JSON by title, in one query.

    PostgreSQL writes it, since a thousand plans are many.
    `at` holds two nulls for a plan without a point, `cents` is what it costs.
    """
    facts = JSONObject(
        id="pk",
        title="title",
        wijk="neighbourhood_id",
        at=JSONArray("latitude", "longitude"),
        cents=Coalesce("ballot_cents", "cost_cents"),
    )
    found = (
        plans.with_figures()
        .order_by()
        .aggregate(all=Cast(JSONBAgg(facts, order_by=("title", "pk")), TextField()))["all"]
    )
    return f'{{"plans": {found or "[]"}}}'


def ground(edition: Edition, around: Sequence[Quarter]) -> dict[str, Any]:
    """What every map of an edition starts with: outlines, tiles if there are any, and its words."""
    corners = [point for quarter in around for point in quarter.outline]
    return {
        "wijken": [
            {"id": each.pk, "name": each.name, "colour": each.colour, "outline": each.outline, "centre": each.centre}
            for each in around
        ],
        "bounds": corners or list(ANYWHERE),
        "plans": reverse("plan_list", args=[edition.slug]),
        "tiles": settings.MAP_TILES_URL,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
        "words": {
            "zoomIn": _("Dichterbij"),
            "zoomOut": _("Verder weg"),
            "close": _("Sluit"),
            "together": _("plannen dicht bij elkaar. Kies om dichterbij te kijken."),
            "here": _("plannen op deze plek"),
            "without": [
                _("plan in %(wijk)s zonder plek op de kaart"),
                _("plannen in %(wijk)s zonder plek op de kaart"),
            ],
            "open": _("Bekijk dit plan"),
            "pin": _("De plek van uw plan. Sleep de speld om hem te verplaatsen."),
            "put": _("De speld staat op de kaart."),
            "taken": _("De speld is weg."),
            "failed": _("Zoeken lukt nu niet. Zet de speld zelf op de kaart."),
        },
    }


def _quarter(pk: int, name: str, colour: str, outline: list[Point]) -> Quarter:
    return Quarter(pk, name, colour, outline, centre(outline))
