"""Telling checkers what still waits for them: after two, four and five weeks (feasibility.term)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from audit.actions import record
from common import clock
from editions.locks import take
from editions.models import Edition
from editions.phases import Phase
from feasibility.models import Reminder
from feasibility.queries.clock import ClockRow, clock_rows
from mail.actions import notify
from mail.kinds import Kind

# How many plans a mail names; the page it leads to has them all.
NAMED = 12


def remind_checkers() -> int:
    """For every edition whose table sits; returns how many people heard something. Running twice tells nobody twice."""
    sitting = Edition.objects.filter(phase=Phase.FEASIBILITY, verdicts_published_at=None)
    return sum(_remind(edition_id) for edition_id in sitting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(edition_id: int) -> int:
    """Takes the edition alone: nobody answers meanwhile, and of two that run at once the second finds it done."""
    edition = take(edition_id)
    if edition.current_phase is not Phase.FEASIBILITY or edition.verdicts_published_at:
        return 0
    told = set(Reminder.objects.filter(plan__edition=edition).values_list("plan_id", "user_id", "week"))
    new = [duty for duty in duties(clock_rows(edition)) if duty.key not in told]
    now = clock.now()
    Reminder.objects.bulk_create(
        Reminder(plan=duty.row.plan, user_id=duty.user_id, week=duty.week, at=now) for duty in new
    )
    people = sorted({duty.user_id for duty in new})
    for user_id in people:
        _tell(edition, [duty for duty in new if duty.user_id == user_id], now)
    if people:
        record("checkers_reminded", edition=edition.slug, people=len(people), plans=len({d.row.plan.pk for d in new}))
    return len(people)


@dataclass(frozen=True)
class Duty:
    """Questions about one plan that have waited for one person for so many weeks."""

    row: ClockRow
    user_id: int
    week: int
    count: int

    @property
    def key(self) -> tuple[int, int, int]:
        return self.row.plan.pk, self.user_id, self.week


def duties(rows: Iterable[ClockRow]) -> list[Duty]:
    """What people should hear of now, the most urgent plans first; not while a plan's clock stands still."""
    found = []
    for row in rows:
        week = 0 if row.clock.pause else row.clock.term.reminder(row.clock.today)
        counts: Counter[int] = Counter()
        for wait in row.waits if week else ():
            counts.update({user.pk: wait.count for user in wait.people})
        found += [Duty(row, user_id, week, count) for user_id, count in counts.items()]
    return found


def _tell(edition: Edition, mine: Sequence[Duty], now: datetime) -> None:
    """One message with all plans of one person. Says how many questions and days, never what the table thinks."""
    lines = ["Deze plannen van bewoners wachten nog op uw antwoord:"]
    lines += [f"- {duty.row.plan.title}: {_questions(duty.count)}, {duty.row.clock.words}" for duty in mine[:NAMED]]
    if len(mine) > NAMED:
        lines.append(f"En nog {_plans(len(mine) - NAMED)}.")
    lines.append("Kunt u nog niet antwoorden, bijvoorbeeld omdat u op iemand wacht? Zeg het dan tegen de voorzitter.")
    notify(
        {mine[0].user_id},
        Kind.REMINDER,
        f"table:{edition.pk}:reminder:{now.isoformat()}",
        heading=f"{_plans(len(mine)).capitalize()} {'wacht' if len(mine) == 1 else 'wachten'} op uw antwoord",
        text="\n".join(lines),
        path=f"{reverse('table', args=[edition.slug])}?mijn=1",
        label="Beantwoord de vragen",
    )


def _questions(count: int) -> str:
    return "1 vraag" if count == 1 else f"{count} vragen"


def _plans(count: int) -> str:
    return "1 plan" if count == 1 else f"{count} plannen"
