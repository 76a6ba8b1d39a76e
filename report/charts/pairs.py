"""Two bars for each thing: as planned, and as it was."""

from collections.abc import Sequence

from report.charts.drawing import INK, OCEAN, OCEAN_25, SMALL, TEXT, Drawing, wide_of

BAR, LABELS = 16, 236


def pairs_chart(rows: Sequence[tuple[str, int | None, int | None]], width: int, name: str) -> str:
    """`rows` are (phase, planned days, days it took); what nobody wrote down has no bar."""
    drawing, y = Drawing(width), 0.0
    top = max([days for _, planned, real in rows for days in (planned, real) if days is not None] + [1])
    left = 0 if drawing.is_narrow else LABELS
    full = width - left - wide_of("gepland 000 dagen") - 10
    for label, planned, real in rows:
        if drawing.is_narrow:
            drawing.text(0, y + 15, label, weight=600)
            y += 23
        else:
            drawing.text(0, y + (23 if None not in (planned, real) else 14), label, size=TEXT, weight=600)
        for days, colour, word in ((planned, OCEAN_25, "gepland"), (real, OCEAN, "echt")):
            if days is None and (planned or real) is not None:
                continue
            drawing.rect(left, y, full * (days or 0) / top, BAR, colour)
            said = f"{word} {days} dagen" if days is not None else f"{word} niet bekend"
            drawing.text(left + full * (days or 0) / top + 8, y + 13, said, size=SMALL, fill=INK)
            y += BAR + 3
        y += 14
    told = "; ".join(f"{label}: gepland {_days(planned)}, echt {_days(real)}" for label, planned, real in rows)
    return drawing.finish(max(y - 12, 20), "Hoe lang elke fase duurde", told, name)


def _days(days: int | None) -> str:
    return f"{days} dagen" if days is not None else "niet bekend"
