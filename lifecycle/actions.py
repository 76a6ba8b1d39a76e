"""Making a step: exactly once, by the clock or by hand, always on record."""

import logging
from collections.abc import Mapping

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.actions import set_schedule
from editions.dates import closing_text
from editions.locks import take
from editions.models import Edition, PhaseChange
from editions.phases import Phase, Window
from feasibility.queries.after import last_answer
from lifecycle.steps import Step, next_step
from voting.queries import letters_state

logger = logging.getLogger(__name__)


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


@transaction.atomic
def reschedule(edition_id: int, schedule: Mapping[Phase, Window], by: int, reason: str) -> Edition:
    """Replaces the dates, as `editions.actions.set_schedule`, but never behind the back of letters that say them.

    Once letters are made, the vote may not start on another day and not end earlier than they promise. Nor may it start
    before makers have had the time to answer that their mail gives them.
    """
    edition = take(edition_id)
    promised, wanted = edition.schedule().get(Phase.VOTING), schedule.get(Phase.VOTING)
    broken = promised and wanted and (wanted.starts_at != promised.starts_at or wanted.ends_at < promised.ends_at)
    if broken and letters_state(edition).run:
        raise Refused("De data van de stemming staan al in de stembrieven. U kunt de stemming alleen langer maken.")
    answers = last_answer(edition)
    if answers and wanted and wanted.starts_at < answers:
        raise Refused(
            f"Makers mogen nog antwoorden op hun voorwaarden {closing_text(answers)}. Laat de stemming daarna beginnen."
        )
    return set_schedule(edition_id, schedule, by, reason)


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


def march_all() -> None:
    """Every edition that is not over. What goes wrong in one is logged, tried again, and holds up no other."""
    for edition_id in Edition.objects.exclude(phase=Phase.CLOSED).values_list("pk", flat=True):
        try:
            march(edition_id)
        except Exception:
            logger.exception("The step of edition %s failed.", edition_id)
