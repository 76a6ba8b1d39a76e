"""Where receipts of makers lie on disk (common.drawer), and which files may be one. Never below a public address."""

from typing import IO

from common.drawer import Drawer

drawer = Drawer("bonnen")
MAX_BYTES = 15 * 1024 * 1024
PDF, PHOTO = "pdf", "jpg"
CONTENT_TYPES = {PDF: "application/pdf", PHOTO: "image/jpeg"}


def is_pdf(file: IO[bytes]) -> bool:
    """By its content, whatever it is called."""
    file.seek(0)
    head = file.read(5)
    file.seek(0)
    return head == b"%PDF-"
