"""Points and outlines on the map, in degrees (WGS 84): [latitude, longitude]. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

Point = tuple[float, float]
Outline = Sequence[Point]


@dataclass(frozen=True)
class Box:
    """A rectangle from south-west to north-east."""

    south: float
    west: float
    north: float
    east: float

    @property
    def middle(self) -> Point:
        return (self.south + self.north) / 2, (self.west + self.east) / 2


def outline_of(raw: object) -> list[Point]:
    """The outline as it was typed in; anything that is none gives an empty one, so that no map breaks."""
    points = raw if isinstance(raw, list) else []
    try:
        found = [(float(point[0]), float(point[1])) for point in points]
    except (TypeError, ValueError, IndexError, KeyError):
        return []
    return found if len(found) > 2 and all(_on_earth(point) for point in found) else []


def box_of(points: Iterable[Point]) -> Box | None:
    """The smallest rectangle around these points; None for none."""
    found = list(points)
    if not found:
        return None
    latitudes, longitudes = [point[0] for point in found], [point[1] for point in found]
    return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def centre(outline: Outline) -> Point | None:
    """The middle of a surface: where its name stands. None when there is no surface."""
    double = north = east = 0.0
    if not outline:
        return None
    origin = outline[0]  # sums near zero keep their decimals
    corners = [(point[0] - origin[0], point[1] - origin[1]) for point in outline]
    for (y1, x1), (y2, x2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        double += cross
        north += (y1 + y2) * cross
        east += (x1 + x2) * cross
    if not double:
        return None
    return round(origin[0] + north / (3 * double), 6), round(origin[1] + east / (3 * double), 6)


def inside(point: Point, outline: Outline) -> bool:
    """Whether a point lies within an outline (a ray to the east crosses it an odd number of times)."""
    y, x = point
    odd = False
    for (y1, x1), (y2, x2) in zip(outline, [*outline[1:], *outline[:1]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


@dataclass(frozen=True)
class Sheet:
    """How a box of the world lies in the middle of a drawing: as large as fits, in the shape of the land."""

    box: Box
    width: float
    height: float
    margin: float

    def place(self, point: Point) -> Point:
        """Where a point stands: from the left, from the top. What lies outside the box may fall off the drawing."""
        north, east = self.box.middle
        x = (point[1] - east) * self._squeeze * self._scale + self.width / 2
        y = (north - point[0]) * self._scale + self.height / 2
        return round(x, 1), round(y, 1)

    def holds(self, place: Point) -> bool:
        """Whether a place stands on the drawing, away from its edges."""
        return self.margin < place[0] < self.width - self.margin and self.margin < place[1] < self.height - self.margin

    @property
    def _scale(self) -> float:
        """Drawing units in a degree of latitude."""
        across = (self.box.east - self.box.west) * self._squeeze
        up = self.box.north - self.box.south
        fits = [(room - 2 * self.margin) / size for room, size in ((self.width, across), (self.height, up)) if size > 0]
        return min(fits, default=1.0)

    @property
    def _squeeze(self) -> float:
        """A degree of longitude is shorter than one of latitude."""
        return cos(radians(self.box.middle[0]))


def _on_earth(point: Point) -> bool:
    return -90 <= point[0] <= 90 and -180 <= point[1] <= 180
