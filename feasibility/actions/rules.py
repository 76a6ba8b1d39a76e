"""What an edition's table agrees on beforehand."""

from typing import Any

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from feasibility.models import TableRules
from feasibility.permissions import may_arrange
from feasibility.promises import RULES
from feasibility.queries.costs import rules_of
from feasibility.queries.people import person_at
from feasibility.queries.rules import fixed_rules

NOT_YOURS = "Alleen de voorzitter en de projectleider maken de afspraken van de tafel."


@transaction.atomic
def set_table_rules(edition_id: int, by: int, **rules: Any) -> TableRules:
    """Sets the rules (feasibility.promises.RULES) of an edition's table; the same again changes nothing.

    Takes the edition alone, so that no plan comes to the table and no verdict becomes public meanwhile. Raises Refused
    when a rule would change that makers were promised already.
    """
    edition = take(edition_id)
    if not may_arrange(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    kept = rules_of(edition)
    changed = {name: value for name, value in rules.items() if name in RULES and getattr(kept, name) != value}
    _refuse_when_promised(edition, changed)
    if changed:
        kept, _ = TableRules.objects.update_or_create(edition=edition, defaults=changed)
        record("table_rules_set", edition=edition.slug, by=by, **changed)
    return kept


def _refuse_when_promised(edition: Edition, changed: dict[str, Any]) -> None:
    reasons = dict.fromkeys(reason for name, reason in fixed_rules(edition).items() if name in changed)
    if reasons:
        raise Refused(" ".join(reasons))
