"""The tags and filters of the look. They know plain values only, nothing of plans or voting."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Widget, widgets
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from theme import icons, money, patterns

register = template.Library()

CHIP_COLOURS = ("jade", "sand", "ocean", "red", "grey", "indigo")
METER_COLOURS = ("jade", "sand", "ocean", "red", "ink")


@register.simple_tag
def icon(name: str, size: str = "m") -> SafeString:
    """An icon of theme/icons.txt, in size s, m, l or xl. Raises on an unknown name."""
    return mark_safe(icons.svg(name, size))  # noqa: S308 - our own file


@register.filter
def euro(cents: object) -> str:
    return money.euro(cents)


@register.filter
def euro_exact(cents: object) -> str:
    return money.euro(cents, exact=True)


@register.filter
def last_moment(end: datetime | None) -> datetime | None:
    """The last second before a half-open end: people say "tot en met 8 december", not "9 december om 0.00 uur"."""
    return end and end - timedelta(seconds=1)


@register.filter
def number(value: object) -> str:
    """A whole number with a point between the thousands (`8.162`); anything else stays as it is."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


@register.simple_tag
def pattern(seed: object = 0, colour: str = "", motif: str = "", icon: str = "", layout: str = "") -> SafeString:
    """The poster of a card without a picture; the seed picks the layout (patterns.NAMED_LAYOUTS) unless it is named."""
    return mark_safe(patterns.poster(seed, colour, motif, icon, layout))  # noqa: S308 - only our own words and numbers


def percentage(value: object, maximum: object) -> float:
    """How far `value` is on the way to `maximum`, from 0 to 100. Never fails: no numbers means 0."""
    if not isinstance(value, int | float) or not isinstance(maximum, int | float) or maximum <= 0:
        return 0.0
    return round(max(0.0, min(100.0, 100 * value / maximum)), 2)


@register.simple_tag
def meter(value: object, maximum: object, mark: object = None, label: object = "", colour: str = "jade") -> SafeString:
    """A bar; `mark` draws a line there. A screen reader says `label`: leave it out where words stand beside it."""
    name = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    line = mark_safe("")
    if mark is not None:
        line = format_html(
            '<rect class="meter__mark" x="{}%" width="3" height="100%"/>', min(percentage(mark, maximum), 99)
        )
    return format_html(
        '<svg class="meter meter--{}" height="12" {}><rect class="meter__track" width="100%" height="100%" rx="2"/>'
        '<rect class="meter__fill" width="{}%" height="100%" rx="2"/>{}</svg>',
        colour if colour in METER_COLOURS else "jade",
        name,
        percentage(value, maximum),
        line,
    )


@register.inclusion_tag("theme/stepbar.html")
def stepbar(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The phase bar. A step: number, name, dates, state (done, now, later, or open beside the present one), url.

    The present one has a text too, and an action.
    """
    present = next((step for step in steps if step["state"] == "now"), None)
    return {"steps": steps, "present": present, "total": len(steps)}


@register.inclusion_tag("theme/progress_steps.html")
def progress_steps(labels: list[str], current: int) -> dict[str, Any]:
    """The steps of a short procedure; `current` counts from 1."""
    states = ["done" if n < current else "now" if n == current else "later" for n in range(1, len(labels) + 1)]
    return {"steps": list(zip(labels, states, strict=True)), "current": current, "total": len(labels)}


@register.simple_tag
def chip(label: object, colour: str = "grey", icon: str = "") -> SafeString:
    """A small label with a status or a theme."""
    shown = colour if colour in CHIP_COLOURS else "grey"
    drawing = mark_safe(icons.svg(icon, "s")) if icon else ""  # noqa: S308 - our own file
    return format_html('<span class="chip chip--{}">{}{}</span>', shown, drawing, label)


def address_with(context: Context, changes: dict[str, Any]) -> str:
    """The query string of this page with `changes`; None takes a parameter away."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    return address_with(context, changes)


def _page_link(context: Context, page: Page[Any], param: str, number: object) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"gap": True}
    return {"number": number, "url": address_with(context, {param: number}), "current": number == page.number}


@register.inclusion_tag("theme/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; filters in the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    here = {"page": page, "links": [_page_link(context, page, param, number) for number in numbers]}
    if page.has_previous():
        here["previous"] = address_with(context, {param: page.previous_page_number()})
    if page.has_next():
        here["next"] = address_with(context, {param: page.next_page_number()})
    return here


# How each widget is drawn by theme/field.html; what is not here is a one-line text box.
KINDS: tuple[tuple[type[Widget], str], ...] = (
    (widgets.CheckboxInput, "checkbox"),
    (widgets.CheckboxSelectMultiple, "choices"),
    (widgets.RadioSelect, "choices"),
    (widgets.MultiWidget, "several"),
    (widgets.FileInput, "file"),
    (widgets.Textarea, "textarea"),
    (widgets.Select, "select"),
)
CLASSES = {
    "checkbox": "utrecht-checkbox",
    "file": "input input--file",
    "textarea": "utrecht-textarea input input--area",
    "select": "utrecht-select input input--select",
    "text": "utrecht-textbox input",
    "several": "utrecht-textbox input",
    "choices": "",
}


@register.filter
def kind(field: BoundField) -> str:
    """Which way a field is drawn: text, textarea, select, checkbox, choices, file or several."""
    return next((name for widget, name in KINDS if isinstance(field.field.widget, widget)), "text")


@register.filter
def choice_type(field: BoundField) -> str:
    return "radio" if isinstance(field.field.widget, widgets.RadioSelect) else "checkbox"


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own input with the classes of the look; Django ties help text and error to it.

    Without a placeholder: the label already says it, and grey words in a field look like an answer.
    """
    own = field.field.widget.attrs.get("class", "")
    invalid = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": f"{CLASSES[kind(field)]} {own}{invalid}".strip(), "placeholder": False})


@register.filter
def prefix(field: BoundField) -> str:
    """What stands in front of the input, from the widget's `data-prefix`."""
    return str(field.field.widget.attrs.get("data-prefix", ""))


# Django's message levels and our own words for the four kinds of alert.
ALERTS = {
    "info": "info",
    "ok": "ok",
    "warning": "warning",
    "error": "error",
    "success": "ok",
    "debug": "info",
}
ALERT_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "warning": "alert-triangle",
    "error": "alert-triangle",
}


@register.filter
def alert_kind(word: str) -> str:
    return ALERTS.get(word, "info")


@register.filter
def alert_icon(kind: str) -> str:
    return ALERT_ICONS[kind]


@register.simple_tag
def left(total: int, spent: int) -> int:
    """What is left of `total`, in cents; never less than nothing."""
    return max(0, total - spent)
