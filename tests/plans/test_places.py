"""A point on the map as a browser sends it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.places import PointError, is_in_the_netherlands, parse_point


def test_a_point_is_read_to_six_decimals() -> None:
    assert parse_point(" 52.3500001 ", "4,65") == (Decimal("52.350000"), Decimal("4.650000"))


def test_no_point_is_fine() -> None:
    assert parse_point("", " ") is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("52.35", ""),
        ("", "4.65"),
        ("x", "4.65"),
        ("NaN", "NaN"),
        ("1e999", "4.65"),
        ("-52.35", "4.65"),
        ("٥٢", "4.65"),
        ("\x00", "\x00"),
        ("9" * 5000, "4.65"),
        ("50.499999", "4.65"),
        ("53.700001", "4.65"),
        ("52.35", "3.199999"),
        ("52.35", "7.300001"),
        ("4.65", "52.35"),
    ],
)
def test_half_a_point_junk_and_elsewhere_are_refused(latitude: str, longitude: str) -> None:
    with pytest.raises(PointError):
        parse_point(latitude, longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [("50.5", "3.2"), ("53.7", "7.3")])
def test_the_edges_of_the_country_are_in(latitude: str, longitude: str) -> None:
    assert parse_point(latitude, longitude)


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_sent_is_a_point_or_refused(latitude: str, longitude: str) -> None:
    try:
        point = parse_point(latitude, longitude)
    except PointError:
        return
    assert point is None or is_in_the_netherlands(*point)
