"""The neighbourhoods and one pin as a drawing, made by the server: a map that needs no tiles and no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from plans.finding.places import Outline, Point, Sheet, box_of

WIDTH, HEIGHT, MARGIN = 480.0, 300.0, 36.0


@dataclass(frozen=True)
class Shape:
    """A neighbourhood as it is drawn."""

    name: str
    colour: str
    outline: Outline
    centre: Point | None


def sketch(shapes: Sequence[Shape], home: str, pin: Point, title: str) -> SafeString:
    """The neighbourhood named `home` and what lies around it; "" when no neighbourhood has an outline.

    `title` is what a screen reader says of it.
    """
    outlines = [shape for shape in shapes if shape.outline]
    shown = [shape for shape in outlines if shape.name == home] or outlines
    box = box_of([pin, *(point for shape in shown for point in shape.outline)])
    if box is None or not shown:
        return mark_safe("")
    sheet = Sheet(box, WIDTH, HEIGHT, MARGIN)
    drawn = [
        (f"wijk wijk--{shape.colour}", " ".join(f"{x:g},{y:g}" for x, y in map(sheet.place, shape.outline)))
        for shape in outlines
    ]
    places = [(sheet.place(shape.centre), shape.name) for shape in outlines if shape.centre]
    names = [(*place, name) for place, name in places if sheet.holds(place)]
    x, y = sheet.place(pin)
    opening = f'<svg class="sketch" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(title)}">'
    return (
        mark_safe(opening)  # noqa: S308 - our own numbers, and the title escaped
        + format_html_join("", '<polygon class="{}" points="{}"/>', drawn)
        + format_html_join("", '<text class="wijk__name" x="{}" y="{}">{}</text>', names)
        + format_html_join(
            "",
            '<g class="sketch__pin"><path d="M{} {}c-7-10-13-16-13-23a13 13 0 1 1 26 0c0 7-6 13-13 23z"/>'
            '<circle cx="{}" cy="{}" r="5"/></g>',
            [(x, y, x, round(y - 23, 1))],
        )
        + mark_safe("</svg>")
    )
