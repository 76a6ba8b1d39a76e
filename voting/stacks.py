"""The files of letters on disk: private, each written whole or not at all, gone when the letters are printed."""

import hashlib
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

import pikepdf
from django.conf import settings

FOLDER = "stembrieven"


def run_folder(run_id: int) -> Path:
    return settings.PRIVATE_ROOT / FOLDER / str(run_id)


def stack_path(run_id: int, name: str) -> Path:
    return run_folder(run_id) / name


def write_stack(run_id: int, number: int, pdf: bytes) -> tuple[str, str]:
    """Puts a PDF on disk, safe against a power cut, and returns its name and SHA-256.

    The name carries the fingerprint: two workers with the same stack never write over each other's file.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = f"stapel-{number:04d}-{sha256[:16]}.pdf"
    folder = run_folder(run_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".deel", delete=False) as file:
        try:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, folder / name)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync_folder(folder)
    return name, sha256


def _sync_folder(folder: Path) -> None:
    """Makes the new name last too: without it the file may be there after a power cut, and its name not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_stack(run_id: int, name: str) -> None:
    stack_path(run_id, name).unlink(missing_ok=True)


def remove_run(run_id: int) -> None:
    """Removes every file of a run, half-written ones too. Again does nothing."""
    shutil.rmtree(run_folder(run_id), ignore_errors=True)


def remove_strays(run_id: int, known: Collection[str], older_than: float) -> None:
    """Removes what a killed worker left: files of no row, whole or half, not written in the last so many seconds."""
    for path in run_folder(run_id).glob("*"):
        with suppress(FileNotFoundError):  # another sweep was first
            if path.name not in known and time.time() - path.stat().st_mtime > older_than:
                path.unlink()


def is_whole(path: Path, sha256: str) -> bool:
    """Whether the file is there and is what was written."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def pages_in(path: Path) -> int:
    with pikepdf.open(path) as stack:
        return len(stack.pages)


def pack(files: Iterable[tuple[str, Path]], texts: Mapping[str, str]) -> BinaryIO:
    """Stacks and lists in one ZIP, in a file without a name: it is gone once it is closed, whatever happens.

    Stored, not squeezed: a PDF is squeezed already.
    """
    (settings.PRIVATE_ROOT / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    packed = cast(BinaryIO, tempfile.TemporaryFile(dir=settings.PRIVATE_ROOT / FOLDER))  # noqa: SIM115 - the caller's
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in files:
            archive.write(path, name)
        for name, text in texts.items():
            archive.writestr(name, text)
    packed.seek(0)
    return packed
