"""What tests of plans share."""

from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import User
from editions.models import Edition
from plans.models import Plan
from plans.status import Status
from tests import make


@pytest.fixture
def edition() -> Edition:
    return make.edition()


@pytest.fixture
def maker() -> User:
    return make.user("Omar")


@pytest.fixture
def own_files(settings: Settings, tmp_path: Path) -> None:
    """A folder for files that no other test has."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def draft(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, Status.DRAFT, maker=maker)
