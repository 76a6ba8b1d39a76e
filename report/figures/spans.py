"""How long each phase took, beside what was planned. Days are whole days, rounded to the nearest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from report.figures.facts import Span

DAY_SECONDS = 86_400


def days(start: datetime | None, end: datetime | None) -> int | None:
    """None while one of both is not known."""
    if start is None or end is None:
        return None
    return round((end - start).total_seconds() / DAY_SECONDS)


def phases(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {
            "fase": span.phase,
            "label": span.label,
            "gepland_van": _day(span.planned_start),
            "gepland_tot": _day(span.planned_end),
            "gepland_dagen": days(span.planned_start, span.planned_end),
            "echt_van": _day(span.start),
            "echt_tot": _day(span.end),
            "echt_dagen": days(span.start, span.end),
        }
        for span in spans
    ]


def _day(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
