"""Lists to take along. Plain Python."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from common.sheets import safe_cell as safe_cell

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def rejected_csv(rows: Iterable[tuple[int, str, str, str]], fields: Sequence[str]) -> Iterator[str]:
    """Rows that brought nobody in (line, kind, reason, raw) as CSV for Excel.

    In the shape of a roll with our own headings: mend the rejected ones and send them in again.
    """
    yield BOM + _line(["regel", "soort", "reden", *fields])
    for line, kind, reason, raw in rows:
        cells = next(csv.reader(io.StringIO(raw, newline=""), delimiter=";", strict=False), [])
        yield _line([str(line), kind, reason, *cells])


def plain_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Any list as CSV for Excel, line by line."""
    yield BOM + _line(heading)
    for row in rows:
        yield _line(row)


def _line(fields: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(safe_cell(field) for field in fields)
    return out.getvalue()
