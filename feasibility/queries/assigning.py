"""Who answers about which plan, for all plans and disciplines side by side. Constant queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from editions.models import Edition
from feasibility.models import Assignment
from feasibility.permissions import Person, is_own_plan
from feasibility.queries.clock import seats_of
from feasibility.quick_test import Discipline
from plans.models import Plan
from plans.status import Status


@dataclass(frozen=True)
class MatrixRow:
    """One plan: who was chosen for each discipline (None: nobody), and whether it is the plan of who looks."""

    plan: Plan
    own: bool
    cells: tuple[Assignment | None, ...]


@dataclass(frozen=True)
class Matrix:
    """All plans that lie on the table, by discipline. `seats` says who could be chosen."""

    disciplines: tuple[Discipline, ...]
    seats: Mapping[Discipline, Sequence[User]]
    rows: tuple[MatrixRow, ...]

    def column(self, discipline: Discipline) -> dict[int, Assignment | None]:
        """Plan id → who was chosen for a discipline."""
        place = self.disciplines.index(discipline)
        return {row.plan.pk: row.cells[place] for row in self.rows}

    def free(self, discipline: Discipline) -> int:
        """How many plans nobody was chosen for."""
        return sum(each is None for each in self.column(discipline).values())


def matrix_of(edition: Edition, person: Person) -> Matrix:
    """Four queries. The disciplines are those for which somebody sits at the table."""
    seats = seats_of(edition)
    disciplines = tuple(each for each in Discipline if each in seats)
    chosen: dict[tuple[int, str], Assignment] = {}
    for each in Assignment.objects.filter(plan__edition=edition).select_related("checker", "deputy"):
        chosen[each.plan_id, each.discipline] = each
    plans = Plan.objects.of(edition).filter(status=Status.IN_CHECK).prefetch_related("co_makers")
    rows = tuple(
        MatrixRow(plan, is_own_plan(person, plan), tuple(chosen.get((plan.pk, each.value)) for each in disciplines))
        for plan in plans.order_by("submitted_at", "pk")
    )
    return Matrix(disciplines, seats, rows)
