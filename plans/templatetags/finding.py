"""Maps in templates: what a page loads for them, and what they start with."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editions.models import Edition
from plans.finding.ground import Spot, ground, quarters
from plans.finding.sketch import Shape, sketch
from plans.models import Plan
from theme.money import euro

register = template.Library()

GROUND = "map-ground"


@register.simple_tag
def map_assets() -> SafeString:
    """The map's styles and scripts, for the head of a page."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">'
        '<script src="{}" defer></script><script src="{}" type="module"></script>',
        static("vendor/leaflet/leaflet.css"),
        static("plans/finding.css"),
        static("vendor/leaflet/leaflet.js"),
        static("plans/map.js"),
    )


@register.simple_tag
def map_ground(data: dict[str, Any]) -> SafeString:
    """What the maps of a page start with; once a page."""
    return json_script(data, GROUND)


@register.simple_tag
def ground_of(edition: Edition) -> SafeString:
    """The same for an edition; one query."""
    return json_script(ground(edition, quarters(edition)), GROUND)


@register.simple_tag
def spot_list(spots: list[Spot]) -> SafeString:
    """Plans as a plain list of links: made here, since a thousand of them are many for a template."""
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a> <span class="amount">{}</span></li>',
        ((spot.url, spot.title, euro(spot.cents) if spot.cents else "") for spot in spots),
    )
    return format_html('<ul class="spots">{}</ul>', items)


@register.simple_tag
def place_sketch(edition: Edition, plan: Plan) -> dict[str, Any]:
    """Where a plan is, as a drawing; `svg` is "" when it has no point. One query for a plan with one."""
    if plan.latitude is None or plan.longitude is None:
        return {"svg": ""}
    at = float(plan.latitude), float(plan.longitude)
    around = quarters(edition)
    title = _("Kaartje: dit plan ligt in %(wijk)s.") % {"wijk": plan.neighbourhood or edition.area}
    shapes = [Shape(each.name, each.colour, each.outline, each.centre) for each in around]
    return {
        "svg": sketch(shapes, str(plan.neighbourhood or ""), at, title),
        "tiles": settings.MAP_TILES_URL,
        "latitude": f"{at[0]:.6f}",
        "longitude": f"{at[1]:.6f}",
    }
