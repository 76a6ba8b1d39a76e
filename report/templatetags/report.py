"""How kept figures are shown."""

from collections.abc import Mapping
from typing import Any

from django import template

from report.hours import as_hours

register = template.Library()


@register.filter
def hours(quarters: object) -> str:
    """Quarters of an hour as people read them: "7,5"."""
    return as_hours(quarters) if isinstance(quarters, int) else "–"


@register.filter
def or_dash(value: object) -> object:
    """What is not known is a dash, and nought is nought."""
    return "–" if value is None else value


@register.filter
def part(parts: Mapping[str, Any], name: str) -> Any:
    """One of several things by its name; None when it is not there."""
    return parts.get(name)
