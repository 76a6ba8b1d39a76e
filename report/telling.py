"""What page and PDF tell, from the kept figures: no query but those that found the report."""

from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from editions.models import Edition
from report.definitions import DEFINITIONS, Definition
from report.models import Report
from report.questions import MARKS, ROLE_LABELS
from report.shown import charts, share


def story(edition: Edition, report: Report) -> dict[str, Any]:
    """The context of both templates."""
    figures = report.figures
    return {
        "figures": figures,
        "charts": {name: _safe(chart.wide, chart.narrow, chart.spoken) for name, chart in charts(figures).items()},
        "phases": [_dated(row) for row in figures["fasen"]],
        "turnout": [
            (by, [{**row, "procent": share(row)} for row in figures["opkomst"] if row["naar"] == by])
            for by in ("WIJK", "LEEFTIJD")
        ],
        "survey": [(role, ROLE_LABELS[role], said) for role, said in figures["enquete"].items() if said["antwoorden"]],
        "silent": [ROLE_LABELS[role] for role, said in figures["enquete"].items() if not said["antwoorden"]],
        "marks": list(MARKS.values()),
        "definitions": shown_definitions(),
    }


def _safe(*drawings: str) -> dict[str, SafeString]:
    """Our own SVG, in which every text is escaped (report.charts.drawing)."""
    return dict(zip(("wide", "narrow", "spoken"), map(mark_safe, drawings), strict=True))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    moments = {key: datetime.fromisoformat(row[key]) if row[key] else None for key in MOMENTS}
    return {**row, **moments}


MOMENTS = ("gepland_van", "gepland_tot", "echt_van", "echt_tot")
# Names of things explain themselves; figures do not.
UNSAID = ("tekst", "datum")


def shown_definitions() -> list[Definition]:
    """What the report explains: its figures, each once. The data dictionary has the rest."""
    return [each for each in DEFINITIONS.values() if each.unit not in UNSAID and not each.key.startswith("plannen.")]
