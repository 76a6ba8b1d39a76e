"""Points and outlines: what lies where."""

import pytest

from plans.finding.places import Box, Sheet, box_of, centre, inside, outline_of

SQUARE = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0)]
# The letter L: its middle lies outside of the middle of its box.
CORNER = [(0.0, 0.0), (0.0, 3.0), (1.0, 3.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0)]


@pytest.mark.parametrize(
    ("point", "within"),
    [((1, 1), True), ((0.1, 1.9), True), ((3, 1), False), ((1, -1), False), ((1, 3), False), ((-1, 1), False)],
)
def test_a_point_lies_in_a_square_or_not(point: tuple[float, float], within: bool) -> None:
    assert inside(point, SQUARE) is within


@pytest.mark.parametrize(("point", "within"), [((0.5, 2.5), True), ((2.5, 0.5), True), ((2, 2), False)])
def test_a_dent_is_outside(point: tuple[float, float], within: bool) -> None:
    assert inside(point, CORNER) is within


def test_nothing_lies_in_no_outline() -> None:
    assert not inside((1, 1), [])


def test_the_middle_is_that_of_the_surface_and_not_of_the_corners() -> None:
    assert centre(SQUARE) == (1, 1)
    assert centre([*SQUARE[:2], (1.0, 2.0), *SQUARE[2:]]) == (1, 1)
    assert centre(CORNER) == (1.1, 1.1)
    assert centre(list(reversed(CORNER))) == (1.1, 1.1)


@pytest.mark.parametrize("outline", [[], [(1.0, 1.0)], [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]])
def test_what_has_no_surface_has_no_middle(outline: list[tuple[float, float]]) -> None:
    assert centre(outline) is None


@pytest.mark.parametrize("raw", [None, "abc", 7, [], [1, 2], [[1, 2]], [[1, 2], [3, 4]], [[1, "x"]] * 3, [[91, 0]] * 3])
def test_what_is_no_outline_gives_none(raw: object) -> None:
    assert outline_of(raw) == []


def test_an_outline_is_read_as_numbers() -> None:
    assert outline_of([[1, 2], ["3", 4], [5, 6.5]]) == [(1, 2), (3, 4), (5, 6.5)]


def test_a_box_holds_all_points() -> None:
    assert box_of(CORNER) == Box(0, 0, 3, 3)
    assert box_of([]) is None


def test_a_drawing_keeps_the_shape_of_the_land() -> None:
    """At 60 degrees north a degree to the east is half as long as one to the north."""
    sheet = Sheet(Box(59.5, 4.0, 60.5, 6.0), width=216, height=116, margin=8)
    assert sheet.place((60.5, 4.0)) == (58, 8)
    assert sheet.place((59.5, 6.0)) == (158, 108)
    assert sheet.place((60.0, 5.0)) == (108, 58)
    assert Sheet(Box(1, 1, 1, 1), width=100, height=60, margin=8).place((1, 1)) == (50, 30)


def test_a_name_near_the_edge_is_off_the_drawing() -> None:
    sheet = Sheet(Box(0, 0, 1, 1), width=100, height=100, margin=10)
    assert sheet.holds((50, 50))
    assert not sheet.holds((5, 50))
    assert not sheet.holds((50, 120))
