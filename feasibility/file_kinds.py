"""Which files may lie on the table, known by what is in them, and what they are called. Plain Python.

A short list: what people read and print. No file that can hold a program: no macros, no web pages, no archives.
"""

import re
import unicodedata
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

MAX_BYTES = 15 * 1024 * 1024
NAME_LENGTH = 120
NAMELESS = "bestand"
# More parts than any text or sheet has: reading their names should cost nothing.
MOST_PARTS = 5000
# Invisible characters, among them those that turn the direction of what follows: "gnp.exe" must not read as "exe.png".
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MACROS = "vbaproject.bin"


class FileKind(StrEnum):
    """A kind of file; its value is the ending of its name."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OFFICE = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
# Endings that people use for the same kind; they may stay.
ENDINGS = {FileKind.JPEG: {"jpg", "jpeg"}}


def kind_of(file: IO[bytes]) -> FileKind | None:
    """What the file is by its content, whatever it is called; None for everything that may not lie on the table."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    return _office_kind(file) if head.startswith(b"PK\x03\x04") else None


def _office_kind(file: IO[bytes]) -> FileKind | None:
    """Reads the names of the parts and unpacks nothing."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = {name.lower() for name in parts.namelist()}
    # What is not quite an archive fails in more ways than zipfile has names for.
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError):
        return None
    finally:
        file.seek(0)
    if len(names) > MOST_PARTS or "[content_types].xml" not in names:
        return None
    if any(PurePosixPath(name).name == MACROS for name in names):
        return None
    found = [kind for part, kind in OFFICE.items() if part in names]
    return found[0] if len(found) == 1 else None


def clean_name(name: str, kind: FileKind) -> str:
    """What a file is called on screen and when it is saved: one line without tricks, ending as its content says."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(" " if char in "\t\r\n" else char for char in name)
    name = "".join(char for char in name if unicodedata.category(char) not in UNSEEN)
    stem, ending = _parted(" ".join(name.split()), kind)
    stem = stem.strip(" .") or NAMELESS
    return f"{stem[: NAME_LENGTH - len(ending) - 1].rstrip(' .')}.{ending}"


def _parted(name: str, kind: FileKind) -> tuple[str, str]:
    """The name without its ending, and the ending it gets. One that lies about the content is replaced."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ENDINGS.get(kind, {kind.value}):
        return stem, ending.lower()
    looks_like_ending = dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending)
    return (stem if looks_like_ending else name), kind.value
