"""Files as they come in."""

import hashlib
from typing import BinaryIO


def fingerprint(file: BinaryIO) -> str:
    """The SHA-256 of a whole file, as hexadecimal text, read in pieces; rewinds it."""
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(1 << 16):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
