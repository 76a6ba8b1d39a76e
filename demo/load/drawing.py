"""A little drawing in the place of a photo: trees and a bench in the sun, each one a bit different."""

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 600
SKY, GRASS, SUN, WOOD = ("#d0ddec", "#cfe4ef", "#f6efcf"), "#6ec0a3", "#dcc247", "#8a4b32"
LEAVES = ("#2b7a5f", "#1457a3", "#d12435", "#4c9a7d")


def drawing(seed: int) -> ContentFile[bytes]:
    """As a JPEG; the same seed gives the same drawing."""
    dice = Random(seed)
    picture = Image.new("RGB", (WIDTH, HEIGHT), dice.choice(SKY))
    pen = ImageDraw.Draw(picture)
    across = dice.randrange(120, WIDTH - 120)
    pen.ellipse((across - 70, 50, across + 70, 190), fill=SUN)
    pen.rectangle((0, 400, WIDTH, HEIGHT), fill=GRASS)
    for _ in range(dice.randrange(3, 6)):
        _tree(pen, dice.randrange(60, WIDTH - 60), dice.randrange(60, 120), dice.choice(LEAVES))
    _bench(pen, dice.randrange(120, WIDTH - 400))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue())


def _tree(pen: ImageDraw.ImageDraw, across: int, size: int, colour: str) -> None:
    pen.rectangle((across - 12, 400 - size, across + 12, 440), fill=WOOD)
    pen.ellipse((across - size, 380 - 3 * size, across + size, 420 - size), fill=colour)


def _bench(pen: ImageDraw.ImageDraw, left: int) -> None:
    for top in (440, 470, 505):
        pen.rectangle((left, top, left + 280, top + 18), fill=WOOD)
    for leg in (left + 20, left + 245):
        pen.rectangle((leg, 440, leg + 16, 570), fill="#2e2e33")
