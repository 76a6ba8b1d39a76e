"""What tests of the discussion share: a plan that gathers likes, and somebody of the neighbourhood."""

import pytest

from accounts.models import User
from editions.models import Role
from editions.phases import Phase
from plans.models import Plan
from tests import make


@pytest.fixture
def plan() -> Plan:
    return make.plan(make.edition(Phase.LIKES))


@pytest.fixture
def someone() -> User:
    return make.user("Sem")


@pytest.fixture
def leader(plan: Plan) -> User:
    return make.staff(plan.edition, Role.LEADER)
