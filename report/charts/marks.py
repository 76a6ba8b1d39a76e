"""What people answered: for each sentence one bar of a hundred percent, from disagree to agree."""

from collections.abc import Mapping, Sequence
from typing import Any

from report.charts.drawing import INK, JADE, JADE_25, OCEAN_10, SAND, SMALL, TEXT, WHITE, Drawing, wrapped
from report.questions import MARKS

BAR = 28
# From disagree to agree; the words stand in the legend and the figures in the bars, so colour never says it alone.
COLOURS = (SAND, "#f6f0d1", OCEAN_10, JADE_25, JADE)


def marks_chart(questions: Sequence[Mapping[str, Any]], width: int, name: str, who: str) -> str:
    """`questions` as `report.figures.survey` counts them."""
    drawing, y = Drawing(width), 0.0
    for question in questions:
        for line in wrapped(question["label"], width, TEXT):
            drawing.text(0, y + 15, line, weight=600)
            y += 20
        y = _bar(drawing, question["cijfers"], y + 3) + 16
    for place, (colour, words) in enumerate(zip(COLOURS, MARKS.values(), strict=True)):
        x, row = (0, place) if drawing.is_narrow else (240 * (place % 3), place // 3)
        drawing.rect(x + 1, y + 22 * row + 1, 13, 13, colour, INK)
        drawing.text(x + 24, y + 22 * row + 13, words, size=SMALL)
    told = "; ".join(f"{q['label']} {_told(q['cijfers'])}" for q in questions)
    height = y + 22 * (5 if drawing.is_narrow else 2)
    return drawing.finish(height, f"Wat {who} zeiden", told, name)


def _bar(drawing: Drawing, numbers: Sequence[int], y: float) -> float:
    total, x = sum(numbers) or 1, 0.0
    for colour, number in zip(COLOURS, numbers, strict=True):
        across = drawing.width * number / total
        if number:
            drawing.rect(x, y, across, BAR, colour)
            drawing.line(x + across, y, x + across, y + BAR, WHITE)
        if across >= 18:
            drawing.text(x + across / 2, y + 20, number, size=TEXT, weight=700, end="middle")
        x += across
    return y + BAR


def _told(numbers: Sequence[int]) -> str:
    return ", ".join(f"{number} keer {words}" for number, words in zip(numbers, MARKS.values(), strict=True) if number)
