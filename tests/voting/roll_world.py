"""Files of an electoral roll, for tests."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from editions.models import Edition
from voting.actions import import_roll
from voting.models import RollImport
from voting.roll import COLUMNS

HEADING = ";".join(COLUMNS)
GOOD = "M.;van der;Berg;V;2001-05-04;Italiëlaan;12;A;2;2034 AB;Haarlem;Europawijk"


def row(**fields: str) -> str:
    """The good row with other fields."""
    return ";".join({**dict(zip(COLUMNS, GOOD.split(";"), strict=True)), **fields}.values())


def file_of(*rows: str, heading: str = HEADING, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\r\n".join([heading, *rows, ""]).encode(encoding))


def table(names: Sequence[str], rows: Sequence[dict[str, str]]) -> list[list[str]]:
    """A heading and rows of a file with these columns; what a row does not tell is as in the good row, or empty."""
    good = dict(zip(COLUMNS, GOOD.split(";"), strict=True))
    return [list(names), *([{**good, **each}.get(name, "") for name in names] for each in rows)]


def as_csv(cells: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ";") -> io.BytesIO:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(cells)
    return io.BytesIO(out.getvalue().encode(encoding))


def as_xlsx(cells: Sequence[Sequence[Any]]) -> io.BytesIO:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("kiezers")
    for each in cells:
        sheet.append(list(each))
    book.save(out)
    return io.BytesIO(out.getvalue())


def imported(edition: Edition, by: int, *rows: str, **how: str) -> RollImport:
    return import_roll(edition.pk, file_of(*rows, **how), by)


def totals(made: RollImport) -> dict[str, int]:
    """Everything that is not zero, in the words of the balance."""
    names = ("rows", "new", "known", "apart", "apart_new", "twice", "deceased", "young", "outside", "rejected")
    return {name: getattr(made, name) for name in names if getattr(made, name)}
