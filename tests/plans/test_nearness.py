"""How near the threshold is."""

import pytest

from plans.nearness import Nearness, nearness


@pytest.mark.parametrize(
    ("likes", "needed", "where"),
    [
        (0, 50, Nearness.FAR),
        (39, 50, Nearness.FAR),
        (40, 50, Nearness.NEAR),
        (49, 50, Nearness.NEAR),
        (50, 50, Nearness.REACHED),
        (500, 50, Nearness.REACHED),
        (40, 51, Nearness.FAR),  # 80 percent of 51 is 40.8
        (41, 51, Nearness.NEAR),
        (0, 1, Nearness.FAR),
        (1, 1, Nearness.REACHED),
        (0, 0, Nearness.FAR),
        (1, 0, Nearness.REACHED),
    ],
)
def test_near_begins_at_eighty_percent_and_reached_at_all(likes: int, needed: int, where: Nearness) -> None:
    assert nearness(likes, needed) is where
