"""Files that only some may fetch: on disk in a private folder, under random names, each written whole or not at all."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Drawer:
    """The files of one room: `folder` is its name below PRIVATE_ROOT."""

    folder: str

    def path_of(self, name: str) -> Path:
        return settings.PRIVATE_ROOT / self.folder / name

    def put(self, file: IO[bytes], ending: str) -> str:
        """Writes the file under a new random name, safe against a power cut, and returns that name."""
        folder = self.path_of("")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{secrets.token_hex(20)}.{ending}"
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

    def throw_away(self, name: str) -> None:
        """Removes a file. Again does nothing."""
        self.path_of(name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """The names of all files, half-written ones too, last written before `moment` (seconds since 1970, UTC)."""
        folder = self.path_of("")
        if folder.is_dir():
            yield from (
                entry.name for entry in os.scandir(folder) if entry.is_file() and entry.stat().st_mtime < moment
            )
