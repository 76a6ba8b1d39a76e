"""Opening a file with a table in it: CSV as programs write it, or a workbook of Excel. Plain Python.

A table is read once, from top to bottom, and never as a whole in memory.
"""

import codecs
import contextlib
import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from voting.roll.cells import clean
from voting.roll.workbooks import ZIP, rows_of

MOST_ROWS = 1_200_000
MOST_COLUMNS = 200
LONGEST_LINE = 65_536  # characters
MOST_LINES_IN_A_ROW = 40
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
STRAY_QUOTE = "Deze regel is niet te lezen. Staat er een aanhalingsteken te veel?"


class UnreadableRoll(ValueError):
    """This file cannot be read as an electoral roll at all. `reason` is a Dutch sentence that says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands in the file: the number of its (first) line, its cells, and why it cannot be read, if so."""

    number: int
    cells: Sequence[str]
    problem: str = ""


class Table:
    """A file whose heading has been read: `columns`. Iterate to get its other rows, without the empty ones."""

    def __init__(self, columns: Sequence[str], lines: Iterator[Line]) -> None:
        self.columns = [clean(column) for column in columns]
        self._lines = lines

    def __iter__(self) -> Iterator[Line]:
        width = len(self.columns)
        for number, line in enumerate(self._lines):
            if number >= MOST_ROWS:
                raise UnreadableRoll(f"Dit bestand heeft meer dan {MOST_ROWS} regels. Splits het.")
            yield line if line.problem else _fitted(line, width)


def _fitted(line: Line, width: int) -> Line:
    """Empty cells beyond the heading do not count; any other difference in width makes a row unreadable."""
    cells = list(line.cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    problem = "" if len(cells) == width else f"Deze rij heeft {len(cells)} kolommen, de kopregel {width}."
    return Line(line.number, cells, problem)


def open_table(file: BinaryIO) -> Table:
    """Reads the heading. The file stays the caller's to close. Raises UnreadableRoll."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start.startswith(_OLD_EXCEL):
        raise UnreadableRoll("Dit is een oud Excel-bestand. Kies in Excel 'Opslaan als' en dan 'xlsx' of 'CSV'.")
    lines = _lines_of_workbook(file) if start.startswith(ZIP) else _lines_of_csv(file)
    heading = next(lines, None)
    if heading is None or sum(bool(cell.strip()) for cell in heading.cells) < 2:
        raise UnreadableRoll("In dit bestand staat geen tabel. In de eerste regel horen de namen van de kolommen.")
    if len(heading.cells) > MOST_COLUMNS:
        raise UnreadableRoll(f"Dit bestand heeft meer dan {MOST_COLUMNS} kolommen. Haal weg wat niet nodig is.")
    columns = list(heading.cells)
    while not columns[-1].strip():
        columns.pop()
    return Table(columns, lines)


def _lines_of_workbook(file: BinaryIO) -> Iterator[Line]:
    width = 0
    try:
        for number, cells in rows_of(file):
            if any(cells):
                width = width or len(cells)
                yield Line(number, cells + [""] * (width - len(cells)))
    except ValueError as unreadable:
        raise UnreadableRoll(str(unreadable)) from None


def _lines_of_csv(file: BinaryIO) -> Iterator[Line]:
    text = io.TextIOWrapper(file, encoding=_encoding(file), errors="replace", newline="")
    try:
        source = _Source(text)
        delimiter = source.delimiter()
        yield from _records(source, delimiter)
    finally:
        with contextlib.suppress(ValueError):  # closed already
            text.detach()  # the file belongs to whoever opened it


class _Runaway(Exception):
    """A quote was opened and not closed within the lines that one row may take."""


class _Source:
    """Lines of text that can be given back, with the number of the line that comes next."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 1

    def __iter__(self) -> "_Source":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES_IN_A_ROW:
            raise _Runaway
        line = self._back.popleft() if self._back else self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self, all_but: int) -> None:
        """Puts what was taken for one row back, but for its first lines, and goes on behind those."""
        self._back.extendleft(reversed(self.taken[all_but:]))
        self.number += min(all_but, len(self.taken))
        self.taken.clear()

    def delimiter(self) -> str:
        """What stands between cells, from the first line with anything in it; Excel may say so itself ("sep=;")."""
        for line in self:
            said = _SEPARATOR.fullmatch(line)
            if said:
                self.give_back(len(self.taken))
                return said[1]
            if line.strip() or len(self.taken) == MOST_LINES_IN_A_ROW:
                self.give_back(0)
                return max(";,\t", key=lambda sign: _width(line, sign))
        return ";"


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _records(source: _Source, delimiter: str) -> Iterator[Line]:
    """One row after the other. A quote that swallows other rows costs its own line only: the others are read again."""
    reader, width = csv.reader(source, delimiter=delimiter), 0
    while True:
        number, problem, cells = source.number, "", []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Runaway):
            problem = STRAY_QUOTE
        if problem or (width and len(source.taken) > 1 and len(cells) != width):
            problem, cells = STRAY_QUOTE, source.taken[0].rstrip("\r\n").split(delimiter)
            source.give_back(1)
            reader = csv.reader(source, delimiter=delimiter)
        else:
            source.give_back(len(source.taken))
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield Line(number, cells, problem)


def _encoding(file: BinaryIO) -> str:
    """Looks through the whole file: what is not UTF-8 came from an older program (CP1252). Rewinds the file."""
    file.seek(0)
    start = file.read(512)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) // 4 < start.count(0) < len(start):
        # Without a mark: our letters have a zero beside them, and on which side tells the order of the bytes.
        return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"
