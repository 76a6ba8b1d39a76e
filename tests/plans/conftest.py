"""What tests of plans share."""

import pytest

from accounts.models import User
from editions.models import Edition
from tests import make


@pytest.fixture
def edition() -> Edition:
    return make.edition()


@pytest.fixture
def maker() -> User:
    return make.user("Omar")
