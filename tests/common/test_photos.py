"""Photos: read, made small, and without the place where they were taken."""

from io import BytesIO

import pytest
from PIL import Image

from common.errors import Refused
from common.photos import LONGEST_SIDE, clean_photo

MOST = 1_000_000


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), gps: bool = False) -> BytesIO:
    out = BytesIO()
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x0112] = 6
    image.save(out, kind, exif=exif)
    out.seek(0)
    return out


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(kind: str) -> None:
    with Image.open(clean_photo(photo(kind), MOST)) as cleaned:
        assert cleaned.format == "JPEG"


def test_where_it_was_taken_is_gone_and_it_stands_upright() -> None:
    assert Image.open(photo(gps=True)).getexif()
    with Image.open(clean_photo(photo(gps=True), MOST)) as cleaned:
        assert not cleaned.getexif()
        assert cleaned.size == (20, 40)


def test_a_large_photo_is_made_small() -> None:
    with Image.open(clean_photo(photo(size=(4000, 1000)), MOST)) as cleaned:
        assert max(cleaned.size) == LONGEST_SIDE


@pytest.mark.parametrize(
    "content", [b"", b"hoi", b"\xff\xd8\xff\xe0kapot", b"<svg xmlns='x'><script/></svg>", b"%PDF-1.7"]
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(BytesIO(content), MOST)


def test_a_gif_is_refused() -> None:
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(photo("GIF"), MOST)


def test_a_photo_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="te groot"):
        clean_photo(photo(), 10)


def test_a_flood_of_pixels_is_refused() -> None:
    with pytest.raises(Refused, match="beeldpunten"):
        clean_photo(photo("PNG", (10_000, 6_000)), MOST)
