"""Rows of an Excel workbook (XLSX) as text, read as they come, within limits of size. Plain Python."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

ZIP = b"PK\x03\x04"
MOST_ROWS = 250_000
MOST_COLUMNS = 201
# Unpacked. What is shared between cells stays in memory, the sheets do not.
MOST_BYTES, MOST_SHARED_BYTES, MOST_PARTS = 700_000_000, 60_000_000, 500
NOT_A_WORKBOOK = "Dit Excel-bestand is niet te lezen. Kies in Excel 'Opslaan als' en dan 'CSV UTF-8'."
TOO_LARGE = "Dit Excel-bestand is te groot. Kies in Excel 'Opslaan als' en dan 'CSV UTF-8', of splits het."


def rows_of(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet with their numbers. Raises ValueError with a Dutch sentence."""
    _check_size(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations that we do not use
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a workbook says about its own size need not be true
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > MOST_ROWS:
                    raise _TooLargeError
                yield number, [_text(value) for value in values[:MOST_COLUMNS]]
    except _TooLargeError:
        raise ValueError(TOO_LARGE) from None
    except GeneratorExit:
        raise
    except Exception:  # a broken workbook breaks in many ways: in the archive, in XML, in a date
        raise ValueError(NOT_A_WORKBOOK) from None


class _TooLargeError(Exception):
    pass


def _check_size(file: BinaryIO) -> None:
    """Refuses an archive that unpacks to more than we read, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValueError(NOT_A_WORKBOOK) from None
    shared = sum(part.file_size for part in parts if "worksheets/" not in part.filename)
    if len(parts) > MOST_PARTS or shared > MOST_SHARED_BYTES or sum(part.file_size for part in parts) > MOST_BYTES:
        raise ValueError(TOO_LARGE)


def _text(value: Any) -> str:
    """A cell as the same data stand in a CSV file: 12 and not 12.0, a date as 2001-05-04."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
