"""Photos: read, made small, and without anything that hides in the file."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from common.errors import Refused
from common.photos import CARD_BYTES, CARD_SIZE, LONGEST_SIDE, MOST_SCANS, card_photo, clean_photo, read_photo

MOST = 1_000_000
SECRET = b"<script>alert(1)</script>%PDF-1.7 PK\x03\x04"


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), gps: bool = False) -> BytesIO:
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x0112] = 6
    return written(image, kind, exif=exif)


def written(image: Image.Image, kind: str, **options: Any) -> BytesIO:
    out = BytesIO()
    image.save(out, kind, **options)
    out.seek(0)
    return out


def corner(file: BytesIO) -> tuple[int, int, int]:
    """The colour of the first pixel of a cleaned photo."""
    colour = read_photo(file, MOST).getpixel((0, 0))
    assert isinstance(colour, tuple)
    return int(colour[0]), int(colour[1]), int(colour[2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(kind: str) -> None:
    with Image.open(clean_photo(photo(kind), MOST)) as cleaned:
        assert cleaned.format == "JPEG"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_it_was_taken_is_gone_and_it_stands_upright(kind: str) -> None:
    assert Image.open(photo(kind, gps=True)).getexif()
    with Image.open(clean_photo(photo(kind, gps=True), MOST)) as cleaned:
        assert not cleaned.getexif()
        assert cleaned.size == (20, 40)


def test_broken_notes_about_a_photo_are_no_reason_to_refuse_it() -> None:
    broken = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x05\x00\x12\x01\x03"
    assert read_photo(written(Image.new("RGB", (4, 4)), "JPEG", exif=broken), MOST).size == (4, 4)


def test_a_large_photo_is_made_small() -> None:
    with Image.open(clean_photo(photo(size=(4000, 1000)), MOST)) as cleaned:
        assert max(cleaned.size) == LONGEST_SIDE


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (500, 2000), (2000, 300)])
def test_a_card_has_one_size_whatever_the_photo(size: tuple[int, int]) -> None:
    with Image.open(card_photo(read_photo(photo(size=size), MOST))) as card:
        assert (card.format, card.size) == ("WEBP", CARD_SIZE)


def test_a_card_stays_light_even_when_nothing_in_it_is_alike() -> None:
    noise = Image.effect_noise((1600, 1000), 255).convert("RGB")
    assert len(card_photo(noise).read()) <= CARD_BYTES


@pytest.mark.parametrize(
    ("mode", "colour", "kind"),
    [
        ("RGBA", (255, 0, 0, 0), "PNG"),
        ("RGBA", (255, 0, 0, 0), "WEBP"),
        ("LA", (0, 0), "PNG"),
        ("L", 255, "JPEG"),
        ("1", 1, "PNG"),
        ("I;16", 65_535, "PNG"),
        ("CMYK", (0, 0, 0, 0), "JPEG"),
    ],
)
def test_every_kind_of_picture_is_read_and_what_is_clear_becomes_white(mode: str, colour: Any, kind: str) -> None:
    assert min(corner(written(Image.new(mode, (9, 9), colour), kind))) > 250


def test_a_palette_keeps_its_colours_and_its_clear_colour_becomes_white() -> None:
    image = Image.new("P", (9, 9), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    assert corner(written(image, "PNG"))[2] > 200
    assert min(corner(written(image, "PNG", transparency=1))) > 250


def test_half_of_the_light_of_sixteen_bits_is_half_of_eight() -> None:
    red, green, blue = corner(written(Image.new("I;16", (9, 9), 32_768), "PNG"))
    assert {red, green, blue} <= {127, 128, 129}


def test_colours_are_as_they_were_meant_and_the_profile_stays_behind() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(clean_photo(written(Image.new("RGB", (9, 9), "red"), "JPEG", icc_profile=lab), MOST)) as cleaned:
        assert "icc_profile" not in cleaned.info


@pytest.mark.parametrize("profile", [b"geen profiel", b"\x00" * 200])
def test_a_profile_that_makes_no_sense_counts_as_none(profile: bytes) -> None:
    assert corner(written(Image.new("RGB", (9, 9), "white"), "PNG", icc_profile=profile)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_counts() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("white", "black", "black")]
    assert min(corner(written(frames[0], "WEBP", save_all=True, append_images=frames[1:]))) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_hides_behind_a_picture_comes_along(kind: str) -> None:
    polyglot = BytesIO(photo(kind).getvalue() + SECRET)
    picture = read_photo(polyglot, MOST)
    assert SECRET not in clean_photo(BytesIO(polyglot.getvalue()), MOST).read()
    assert SECRET not in card_photo(picture).read()


def test_what_is_said_inside_a_picture_does_not_come_along() -> None:
    jpeg = written(Image.new("RGB", (9, 9)), "JPEG", comment=SECRET)
    assert SECRET in jpeg.getvalue()
    assert SECRET not in clean_photo(jpeg, MOST).read()


@pytest.mark.parametrize(
    "content", [b"", b"hoi", b"\xff\xd8\xff\xe0kapot", b"<svg xmlns='x'><script/></svg>", b"%PDF-1.7", SECRET]
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(BytesIO(content), MOST)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "AVIF", "PDF"])
def test_another_kind_of_picture_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(written(Image.new("RGB", (9, 9)), kind), MOST)


def test_a_photo_of_a_phone_that_nobody_else_reads_is_told_how_to_come() -> None:
    with pytest.raises(Refused, match="HEIC"):
        clean_photo(BytesIO(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40), MOST)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_photo_is_refused(kind: str) -> None:
    whole = written(Image.effect_noise((200, 200), 80), kind).getvalue()
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(BytesIO(whole[: len(whole) // 2]), MOST)


def test_a_photo_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="te groot"):
        clean_photo(photo(), 10)


@pytest.mark.parametrize(
    ("kind", "size"), [("PNG", (6_000, 5_000)), ("WEBP", (6_000, 5_000)), ("JPEG", (9_000, 6_000))]
)
def test_a_flood_of_pixels_is_refused(kind: str, size: tuple[int, int]) -> None:
    flood = photo(kind, size)
    assert len(flood.getvalue()) < MOST
    with pytest.raises(Refused, match="beeldpunten"):
        clean_photo(flood, MOST)


def test_a_file_that_only_claims_a_flood_is_refused_before_it_is_decoded() -> None:
    claimed = (40_000).to_bytes(2, "big") + (60_000).to_bytes(2, "big")
    forged = photo("JPEG").getvalue().replace(b"\x00\x14\x00\x28", claimed, 1)
    with pytest.raises(Refused, match="beeldpunten"):
        clean_photo(BytesIO(forged), MOST)


def test_a_jpeg_with_thousands_of_scans_is_refused() -> None:
    data = photo().getvalue()
    scans = data[data.index(b"\xff\xda") : -2] * (MOST_SCANS + 1)
    with pytest.raises(Refused, match="geen foto"):
        clean_photo(BytesIO(data[:-2] + scans + data[-2:]), MOST)


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_forged_photo_is_read_or_refused_and_nothing_else(kind: str, data: st.DataObject) -> None:
    forged = bytearray(photo(kind, (24, 16), gps=True).getvalue())
    for _ in range(data.draw(st.integers(1, 12))):
        forged[data.draw(st.integers(0, len(forged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(forged)))
    for content in (bytes(forged), bytes(forged[:cut])):
        try:
            cleaned = clean_photo(BytesIO(content), MOST)
        except Refused:
            continue
        with Image.open(cleaned) as image:
            assert (image.format, image.mode) == ("JPEG", "RGB")
