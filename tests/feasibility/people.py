"""The people who try something at the table; each is made in, or found at, a laid table."""

from collections.abc import Callable

from accounts.models import User
from editions.models import Role
from editions.phases import Phase
from plans.models import Plan
from tests import make
from tests.feasibility.table import Table

Who = Callable[[Table], User]


def lawyer(table: Table) -> User:
    return table.lawyer


def chair(table: Table) -> User:
    return table.chair


def partner(table: Table) -> User:
    return table.partner


def leader(table: Table) -> User:
    return table.leader


def resident(table: Table) -> User:
    return make.user()


def chair_elsewhere(table: Table) -> User:
    return make.staff(make.edition(Phase.FEASIBILITY), *Role)


def maker_with_every_role(table: Table) -> User:
    person = make.staff(table.edition, *Role)
    Plan.objects.filter(pk=table.plan.pk).update(maker=person)
    return person
