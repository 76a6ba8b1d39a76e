"""Bars with their figure beside them: one row for each thing that is compared."""

from collections.abc import Sequence

from report.charts.drawing import OCEAN, SMALL, SOFT, TEXT, WARM, Drawing, wide_of, wrapped

ROW, BAR = 40, 20
LABELS = 236  # room for the words before a bar on a wide chart


def bars(
    rows: Sequence[tuple[str, int, str]],
    width: int,
    name: str,
    title: str,
    colour: str = OCEAN,
    most: int | None = None,
) -> str:
    """`rows` are (what, how much, the figure in words); `most` is what a full bar stands for."""
    drawing, y = Drawing(width), 0.0
    top = max([most or 0, *(value for _, value, _ in rows), 1])
    room = max([wide_of(words, TEXT) for _, _, words in rows], default=0) + 12
    left = 0 if drawing.is_narrow else LABELS
    for label, value, words in rows:
        lines = wrapped(label, width - 4 if drawing.is_narrow else LABELS - 16, TEXT)
        for place, line in enumerate(lines):
            drawing.text(0, y + 17 + 19 * place, line, size=TEXT, weight=600)
        at = y + 19 * len(lines) + 5 if drawing.is_narrow else y + 2
        full = width - left - room
        drawing.rect(left, at, full, BAR, WARM)
        drawing.rect(left, at, full * value / top, BAR, colour)
        drawing.text(width, at + 16, words, size=TEXT, weight=700, end="end")
        y = at + BAR + 14 if drawing.is_narrow else y + max(ROW, 19 * len(lines) + 12)
    if not rows:
        drawing.text(0, 17, "Nog geen cijfers.", size=SMALL, fill=SOFT)
        y = 24
    told = "; ".join(f"{label}: {words}" for label, _, words in rows)
    return drawing.finish(max(y - 12, 20), title, told, name)
