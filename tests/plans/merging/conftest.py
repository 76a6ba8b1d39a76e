"""Two plans that are one idea, and somebody of the team."""

import pytest

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import (
    Plan,
)
from tests import make


@pytest.fixture
def edition() -> Edition:
    return make.edition(Phase.LIKES)


@pytest.fixture
def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER, name="Joke")


@pytest.fixture
def source(edition: Edition) -> Plan:
    return make.plan(edition, title="Appelbomen", maker=make.user("Anna"))


@pytest.fixture
def target(edition: Edition) -> Plan:
    return make.plan(edition, title="Fruitbomen", maker=make.user("Omar"))
