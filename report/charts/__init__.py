"""Charts as SVG text, for the page and the PDF alike: presentation attributes only, no style, no script.

Every chart comes in two widths, WIDE and NARROW, and is shown at its own size, so that letters never shrink.
"""

from report.charts.bars import bars
from report.charts.drawing import NARROW, WIDE
from report.charts.funnel import funnel_chart
from report.charts.marks import marks_chart
from report.charts.pairs import pairs_chart
from report.charts.wishes import wishes_chart

__all__ = ["NARROW", "WIDE", "bars", "funnel_chart", "marks_chart", "pairs_chart", "wishes_chart"]
