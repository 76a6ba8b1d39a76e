"""Months are written in lower case, as Dutch has them."""

import re
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@pytest.mark.parametrize("month", range(1, 13))
def test_the_table_of_phases_writes_every_month_in_lower_case(month: int) -> None:
    first, last = datetime(2021, month, 3, 12, tzinfo=UTC), datetime(2021, month, 9, 12, tzinfo=UTC)
    row = {"label": "Likes", "gepland_van": first, "gepland_tot": last, "echt_van": first, "echt_tot": last}
    shown = render_to_string("report/_table_phases.html", {"phases": [row]})
    months = re.findall(r"\d (\w+)\.? 2021", shown)
    assert months == [SHORT[month - 1]] * 4
