"""Where the demo's plans lie: anywhere within their neighbourhood, and now and then nowhere in particular."""

from random import Random

from editions.models import Neighbourhood
from plans.finding.places import Point, box_of, centre, inside, outline_of

ON_THE_MAP = 0.85
# Points keep away from the border: this share of the way from the middle.
WITHIN = 0.88


def point_in(neighbourhood: Neighbourhood, dice: Random) -> Point | tuple[None, None]:
    """A point in the neighbourhood, or (None, None): some plans are for everywhere."""
    outline = outline_of(neighbourhood.outline)
    box, middle = box_of(outline), centre(outline)
    if box is None or middle is None or dice.random() > ON_THE_MAP:
        return None, None
    while True:
        point = dice.uniform(box.south, box.north), dice.uniform(box.west, box.east)
        if inside(point, outline):
            return tuple(round(m + (p - m) * WITHIN, 6) for p, m in zip(point, middle, strict=True))  # type: ignore[return-value]
