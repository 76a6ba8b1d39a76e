"""The list of all plans on the table, with how far each is. Constant queries, however many plans there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from editions.models import Edition, Role
from feasibility import quick_test
from feasibility.models import Answer, Condition, Parking, Verdict
from feasibility.permissions import Person, is_kept_from, is_own_plan, may_second
from feasibility.queries.flow import Flows
from feasibility.queries.outcome import JUDGED
from feasibility.quick_test import Discipline, Proposal, Value
from plans.models import Plan
from plans.status import Status

# Plans that lie or have lain on the table.
TABLED = JUDGED | {Status.IN_CHECK}


class TableState(StrEnum):
    """How far the table is with a plan."""

    OPEN = "open"
    READY = "klaar"
    PARKED = "apart"
    SECOND = "tweede"
    JUDGED = "oordeel"


STATE_LABELS: Mapping[TableState, str] = {
    TableState.OPEN: "met open vragen",
    TableState.READY: "klaar voor oordeel",
    TableState.PARKED: "even apart",
    TableState.SECOND: "‘nee’ wacht op een tweede",
    TableState.JUDGED: "oordeel bevestigd",
}


SORTING_LABEL = "sorteren"
OWN_LABEL = "uw eigen plan"


@dataclass(frozen=True)
class Progress:
    """How many of its questions one section has answered: a discipline, or None for the sorting questions of all.

    `mine` says whether somebody has a seat for it, `mine_open` how many of the open ones are for their seats.
    """

    discipline: Discipline | None
    answered: int
    asked: int
    mine: bool
    mine_open: int

    @property
    def done(self) -> bool:
        return self.answered == self.asked

    @property
    def label(self) -> str:
        return self.discipline.label if self.discipline else SORTING_LABEL

    @property
    def words(self) -> tuple[str, str]:
        """The name of the section as its first word, for where there is little room, and the rest of it."""
        first, _, rest = self.label.partition(" ")
        return first, rest


@dataclass(frozen=True)
class TableRow:
    """One plan on the table. `waiting` says in Dutch what it waits for from this person; empty: nothing. `assigned`:
    whether they were chosen to answer about it."""

    plan: Plan
    progress: tuple[Progress, ...]
    proposal: Proposal
    verdict: Verdict | None
    condition_count: int
    advice_count: int
    parked: Parking | None
    waiting: str
    assigned: bool = False
    # The plan of whoever looks, while the verdicts are not public: nothing of the table is in this row.
    own: bool = False

    @property
    def state(self) -> TableState:
        if self.verdict:
            return TableState.SECOND if self.verdict.waits_for_second else TableState.JUDGED
        if self.parked:
            return TableState.PARKED
        return TableState.READY if self.proposal.complete else TableState.OPEN

    @property
    def state_label(self) -> str:
        return OWN_LABEL if self.own else STATE_LABELS[self.state]

    @property
    def open_count(self) -> int:
        return sum(p.asked - p.answered for p in self.progress)


def table_rows(edition: Edition, person: Person) -> list[TableRow]:
    """Every plan on the table of `edition`, as `person` sees it, in the order of submission."""
    flows = Flows(edition)
    answers = answers_by_plan(edition)
    sections = flows.sections()
    rows = []
    for plan in _plans(edition):
        if is_kept_from(person, plan, edition):
            rows.append(_own_row(plan, flows.of(plan), sections, person))
        else:
            rows.append(_row(plan, flows.of(plan), answers.get(plan.pk, {}), person, sections))
    return rows


def _plans(edition: Edition) -> QuerySet[Plan]:
    plans = Plan.objects.of(edition).filter(status__in=TABLED).for_cards().defer("body").select_related("verdict")
    parked = Prefetch("parkings", Parking.objects.filter(ended_at=None))
    plans = plans.annotate(condition_count=_condition_count()).prefetch_related("advice", "co_makers", parked)
    return plans.order_by("submitted_at", "pk")


def ids_on_table(edition: Edition) -> list[int]:
    """The same plans in the same order, by their ids only. One query."""
    plans = Plan.objects.of(edition).filter(status__in=TABLED)
    return list(plans.order_by("submitted_at", "pk").values_list("pk", flat=True))


def _condition_count() -> Coalesce:
    counted = Condition.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def answers_by_plan(edition: Edition) -> dict[int, dict[str, Value]]:
    """Plan id → (key of the question → answer)."""
    found: dict[int, dict[str, Value]] = {}
    rows = Answer.objects.filter(plan__edition=edition).order_by()
    for plan_id, key, value in rows.values_list("plan_id", "question__key", "value"):
        found.setdefault(plan_id, {})[key] = Value(value)
    return found


def _own_row(
    plan: Plan, flow: Sequence[quick_test.Question], sections: Sequence[Discipline | None], person: Person
) -> TableRow:
    """A plan as it looked when it came on the table: its maker reads the rest when everybody does."""
    nobody = replace(person, disciplines=frozenset())
    progress, proposal = progress_of(flow, {}, nobody, sections), quick_test.propose_verdict(flow, {}, 0)
    return TableRow(plan, progress, proposal, None, 0, 0, None, "", False, own=True)


def _row(
    plan: Plan,
    flow: Sequence[quick_test.Question],
    answers: Mapping[str, Value],
    person: Person,
    sections: Sequence[Discipline | None],
) -> TableRow:
    verdict: Verdict | None = getattr(plan, "verdict", None)
    standing = verdict if verdict and verdict.reopened_at is None else None
    conditions: int = vars(plan)["condition_count"]
    advice = list(plan.advice.all())
    progress = progress_of(flow, answers, person.about(plan), sections)
    proposal = quick_test.propose_verdict(flow, answers, conditions)
    advised = any(a.partner_id == person.user_id for a in advice)
    waiting = "" if _is_closed(plan, person) else _waiting(person, progress, proposal, standing, advised)
    parked = next(iter(plan.parkings.all()), None)
    assigned = person.is_assigned(plan)
    return TableRow(plan, progress, proposal, standing, conditions, len(advice), parked, waiting, assigned)


def progress_of(
    flow: Sequence[quick_test.Question],
    answers: Mapping[str, Value],
    person: Person,
    sections: Sequence[Discipline | None],
) -> tuple[Progress, ...]:
    """How far each section is, in their order."""
    asked = quick_test.asked_questions(flow, answers)
    return tuple(
        _progress(section, [q for q in asked if q.section is section], answers, person) for section in sections
    )


def _progress(
    section: Discipline | None, asked: Sequence[quick_test.Question], answers: Mapping[str, Value], person: Person
) -> Progress:
    """A discipline is for whoever has its seat; sorting is when one of its questions is for their seat."""
    still_open = [q for q in asked if q.key not in answers]
    return Progress(
        section,
        len(asked) - len(still_open),
        len(asked),
        any(q.discipline in person.disciplines for q in asked) if section is None else section in person.disciplines,
        sum(1 for q in still_open if q.discipline in person.disciplines),
    )


def _is_closed(plan: Plan, person: Person) -> bool:
    return plan.state is not Status.IN_CHECK or is_own_plan(person, plan)


def _waiting(
    person: Person, progress: Sequence[Progress], proposal: Proposal, verdict: Verdict | None, advised: bool
) -> str:
    """What the plan waits for from this person: answers first, then the verdict, then advice."""
    mine = sum(p.mine_open for p in progress) if Role.CHECKER in person.roles else 0
    if mine and not verdict:
        return "1 vraag" if mine == 1 else f"{mine} vragen"
    if verdict and verdict.waits_for_second and may_second(person, verdict):
        return "tweede bevestiging"
    if Role.CHAIR in person.roles and proposal.complete and not verdict:
        return "oordeel"
    if Role.PARTNER in person.roles and not advised:
        return "advies"
    return ""


def neighbours(ids: Sequence[int], plan_id: int) -> tuple[int | None, int | None]:
    """The ids of the plans before and after `plan_id` in a list; None at the ends, and when it is not in it."""
    if plan_id not in ids:
        return None, None
    place = ids.index(plan_id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)
