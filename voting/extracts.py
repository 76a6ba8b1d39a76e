"""The files of an electoral roll on disk: private, under random names, each written whole or not at all."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

FOLDER = "kiezersbestand"
CHUNK = 1024 * 1024


def path_of(name: str) -> Path:
    return settings.PRIVATE_ROOT / FOLDER / name


def put(file: BinaryIO) -> str:
    """Writes the file (0600) under a new random name, safe against a power cut, and returns that name."""
    folder = path_of("")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(20)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".deel", delete=False) as written:
        try:
            file.seek(0)
            while chunk := file.read(CHUNK):
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
            os.replace(written.name, folder / name)
        except BaseException:
            Path(written.name).unlink(missing_ok=True)
            raise
    return name


def throw_away(name: str) -> None:
    """Removes a file. Again does nothing."""
    if name:
        path_of(name).unlink(missing_ok=True)


def older_than(moment: float) -> Iterator[str]:
    """The names of all files, half-written ones too, last written before `moment` (seconds since 1970, UTC)."""
    folder = path_of("")
    if folder.is_dir():
        yield from (entry.name for entry in os.scandir(folder) if entry.is_file() and entry.stat().st_mtime < moment)
