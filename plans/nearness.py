"""How near a plan is to the threshold, without Django."""

from enum import StrEnum

# From this share of the likes that are needed, in percent, a plan is near.
NEAR_PERCENT = 80


class Nearness(StrEnum):
    FAR = "FAR"
    NEAR = "NEAR"
    REACHED = "REACHED"


def nearness(likes: int, needed: int) -> Nearness:
    """Where a plan stands with `likes`, those on paper too, when it needs `needed`. Without likes it is far."""
    if likes <= 0:
        return Nearness.FAR
    if likes >= needed:
        return Nearness.REACHED
    return Nearness.NEAR if likes * 100 >= needed * NEAR_PERCENT else Nearness.FAR
