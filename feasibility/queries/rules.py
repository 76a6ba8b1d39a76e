"""Which rules of an edition's table stand."""

from collections.abc import Mapping

from editions.models import Edition
from feasibility.promises import fixed
from plans.models import Plan
from plans.status import Status


def fixed_rules(edition: Edition) -> Mapping[str, str]:
    """The rules that can no longer change, each with the Dutch reason why. One query."""
    on_table = Plan.objects.of(edition).filter(status=Status.IN_CHECK).exists()
    return fixed(on_table, edition.verdicts_published_at is not None)
