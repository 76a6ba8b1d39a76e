"""Saying who answers for a discipline about which plan, and who stands in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from feasibility.actions.table import PUBLISHED
from feasibility.models import Assignment
from feasibility.permissions import Person, is_own_plan, may_arrange
from feasibility.queries.clock import seats_of
from feasibility.queries.people import person_at
from feasibility.quick_test import Discipline
from feasibility.spreading import Candidate, spread
from plans.models import Plan
from plans.status import Status

NOT_YOURS = "Alleen de voorzitter en de projectleider verdelen de plannen."
OWN_PLAN = "Dit is uw eigen plan. Een ander wijst het toe."
NOT_HERE = "Dit plan ligt niet (meer) op tafel."
NO_SEAT = "Deze persoon heeft geen plaats aan tafel voor dit vakgebied."
MAKER = "Wie een plan maakt, beoordeelt het niet."
MEANWHILE = "Iemand anders koos hier intussen iets anders. Kijk wie er nu staat, kies, en bewaar nog een keer."
SAME = "Kies als vervanger iemand anders dan de checker."
DEPUTY_ALONE = "Kies eerst een checker, en dan pas een vervanger."


@dataclass(frozen=True)
class Choice:
    """Who answers about a plan and who stands in, by their ids. Nobody: everybody with that seat may answer."""

    checker: int | None
    deputy: int | None = None


class ChoicesRefused(Refused):
    """What is wrong with which plan: plan id → Dutch sentence. Nothing changed."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(reasons.values())))
        self.reasons = dict(reasons)


@dataclass(frozen=True)
class _Hand:
    """The plans of an edition that are being given to people, held until the transaction ends."""

    edition: Edition
    plans: Mapping[int, Plan]
    person: Person
    by: int


@transaction.atomic
def assign_plans(
    edition_id: int,
    by: int,
    discipline: Discipline,
    choices: Mapping[int, Choice],
    seen: Mapping[int, Choice] | None = None,
) -> int:
    """Gives plans to their checkers for one discipline; returns how many changed.

    Answers that others gave stay. `seen` is what stood there when the page was opened. Raises ChoicesRefused when one
    of the choices cannot be, or somebody else chose meanwhile, and Refused when the table is closed or somebody else
    should do this.
    """
    hand = _take(edition_id, by)
    seats = _seats(hand.edition, discipline)
    reasons = {plan: _why_not(hand, seats, plan, choice) for plan, choice in choices.items()}
    for plan, there in _standing(discipline, list(seen or ())).items():
        if plan in choices and there != choices[plan] and seen and there != seen[plan]:
            reasons[plan] = reasons[plan] or MEANWHILE
    wrong = {plan: reason for plan, reason in reasons.items() if reason}
    if wrong:
        raise ChoicesRefused(wrong)
    return sum(_write(hand, discipline, plan, choice) for plan, choice in choices.items())


@transaction.atomic
def spread_plans(edition_id: int, by: int, discipline: Discipline) -> int:
    """Spreads the plans that nobody was chosen for evenly over those with a seat; returns how many. Raises Refused.

    Plans of whoever does this are left to somebody else.
    """
    hand = _take(edition_id, by)
    known = list(Assignment.objects.filter(plan__edition=hand.edition, discipline=discipline))
    taken = {each.plan_id for each in known}
    free = [Candidate(p.pk, frozenset(p.maker_ids)) for p in hand.plans.values() if p.pk not in taken]
    own = [each for each in free if by not in each.makers]
    had = Counter(each.checker_id for each in known)
    stood_in = Counter(each.deputy_id for each in known if each.deputy_id)
    pairs = spread(own, sorted(_seats(hand.edition, discipline)), had, stood_in)
    return sum(_write(hand, discipline, pair.plan, Choice(pair.checker, pair.deputy)) for pair in pairs)


def _take(edition_id: int, by: int) -> _Hand:
    """The plans on the open table, taken alone: nobody answers about them meanwhile."""
    edition = hold_open(edition_id, Activity.JUDGE)
    if edition.verdicts_published_at:
        raise Refused(PUBLISHED)
    person = person_at(by, edition_id)
    if not may_arrange(person):
        raise Refused(NOT_YOURS)
    plans = Plan.objects.select_for_update(no_key=True).of(edition).filter(status=Status.IN_CHECK)
    ordered = plans.prefetch_related("co_makers").order_by("pk")
    return _Hand(edition, {plan.pk: plan for plan in ordered}, person, by)


def _seats(edition: Edition, discipline: Discipline) -> set[int]:
    """Who may answer for a discipline now; whoever left the table keeps a seat that was used, but answers nothing."""
    return {user.pk for user in seats_of(edition).get(discipline, ())}


def _why_not(hand: _Hand, seats: set[int], plan_id: int, choice: Choice) -> str:
    """Why a choice cannot be, or nothing."""
    plan, people = hand.plans.get(plan_id), {choice.checker, choice.deputy} - {None}
    if plan is None:
        return NOT_HERE
    if is_own_plan(hand.person, plan):
        return OWN_PLAN
    if choice.deputy and not choice.checker:
        return DEPUTY_ALONE
    if choice.deputy and choice.deputy == choice.checker:
        return SAME
    if people - seats:
        return NO_SEAT
    return MAKER if people & plan.maker_ids else ""


def _standing(discipline: Discipline, plan_ids: Sequence[int]) -> dict[int, Choice]:
    """What stands there now for each of these plans. One query."""
    found = Assignment.objects.filter(plan__in=plan_ids, discipline=discipline)
    standing = {each.plan_id: Choice(each.checker_id, each.deputy_id) for each in found}
    return {plan_id: standing.get(plan_id, Choice(None)) for plan_id in plan_ids}


def _write(hand: _Hand, discipline: Discipline, plan_id: int, choice: Choice) -> bool:
    """Whether it changed anything."""
    current = Assignment.objects.filter(plan_id=plan_id, discipline=discipline).first()
    if choice == (Choice(current.checker_id, current.deputy_id) if current else Choice(None)):
        return False
    if choice.checker is None:
        Assignment.objects.filter(plan_id=plan_id, discipline=discipline).delete()
    else:
        Assignment.objects.update_or_create(
            plan_id=plan_id,
            discipline=discipline,
            defaults={"checker_id": choice.checker, "deputy_id": choice.deputy},
        )
    record(
        "plan_assigned",
        edition=hand.edition.slug,
        by=hand.by,
        subject=f"plan:{plan_id}",
        discipline=discipline.value,
        checker=choice.checker or "",
        deputy=choice.deputy or "",
    )
    return True
