"""The rows of each file, from what is kept, and the same rows as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from common.sheets import safe_cell
from report.open_data.dictionary import TABLES, Table

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
Row = dict[str, Any]


def rows_of(name: str, figures: Mapping[str, Any], plans: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of a file, each with the fields of its table in order."""
    names = [field.name for field in TABLES[name].fields]
    return [{each: row.get(each) for each in names} for row in SOURCES[name](figures, plans)]


def _funnel(figures: Mapping[str, Any], plans: Sequence[Mapping[str, Any]]) -> list[Row]:
    return [
        {"stap": stage["stap"], "kwamen_zo_ver": stage["plannen"], "uitkomst": row["label"], "plannen": row["plannen"]}
        for stage in figures["trechter"]
        # A stage where no plan stayed has a line too, or its number would be nowhere.
        for row in (stage["hier"] or [{"label": "", "plannen": 0}])
    ]


SOURCES: Mapping[str, Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Iterable[Mapping[str, Any]]]] = {
    "plannen": lambda figures, plans: plans,
    "trechter": _funnel,
    "wensen": lambda figures, plans: figures["wensen"],
    "opkomst": lambda figures, plans: figures["opkomst"],
    "fasen": lambda figures, plans: figures["fasen"],
}


def as_csv(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    """Line by line. UTF-8 with a byte order mark and semicolons, because that is what a Dutch Excel opens rightly.

    Numbers are whole, so no decimal sign can be misread. A text that a spreadsheet would calculate with has an
    apostrophe before it (OWASP: CSV injection); JSON has every text as it is.
    """
    names = [field.name for field in table.fields]
    yield BOM + _line(names)
    for row in rows:
        yield _line("" if row[name] is None else row[name] for name in names)


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    safe = [safe_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(safe)
    return out.getvalue()
