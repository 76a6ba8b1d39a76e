"""Who somebody is at the table of an edition."""

from editions.models import EditionRole, Role
from feasibility.models import Seat
from feasibility.permissions import Person
from feasibility.quick_test import Discipline


def person_at(user_id: int, edition_id: int) -> Person:
    """The roles and seats of a user in an edition. Two queries."""
    roles = EditionRole.objects.filter(edition_id=edition_id, user_id=user_id).values_list("role", flat=True)
    seats = Seat.objects.filter(edition_id=edition_id, user_id=user_id).values_list("discipline", flat=True)
    return Person(user_id, frozenset(Role(r) for r in roles), frozenset(Discipline(d) for d in seats))
