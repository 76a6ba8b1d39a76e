"""The funnel: bars that get shorter, with between them what became of the plans that went no further."""

from collections.abc import Mapping, Sequence
from typing import Any

from report.charts.drawing import (
    INK,
    JADE,
    OCEAN,
    OCEAN_10,
    SMALL,
    TEXT,
    Drawing,
    number,
    wrapped,
)

LABELS, BAR, LINE_HEIGHT = 176, 40, 19
COLOURS = {"gekozen": JADE, "gerealiseerd": JADE}


def funnel_chart(stages: Sequence[Mapping[str, Any]], width: int, name: str) -> str:
    """`stages` as `report.figures.funnel` counts them."""
    drawing, y = Drawing(width), 0.0
    left = 0 if drawing.is_narrow else LABELS
    # Room for the largest figure beside its bar.
    full = width - left - 52
    most = max([stage["plannen"] for stage in stages] + [1])
    for place, stage in enumerate(stages):
        long = max(full * stage["plannen"] / most, 3)
        if drawing.is_narrow:
            drawing.text(0, y + 15, stage["label"], weight=700)
            y += 22
        else:
            drawing.text(0, y + BAR / 2 + 6, stage["label"], size=TEXT + 1, weight=700)
        drawing.rect(left, y, long, BAR, COLOURS.get(stage["stap"], OCEAN))
        drawing.text(left + long + 10, y + BAR / 2 + 8, number(stage["plannen"]), size=22, weight=800)
        y = _those_who_stay(drawing, stages, place, y + BAR, left, long, full / most)
    told = "; ".join(_in_words(stage) for stage in stages)
    return drawing.finish(y, "Hoe ver de plannen kwamen", told, name)


def _those_who_stay(
    drawing: Drawing,
    stages: Sequence[Mapping[str, Any]],
    place: int,
    y: float,
    left: float,
    long: float,
    each: float,
) -> float:
    """What stands under a bar: the slope to the next one, and in words who went no further. Returns where it ends."""
    here = ", ".join(f"{number(row['plannen'])} {row['label']}" for row in stages[place]["hier"])
    # Whoever came to the end did not stop there.
    lines = wrapped(here, drawing.width - left - 14, SMALL) if here and place + 1 < len(stages) else []
    high = len(lines) * LINE_HEIGHT + 16 if lines else 16
    if place + 1 < len(stages):
        following = max(each * stages[place + 1]["plannen"], 3)
        drawing.area([(left, y), (left + long, y), (left + following, y + high), (left, y + high)], OCEAN_10)
    elif not lines:
        return y + 2
    for number_of, line in enumerate(lines):
        drawing.text(left + 10, y + 20 + LINE_HEIGHT * number_of, line, size=SMALL, fill=INK)
    return y + high


def _in_words(stage: Mapping[str, Any]) -> str:
    here = ", ".join(f"{row['plannen']} {row['label']}" for row in stage["hier"])
    return f"{stage['label']}: {stage['plannen']}" + (f" (niet verder: {here})" if here else "")
