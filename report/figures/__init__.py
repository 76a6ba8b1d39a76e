"""An edition told in figures: plain facts in, plain figures out. Nothing here knows Django."""

from report.figures.compute import VERSION, compute
from report.figures.facts import Facts

__all__ = ["VERSION", "Facts", "compute"]
