"""Changes to an edition itself; its steps through the phases stand in `lifecycle`."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition, PhaseWindow
from editions.phases import LABELS, PHASES, Phase, Window, check_schedule
from editions.rules import fixed_rules


class Settings(TypedDict, total=False):
    """What the leader sets; what is left out stays as it was. Amounts in euro cents."""

    plan_min_cents: int
    plan_max_cents: int | None
    threshold: int
    threshold_inclusive: bool
    review_first: bool
    help_phone: str
    hand_in_at: str


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


@transaction.atomic
def set_rules(edition_id: int, by: int, reason: str, **settings: Unpack[Settings]) -> Edition:
    """Changes settings of an edition, as long as they are not fixed (editions.rules). Raises Refused.

    The edition is taken alone: nobody submits or likes by the old rule while it changes.
    """
    edition = take(edition_id)
    wanted: dict[str, Any] = {name: v.strip() if isinstance(v, str) else v for name, v in settings.items()}
    changed = {name: value for name, value in wanted.items() if getattr(edition, name) != value}
    if not changed:
        return edition
    fixed = fixed_rules(edition.current_phase, edition.schedule(), clock.now())
    problems = list(dict.fromkeys(fixed[name] for name in changed if name in fixed))
    for name, value in changed.items():
        setattr(edition, name, value)
    problems += _wrong_rules(edition)
    if problems:
        raise Refused(" ".join(problems))
    edition.save(update_fields=list(changed))
    numbers = {name: value for name, value in changed.items() if not isinstance(value, str)}
    record("rules_set", edition=edition.slug, by=by, reason=reason, fields=sorted(changed), **numbers)
    return edition


def _wrong_rules(edition: Edition) -> list[str]:
    most = edition.plan_limit_cents
    return [
        sentence
        for wrong, sentence in (
            (edition.plan_min_cents < 0 or most <= 0, "Een bedrag kan niet lager zijn dan nul."),
            (edition.plan_min_cents > most, "Het laagste bedrag is hoger dan het hoogste bedrag."),
            (most > edition.budget_cents, "Een plan kan niet meer kosten dan het hele budget."),
            (edition.threshold < 1, "Er is ten minste één like nodig."),
            (not edition.help_phone, "Vul een telefoonnummer in waar bewoners hulp krijgen."),
        )
        if wrong
    ]


def _rewrites_the_past(edition: Edition, schedule: Mapping[Phase, Window]) -> list[str]:
    now_at = PHASES.index(edition.current_phase)
    old = edition.schedule()
    return [
        f"De fase '{LABELS[phase]}' is voorbij: die data kunt u niet meer veranderen."
        for phase, window in schedule.items()
        if PHASES.index(phase) < now_at and phase in old and old[phase] != window
    ]
