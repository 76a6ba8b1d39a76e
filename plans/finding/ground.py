"""What lies on the map: the neighbourhoods and the plans. Only what everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, Count, F, Func, JSONField, TextField, Window
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.models import Edition, Neighbourhood
from plans.finding.places import Outline, Point, centre, outline_of
from plans.models import Plan, PlanQuerySet

# How many plans of a neighbourhood stand beside the map; the list has them all.
SPOTS = 24
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
    """A plan in the list beside the map. `cents` is what it costs."""

    pk: int
    title: str
    neighbourhood: int | None
    cents: int
    url: str


@dataclass
class Group:
    """The first plans of one neighbourhood by title, and how many there are in all."""

    quarter: Quarter
    number: int
    spots: list[Spot] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.number > len(self.spots)


class _ListOf(Aggregate):
    """What JSONBAgg makes, from texts: three times as fast for a thousand plans."""

    function = "json_agg"
    output_field = JSONField()


class _Row(Func):
    function = "json_build_array"
    output_field = JSONField()


def quarters(edition: Edition) -> list[Quarter]:
    """The neighbourhoods of the edition's area by name, in one query."""
    rows = Neighbourhood.objects.filter(area=edition.area_id).values_list("pk", "name", "colour", "outline")
    return [_quarter(pk, name, colour, outline_of(raw)) for pk, name, colour, raw in rows]


def groups(edition: Edition, around: Sequence[Quarter], plans: PlanQuerySet) -> list[Group]:
    """These plans by neighbourhood, in two queries; neighbourhoods without one are left out."""
    counted = dict(plans.order_by().values_list("neighbourhood").annotate(Count("pk")))
    found = {each.pk: Group(each, counted[each.pk]) for each in around if each.pk in counted}
    for spot in _first_spots(edition, plans):
        if spot.neighbourhood in found:
            found[spot.neighbourhood].spots.append(spot)
    return list(found.values())


def _first_spots(edition: Edition, plans: PlanQuerySet) -> list[Spot]:
    """The first of each neighbourhood by title: no figure of any other plan is worked out."""
    turn = Window(RowNumber(), partition_by="neighbourhood", order_by=["title", "pk"])
    first = plans.order_by().annotate(turn=turn).filter(turn__lte=SPOTS).values("pk")
    start = reverse("plan_list", args=[edition.slug])
    rows = Plan.objects.filter(pk__in=first).with_costs().order_by("title", "pk")
    facts = rows.values_list("pk", "title", "neighbourhood", Coalesce("ballot_cents", F("cost_cents")))
    return [Spot(pk, title, wijk, cents, f"{start}{pk}/") for pk, title, wijk, cents in facts]


def map_data(plans: PlanQuerySet) -> str:
    """What the map's script asks for, as JSON in one query: a row [number, title, neighbourhood, latitude, longitude,
    cents] for each plan, in any order.

    PostgreSQL writes it, since a thousand plans are many. A plan without a point has two nulls.
    """
    cents = Coalesce("ballot_cents", "cost_cents")
    row = _Row("pk", "title", "neighbourhood_id", "latitude", "longitude", cents)
    found = plans.with_costs().order_by().aggregate(all=Cast(_ListOf(row), TextField()))["all"]
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
