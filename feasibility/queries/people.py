"""Who somebody is at the table of an edition, and who else sits there."""

from django.db.models import CharField, Value

from accounts.models import User
from editions.models import Edition, EditionRole, Role
from feasibility.models import Assignment, Seat
from feasibility.permissions import TABLE_ROLES, Person
from feasibility.quick_test import Discipline

Pairs = frozenset[tuple[int, Discipline]]

# What somebody may decide at a meeting, by their role; a checker decides about their own disciplines.
MANDATES = {
    Role.CHAIR: "voorzitter, bevestigt het oordeel",
    Role.LEADER: "projectleider",
    Role.PARTNER: "adviseert namens de wijk",
    Role.CHECKER: "checker",
}


def person_at(user_id: int, edition_id: int) -> Person:
    """The roles and seats of a user in an edition, and who was chosen for which plan. One query; two for whoever has a
    seat."""
    of = {"edition_id": edition_id, "user_id": user_id}
    roles = EditionRole.objects.filter(**of).values_list(Value("role", CharField()), "role")
    seats = Seat.objects.filter(**of).values_list(Value("seat", CharField()), "discipline")
    found = list(roles.union(seats))
    disciplines = frozenset(Discipline(what) for kind, what in found if kind == "seat")
    assigned, elsewhere = _assigned(user_id, edition_id, disciplines) if disciplines else (frozenset(), frozenset())
    return Person(
        user_id, frozenset(Role(what) for kind, what in found if kind == "role"), disciplines, assigned, elsewhere
    )


def _assigned(user_id: int, edition_id: int, disciplines: frozenset[Discipline]) -> tuple[Pairs, Pairs]:
    """Of these disciplines: the plans that this user was chosen for, and those that others were chosen for."""
    chosen = Assignment.objects.filter(plan__edition_id=edition_id, discipline__in=disciplines)
    rows = chosen.order_by().values_list("plan_id", "discipline", "checker_id", "deputy_id")
    pairs = [((plan_id, Discipline(each)), user_id in people) for plan_id, each, *people in rows]
    return frozenset(pair for pair, mine in pairs if mine), frozenset(pair for pair, mine in pairs if not mine)


def people_at_table(edition: Edition) -> list[tuple[User, str]]:
    """Everybody with a place at the table, by name, with the mandate that goes with it. Two queries."""
    seats: dict[int, list[str]] = {}
    for user_id, discipline in Seat.objects.filter(edition=edition).values_list("user_id", "discipline"):
        seats.setdefault(user_id, []).append(Discipline(discipline).label)
    roles = EditionRole.objects.filter(edition=edition, role__in=TABLE_ROLES).select_related("user")
    people: dict[User, list[str]] = {}
    for each in roles.order_by("user__name", "user_id"):
        role, own = Role(each.role), seats.get(each.user_id)
        mandate = f"beslist over {', '.join(own)}" if role is Role.CHECKER and own else MANDATES[role]
        people.setdefault(each.user, []).append(mandate)
    return [(user, "; ".join(mandates)) for user, mandates in people.items()]
