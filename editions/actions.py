"""Changes to an edition itself; its steps through the phases stand in `lifecycle`."""

from collections.abc import Mapping

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import take
from editions.models import Edition, PhaseWindow
from editions.phases import LABELS, PHASES, Phase, Window, check_schedule


@transaction.atomic
def set_schedule(edition_id: int, schedule: Mapping[Phase, Window], by: int, reason: str) -> Edition:
    """Replaces the dates. Phases that are over keep theirs. Raises Refused for an impossible schedule."""
    edition = take(edition_id)
    problems = check_schedule(schedule) or _rewrites_the_past(edition, schedule)
    if problems:
        raise Refused(" ".join(problems))
    edition.windows.all().delete()
    PhaseWindow.objects.bulk_create(
        PhaseWindow(edition=edition, phase=phase, starts_at=window.starts_at, ends_at=window.ends_at)
        for phase, window in schedule.items()
    )
    record("schedule_set", edition=edition.slug, by=by, reason=reason)
    return edition


def _rewrites_the_past(edition: Edition, schedule: Mapping[Phase, Window]) -> list[str]:
    now_at = PHASES.index(edition.current_phase)
    old = edition.schedule()
    return [
        f"De fase '{LABELS[phase]}' is voorbij: die data kunt u niet meer veranderen."
        for phase, window in schedule.items()
        if PHASES.index(phase) < now_at and phase in old and old[phase] != window
    ]
