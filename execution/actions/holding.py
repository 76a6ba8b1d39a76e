"""What every change of an agreement begins and ends with."""

from typing import Any

from audit.actions import record
from editions.locks import hold_open
from editions.phases import Activity
from execution.models import Agreement


def hold(agreement_id: int) -> Agreement:
    """The agreement, locked, while the edition is in execution."""
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=agreement_id)
    hold_open(agreement.plan.edition_id, Activity.EXECUTE)
    return agreement


def note(action: str, agreement: Agreement, by: int | None, **facts: Any) -> None:
    """Writes down what happened to the agreement. `by` is None for the clock, and for who came by a link in a mail."""
    plan = agreement.plan
    record(action, edition=plan.edition.slug, by=by, subject=f"plan:{plan.pk}", **facts)
