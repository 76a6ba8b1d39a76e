"""Reads for the pages of this room."""

from retention.queries.mine import my_data
from retention.queries.overview import Line, Overview, overview

__all__ = ["Line", "Overview", "my_data", "overview"]
