"""Who somebody is at the table of an edition."""

from editions.models import EditionRole, Role
from feasibility.models import Assignment, Seat
from feasibility.permissions import Person
from feasibility.quick_test import Discipline

Pairs = frozenset[tuple[int, Discipline]]


def person_at(user_id: int, edition_id: int) -> Person:
    """The roles and seats of a user in an edition, and who was chosen for which plan. Two queries; three for whoever
    has a seat."""
    roles = EditionRole.objects.filter(edition_id=edition_id, user_id=user_id).values_list("role", flat=True)
    seats = Seat.objects.filter(edition_id=edition_id, user_id=user_id).values_list("discipline", flat=True)
    disciplines = frozenset(Discipline(d) for d in seats)
    assigned, elsewhere = _assigned(user_id, edition_id, disciplines) if disciplines else (frozenset(), frozenset())
    return Person(user_id, frozenset(Role(r) for r in roles), disciplines, assigned, elsewhere)


def _assigned(user_id: int, edition_id: int, disciplines: frozenset[Discipline]) -> tuple[Pairs, Pairs]:
    """Of these disciplines: the plans that this user was chosen for, and those that others were chosen for."""
    chosen = Assignment.objects.filter(plan__edition_id=edition_id, discipline__in=disciplines)
    rows = chosen.order_by().values_list("plan_id", "discipline", "checker_id", "deputy_id")
    pairs = [((plan_id, Discipline(each)), user_id in people) for plan_id, each, *people in rows]
    return frozenset(pair for pair, mine in pairs if mine), frozenset(pair for pair, mine in pairs if not mine)
