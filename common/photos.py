"""Photos of residents, made safe: decoded, turned upright, and written anew. Nothing of the file itself stays: no EXIF
or GPS, no colour profile, nothing that hides behind the picture."""

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from threading import Lock
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

from common.errors import Refused

# A JPEG is decoded at a fraction of its size; the others have to be decoded whole.
MOST_PIXELS: Mapping[str, int] = {"PNG": 25_000_000, "WEBP": 25_000_000}
MOST_PIXELS_OF_A_JPEG = 50_000_000
# A photo has about ten scans. A file with thousands of empty ones keeps a decoder busy for minutes.
MOST_SCANS = 200
SCAN = b"\xff\xda"
LONGEST_SIDE = 1600
CARD_SIZE = (640, 400)
CARD_BYTES = 60_000
CARD_QUALITIES = (80, 70, 60, 45, 30, 15, 5)
MOST_PROFILE_BYTES = 4 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
# What phones of Apple write unless one asks for something else; it says so at this place in the file.
HEIC, HEIC_AT = (b"ftyphei", b"ftyphev", b"ftypmif"), slice(4, 11)

# A large photo takes up to 400 MB to decode: one at a time, so that many at once cannot fill a machine's memory.
_desk = Lock()


def clean_photo(upload: IO[bytes], most_bytes: int) -> ContentFile[bytes]:
    """The photo as a new JPEG of at most LONGEST_SIDE pixels a side. Raises Refused as `read_photo` does."""
    return large_photo(read_photo(upload, most_bytes))


def read_photo(upload: IO[bytes], most_bytes: int) -> Image.Image:
    """The picture alone, in RGB (sRGB), upright, at most LONGEST_SIDE pixels a side; what is clear becomes white.

    Raises Refused with a Dutch sentence for a file that is too large, has too many pixels, or is no whole JPEG, PNG or
    WebP. Of a moving picture the first one counts.
    """
    data = upload.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise Refused(too_large(most_bytes))
    if data[HEIC_AT] in HEIC:
        raise Refused(
            _(
                "Dit is een HEIC-foto, en die kunnen wij niet lezen. Bewaar de foto als JPEG. Op een iPhone of iPad: "
                "Instellingen, Camera, Structuur, Meest compatibel."
            )
        )
    with _desk:
        return _decode(data)


def too_large(most_bytes: int) -> str:
    """Says how large a file of a photo may be."""
    number = most_bytes // 1024 // 1024
    return _("Deze foto is te groot. Kies een foto van ten hoogste %(number)d MB.") % {"number": number}


def large_photo(picture: Image.Image) -> ContentFile[bytes]:
    """What `read_photo` gave, as a JPEG."""
    return ContentFile(_written(picture, "JPEG", quality=85, optimize=True))


def card_photo(picture: Image.Image) -> ContentFile[bytes]:
    """Its middle in the size of a plan's card, as a WebP of at most CARD_BYTES."""
    card = ImageOps.fit(picture, CARD_SIZE)
    for quality in CARD_QUALITIES:
        data = _written(card, "WEBP", quality=quality)
        if len(data) <= CARD_BYTES:
            break
    return ContentFile(data)


def _decode(data: bytes) -> Image.Image:
    # WeasyPrint lets the whole process take half a photo for a whole one. What it reads are our own files.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            _check_size(image, data)
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            return _plain(image)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise Refused(_too_many_pixels()) from None
    # A decoder answers a forged file with whatever error it meets first.
    except Exception:
        raise Refused(_("Dit is geen foto die wij kunnen lezen. Kies een JPEG-, PNG- of WebP-bestand.")) from None


def _check_size(image: Image.Image, data: bytes) -> None:
    """Before anything is decoded: the pixels that the file announces."""
    if image.width * image.height > MOST_PIXELS.get(image.format or "", MOST_PIXELS_OF_A_JPEG):
        raise Refused(_too_many_pixels())
    if image.format not in MOST_PIXELS and data.count(SCAN) > MOST_SCANS:
        raise ValueError("too many scans")


def _too_many_pixels() -> str:
    return _("Deze foto heeft te veel beeldpunten. Kies een kleinere foto.")


def _plain(image: Image.Image) -> Image.Image:
    """Small first, then upright and in sRGB; a new image that carries nothing along."""
    profile = image.info.get("icc_profile")
    small = _eight_bits(image)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Broken notes about a photo are no reason to refuse it.
    with suppress(Exception):
        ImageOps.exif_transpose(small, in_place=True)
    coloured = _in_srgb(small, profile)
    if not coloured.has_transparency_data:
        return coloured.convert("RGB")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured.convert("RGBA")).convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller: eight bits a channel, no palette."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.load()
    return image


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Its colours as they were meant; a profile that makes no sense counts as none."""
    if (
        not isinstance(profile, bytes)
        or not 0 < len(profile) <= MOST_PROFILE_BYTES
        or image.mode not in ("RGB", "CMYK")
    ):
        return image
    try:
        given, wanted = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, wanted, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _written(picture: Image.Image, kind: str, **options: int) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue()
