"""The charts of a report, each in the widths in which it is shown. Pure: kept figures in, SVG out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report.charts import NARROW, WIDE, bars, funnel_chart, marks_chart, pairs_chart, wishes_chart
from report.charts.drawing import JADE, OCEAN, SAND, number
from report.questions import QUESTIONS, ROLE_LABELS

# What lasts a year would make bars of nothing of what lasts weeks: it stands in the table only.
TOO_LONG = "EXECUTION"
SAID = re.compile(r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", re.DOTALL)
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Chart:
    """One chart, wide and narrow."""

    wide: str
    narrow: str

    @property
    def spoken(self) -> str:
        """The wide one with all it says in its title: that is what becomes its text in a PDF."""
        return SAID.sub(r"<title>\1: \2</title>", self.wide)


def charts(figures: Mapping[str, Any]) -> dict[str, Chart]:
    """By name; a chart without anything to draw is left out."""
    drawn: dict[str, Draw] = {
        "trechter": lambda width, name: funnel_chart(figures["trechter"], width, name),
        "wensen": lambda width, name: wishes_chart(figures["wensen"], width, name),
        "fasen": lambda width, name: pairs_chart(_phases(figures["fasen"]), width, name),
    }
    for by in ("WIJK", "LEEFTIJD"):
        if rows := _turnout(figures["opkomst"], by):
            drawn[f"opkomst_{by.lower()}"] = _bars(rows, f"Opkomst per {by.lower()}", OCEAN, most=100)
    if figures["kern"]["toegekend_centen"]:
        drawn["geld"] = _bars(_money(figures["wijken"]), "Toegekend geld per wijk", JADE)
    if rows := _costs(figures["kosten"]):
        drawn["kosten"] = _bars(rows, "Wat de ronde kostte", SAND)
    for role in QUESTIONS:
        if questions := figures["enquete"][role]["vragen"]:
            drawn[f"enquete_{role.lower()}"] = _marks(questions, ROLE_LABELS[role])
    return {key: Chart(draw(WIDE, f"{key}-w"), draw(NARROW, f"{key}-n")) for key, draw in drawn.items()}


Draw = Callable[[int, str], str]


def _bars(rows: Sequence[tuple[str, int, str]], title: str, colour: str, most: int | None = None) -> Draw:
    return lambda width, name: bars(rows, width, name, title, colour, most)


def _marks(questions: Sequence[Mapping[str, Any]], who: str) -> Draw:
    return lambda width, name: marks_chart(questions, width, name, who)


def _phases(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int | None, int | None]]:
    return [(row["label"], row["gepland_dagen"], row["echt_dagen"]) for row in rows if row["fase"] != TOO_LONG]


def _turnout(rows: Sequence[Mapping[str, Any]], by: str) -> list[tuple[str, int, str]]:
    found = [row for row in rows if row["naar"] == by]
    return [(row["groep"], share(row), f"{share(row)}%") for row in found]


def share(row: Mapping[str, Any]) -> int:
    """Turnout of a group in percent, rounded down."""
    return int(row["stemden"] * 100 // row["mochten"]) if row["mochten"] else 0


def _money(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, str]]:
    return [(row["wijk"], row["toegekend_centen"], euros(row["toegekend_centen"])) for row in rows]


def _costs(costs: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """Letters, each kind of work and the other costs, the dearest first; only when all of it has a price."""
    if not costs["totaal_centen"]:
        return []
    rows = [("Stembrieven", costs["brieven_centen"] or 0)]
    rows += [(str(row["werk"]).capitalize(), row["centen"]) for row in costs["uren"]]
    rows += [(row["waarvoor"], row["centen"]) for row in costs["overig"]]
    return [(label, cents, euros(cents)) for label, cents in sorted(rows, key=lambda row: -row[1]) if cents]


def euros(cents: int) -> str:
    """In whole euros: in a chart cents are noise. The tables have them."""
    return f"€{NBSP}{number((cents + 50) // 100)}"
