"""Making a step: exactly once, by the clock or by hand, always on record."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition, PhaseChange
from editions.phases import Phase
from lifecycle.steps import Step, next_step


@transaction.atomic
def advance(edition_id: int, source: Phase, by: int | None = None, reason: str = "") -> PhaseChange | None:
    """Makes the step that leads on from `source`, and returns the change.

    Compare-and-set: when the edition has left `source` meanwhile, nothing happens and None comes back. Raises Refused
    with the first guard's reasons when the step cannot be made yet.
    """
    edition = take(edition_id)
    step = next_step(source)
    if step is None or edition.current_phase is not source:
        return None
    reasons = step.reasons(edition)
    if reasons:
        raise Refused(" ".join(reasons))
    return _make(edition, step, by, reason)


def _make(edition: Edition, step: Step, by: int | None, reason: str) -> PhaseChange:
    for effect in step.effects:
        effect(edition, by)
    edition.phase = step.target
    edition.save(update_fields=["phase"])
    change = PhaseChange.objects.create(
        edition=edition, from_phase=step.source, to_phase=step.target, at=clock.now(), by_id=by, reason=reason
    )
    record("phase_changed", edition=edition.slug, by=by, source=step.source, target=step.target, reason=reason)
    return change


def is_due(edition: Edition) -> bool:
    """Whether the clock says that the edition's next step should have been made."""
    step = next_step(edition.current_phase)
    due = step.due(edition.schedule()) if step else None
    return due is not None and due <= clock.now()


def march(edition_id: int) -> int:
    """Makes every step that is due, one transaction each, until one is not due or not possible; how many it made."""
    made = 0
    while True:
        edition = Edition.objects.get(pk=edition_id)
        if not is_due(edition):
            return made
        try:
            change = advance(edition_id, edition.current_phase)
        except Refused:
            return made
        if change is None:
            return made
        made += 1
