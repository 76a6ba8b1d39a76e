"""Photos of residents, made safe: decoded, turned upright, and written anew without any metadata."""

from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from common.errors import Refused

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


def clean_photo(upload: IO[bytes], most_bytes: int) -> ContentFile[bytes]:
    """The photo as a new JPEG of at most 1600 pixels a side, without EXIF or GPS.

    Raises Refused with a Dutch sentence for a file that is too large, has too many pixels, or is no JPEG, PNG or WebP.
    """
    data = upload.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise Refused(f"Deze foto is te groot. Kies een foto van ten hoogste {most_bytes // 1024 // 1024} MB.")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("Deze foto heeft te veel beeldpunten. Kies een kleinere foto.")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused("Dit is geen foto die wij kunnen lezen. Kies een JPEG-, PNG- of WebP-bestand.") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue())
