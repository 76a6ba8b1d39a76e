"""Lists to take along. Plain Python."""

import csv
import io
from collections.abc import Iterable, Iterator

from common.sheets import safe_cell as safe_cell
from voting.roll import COLUMNS, NUMBER


def rejected_csv(rows: Iterable[tuple[int, str, str]], has_numbers: bool) -> Iterator[str]:
    """The rejected rows (line, reason, raw) as CSV for Excel, in the shape of a roll: mend it and send it in again."""
    heading = ["regel", "reden", *COLUMNS, *([NUMBER] if has_numbers else [])]
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(heading)
    for line, reason, raw in rows:
        fields = next(csv.reader([raw], delimiter=";", strict=False), [])
        yield _line([str(line), reason, *fields])


def _line(fields: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(safe_cell(field) for field in fields)
    return out.getvalue()
