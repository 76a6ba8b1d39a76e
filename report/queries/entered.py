"""What was entered about the costs of a round, with what it adds up to now."""

from dataclasses import dataclass
from typing import Any

from editions.models import Edition
from report.figures.costs import costs, of_hours
from report.hours import as_hours
from report.models import OtherCost, Report, RoundPrices, StaffHours
from report.queries.gather import costs_of


@dataclass(frozen=True)
class HoursLine:
    row: StaffHours
    hours: str
    cents: int | None


@dataclass(frozen=True)
class Entered:
    """Lines and prices as they stand, and the sums of the moment as `report.figures.costs` makes them."""

    prices: RoundPrices
    hours: list[HoursLine]
    other: list[OtherCost]
    sums: dict[str, Any]
    total_hours: str


def entered(edition: Edition) -> Entered:
    prices = RoundPrices.objects.filter(edition=edition).first() or RoundPrices()
    rate = prices.hourly_cents
    kept = Report.objects.filter(edition=edition).values_list("figures", flat=True).first() or {}
    sums = costs(costs_of(edition, kept), None)
    lines = [
        HoursLine(row, as_hours(row.quarters), of_hours(row.quarters, rate) if rate is not None else None)
        for row in StaffHours.objects.filter(edition=edition)
    ]
    other = list(OtherCost.objects.filter(edition=edition))
    return Entered(prices, lines, other, sums, as_hours(sums["uren_kwartieren"]))
