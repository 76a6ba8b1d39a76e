"""What was spent of a grant."""

from dataclasses import dataclass

from django.db.models import Sum

from execution.models import Agreement, Spending
from execution.money import Purse


def purse_of(agreement: Agreement) -> Purse:
    """The grant, and what counts as spent of it; one query."""
    spent = agreement.spendings.counting().order_by().aggregate(all=Sum("cents"))["all"]
    return Purse(agreement.grant_cents, spent or 0)


@dataclass(frozen=True)
class Book:
    """All lines of one agreement, withdrawn ones too, and what they come to."""

    purse: Purse
    lines: list[Spending]


def book_of(agreement: Agreement) -> Book:
    """For makers and leaders; one query."""
    lines = list(agreement.spendings.select_related("entered_by", "withdrawn_by"))
    return Book(Purse(agreement.grant_cents, sum(line.cents for line in lines if line.counts)), lines)
