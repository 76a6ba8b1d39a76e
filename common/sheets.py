"""Lists that open in a spreadsheet: what people typed stays text and never becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import make_naive
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles.fonts import Font

Value = str | int | Decimal | datetime | None

# What makes a spreadsheet take a cell for a formula, also behind spaces; the wide forms count as the plain ones.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# What may not stand in XML, and would be lost or refused.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would calculate with it."""
    return f"'{text}" if _FORMULA.match(text) else text


def to_csv(heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The rows for a Dutch Excel: semicolons, a decimal comma, local times, and every text safe."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_as_text(value) for value in row] for row in rows)
    return out.getvalue()


def to_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows as one sheet: numbers and times as such, every text as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, name in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", heading, strict=False):
        sheet.column_dimensions[letter].width = max(12, 3 * len(name))
    sheet.append([_cell(sheet, name, bold=True) for name in heading])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{make_naive(value):%d-%m-%Y %H:%M}"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return safe_cell(value) if isinstance(value, str) else str(value)


def _cell(sheet: Any, value: Value, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = _UNPRINTABLE.sub("", value)
        # Else "=1+1" would be a formula and "#N/A" an error; the quote prefix keeps it text when it is edited.
        cell.data_type, cell.quotePrefix = "s", bool(_FORMULA.match(value))
    elif isinstance(value, datetime):
        cell.value, cell.number_format = make_naive(value), "dd-mm-yyyy hh:mm"
    elif isinstance(value, Decimal):
        cell.value, cell.number_format = value, '"€" #,##0.00'
    else:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
    return cell
