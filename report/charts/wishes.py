"""Themes in neighbourhoods: a bar of plans for each, and within it the plans that were chosen."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from report.charts.drawing import INK, JADE, OCEAN_25, SMALL, TEXT, WARM, Drawing

BAR, LABELS = 22, 150


def wishes_chart(cells: Sequence[Mapping[str, Any]], width: int, name: str) -> str:
    """`cells` as `report.figures.wishes` counts them, theme by theme."""
    drawing, y = Drawing(width), 0.0
    themes = [(theme, list(rows)) for theme, rows in groupby(cells, key=lambda cell: cell["thema"])]
    most = max([cell["plannen"] for cell in cells] + [1])
    label = 118 if drawing.is_narrow else LABELS
    columns = 1 if drawing.is_narrow else 2
    across = (width - 40 * (columns - 1)) / columns
    bottoms = [0.0] * columns
    for theme, rows in themes:
        column = bottoms.index(min(bottoms))
        x, y = column * (across + 40), bottoms[column]
        drawing.text(x, y + 16, theme, size=TEXT + 1, weight=800)
        drawing.line(x, y + 25, x + across, y + 25, INK)
        y += 34
        for cell in rows:
            full = across - label - 34
            drawing.text(x, y + 16, cell["wijk"], size=TEXT - 1)
            drawing.rect(x + label, y, full, BAR, WARM)
            drawing.rect(x + label, y, full * cell["plannen"] / most, BAR, OCEAN_25)
            drawing.rect(x + label, y, full * cell["gekozen"] / most, BAR, JADE)
            drawing.text(x + across, y + 17, cell["plannen"], weight=700, end="end")
            y += BAR + 6
        bottoms[column] = y + 18
    y = max(bottoms)
    drawing.rect(0, y, 14, 14, OCEAN_25)
    drawing.text(22, y + 12, "plannen", size=SMALL)
    drawing.rect(94, y, 14, 14, JADE)
    drawing.text(116, y + 12, "daarvan gekozen", size=SMALL)
    told = "; ".join(f"{c['thema']}, {c['wijk']}: {c['plannen']} plannen, {c['gekozen']} gekozen" for c in cells)
    return drawing.finish(y + 22, "Plannen en gekozen plannen per thema en wijk", told, name)
