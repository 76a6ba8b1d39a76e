"""How long each plan on the table has left, and with whom it waits. Constant queries, however many plans there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Prefetch
from django.utils.timezone import localdate

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from feasibility import quick_test
from feasibility.models import Assignment, ClockPause, Seat, TableRules, Verdict
from feasibility.queries.costs import rules_of
from feasibility.queries.flow import Flows
from feasibility.queries.table import answers_by_plan
from feasibility.quick_test import Discipline
from feasibility.term import Pause, Term
from plans.models import Plan
from plans.status import Status

# A plan with no more days than this is nearly late.
NEARLY = 7


class Pace(StrEnum):
    """How a plan stands against its term, the most urgent first."""

    LATE = "te laat"
    NEARLY = "bijna"
    IN_TIME = "op tijd"
    PAUSED = "staat stil"


@dataclass(frozen=True)
class PlanClock:
    """The term of one plan as it stands on `today`. `pause` is the one that lasts now. Days as the rules count them."""

    term: Term
    today: date
    pause: ClockPause | None

    @property
    def left(self) -> int:
        return self.term.left(self.today)

    @property
    def late(self) -> int:
        """How many days it is late; 0 when it is not."""
        return max(0, -self.left)

    @property
    def day(self) -> int:
        """On which day of its term it is."""
        return self.term.counted(self.today)

    @property
    def due(self) -> date:
        return self.term.due(self.today)

    @property
    def pace(self) -> Pace:
        if self.pause:
            return Pace.PAUSED
        if self.left < 0:
            return Pace.LATE
        return Pace.NEARLY if self.left <= NEARLY else Pace.IN_TIME

    @property
    def words(self) -> str:
        """How long it still has, in Dutch."""
        if self.late:
            return f"{self.late} {self.unit} te laat"
        return f"nog {self.left} {self.unit}" if self.left else "vandaag de laatste dag"

    @property
    def unit(self) -> str:
        if self.term.working_days:
            return "werkdag" if abs(self.left) == 1 else "werkdagen"
        return "dag" if abs(self.left) == 1 else "dagen"


@dataclass(frozen=True)
class Wait:
    """The open questions of one discipline about a plan, and who should answer them; nobody: it has to be assigned."""

    discipline: Discipline
    count: int
    people: tuple[User, ...]
    assigned: bool


@dataclass(frozen=True)
class ClockRow:
    """One plan without a verdict: its clock, and what it waits for."""

    plan: Plan
    clock: PlanClock
    waits: tuple[Wait, ...]
    ready: bool

    @property
    def open_count(self) -> int:
        return sum(wait.count for wait in self.waits)

    @property
    def by_people(self) -> list[tuple[Wait, ...]]:
        """The waits for the same people together; each tuple has at least one."""
        found: dict[tuple[object, ...], list[Wait]] = {}
        for wait in self.waits:
            found.setdefault((wait.people, wait.assigned), []).append(wait)
        return [tuple(waits) for waits in found.values()]

    @property
    def order(self) -> tuple[int, int, str]:
        """The most urgent first."""
        return list(Pace).index(self.clock.pace), self.clock.left, self.plan.title.casefold()


KEYS = {
    "plan": lambda row: row.plan.title.casefold(),
    "termijn": lambda row: row.order,
    "vragen": lambda row: row.open_count,
}


def clock_rows(edition: Edition) -> list[ClockRow]:
    """Every plan of the edition that lies on the table without a standing verdict, the most urgent first."""
    judged = Verdict.objects.standing().filter(plan__edition=edition).values("plan")
    plans = Plan.objects.of(edition).filter(status=Status.IN_CHECK).exclude(pk__in=judged)
    plans = plans.annotate(seen_at=clock.Now())  # type: ignore[no-redef]
    pauses = Prefetch("pauses", ClockPause.objects.order_by("started_at"))
    found = list(plans.select_related("neighbourhood").prefetch_related("co_makers", "assignments", pauses))
    if not found:
        return []
    flows, answers, seats = Flows(edition), answers_by_plan(edition), seats_of(edition)
    rules, today = rules_of(edition), localdate(clock.seen(found[0].seen_at))
    rows = []
    for plan in found:
        open_now = quick_test.open_questions(flows.of(plan), answers.get(plan.pk, {}))
        ready = not open_now and bool(flows.of(plan))
        rows.append(ClockRow(plan, clock_from(plan, rules, today), waits_of(plan, open_now, seats), ready))
    return sorted(rows, key=lambda row: row.order)


def arrange_clocks(rows: Sequence[ClockRow], sort: str) -> list[ClockRow]:
    """In the order of `sort`, a key of KEYS; "-" in front turns it round."""
    key = KEYS.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else list(rows)


def clock_of(plan: Plan, edition: Edition, moment: datetime | None = None) -> PlanClock:
    """The clock of one plan at `moment`, or now. Two queries."""
    return clock_from(plan, rules_of(edition), localdate(moment or clock.now()))


def clock_from(plan: Plan, rules: TableRules, today: date) -> PlanClock:
    kept = list(plan.pauses.all())
    term = Term(
        localdate(plan.check_started_at or plan.submitted_at),
        rules.term_days,
        rules.working_days,
        tuple(_pause(each) for each in kept),
    )
    return PlanClock(term, today, next((each for each in kept if each.ended_at is None), None))


def _pause(kept: ClockPause) -> Pause:
    """The day on which it begins does not count; the day on which it ends counts again."""
    last = localdate(kept.ended_at) - timedelta(days=1) if kept.ended_at else None
    return Pause(localdate(kept.started_at), last)


def seats_of(edition: Edition) -> Mapping[Discipline, Sequence[User]]:
    """Who may answer for each discipline: checkers with its seat, by name. One query."""
    found: dict[Discipline, list[User]] = {}
    checkers = {"user__edition_roles__edition": edition, "user__edition_roles__role": Role.CHECKER}
    rows = Seat.objects.filter(edition=edition, **checkers).select_related("user")
    for seat in rows.order_by("user__name", "user_id"):
        found.setdefault(Discipline(seat.discipline), []).append(seat.user)
    return found


def waits_of(
    plan: Plan, open_now: Iterable[quick_test.Question], seats: Mapping[Discipline, Sequence[User]]
) -> tuple[Wait, ...]:
    """With whom a plan waits, by discipline. Whoever lost their seat or makes the plan does not count."""
    chosen = {Discipline(each.discipline): each for each in plan.assignments.all()}
    counts: dict[Discipline, int] = {}
    for question in open_now:
        counts[question.discipline] = counts.get(question.discipline, 0) + 1
    return tuple(
        Wait(each, counts[each], _answerers(plan, seats.get(each, ()), chosen.get(each)), each in chosen)
        for each in Discipline
        if each in counts
    )


def _answerers(plan: Plan, seated: Sequence[User], chosen: Assignment | None) -> tuple[User, ...]:
    """The checker first, then the deputy; without them everybody with that seat."""
    able = [user for user in seated if user.pk not in plan.maker_ids]
    if chosen is None:
        return tuple(able)
    places = [chosen.checker_id, chosen.deputy_id]
    return tuple(sorted((user for user in able if user.pk in places), key=lambda user: places.index(user.pk)))
