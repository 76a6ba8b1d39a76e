"""What tests of the roll and the letters share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.letter_world import voters
from voting.actions import start_letters
from voting.models import LetterRun


@pytest.fixture
def private_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "besloten"
    settings.SITE_URL = "https://wijkbudget.example.org"
    return tmp_path


@pytest.fixture
def small_stacks(settings: Settings) -> None:
    settings.LETTERS_PER_BATCH = 2


@pytest.fixture
def edition(db: None) -> Edition:
    return make.edition(Phase.FEASIBILITY)


@pytest.fixture
def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


@pytest.fixture
def run(edition: Edition, leader: User, small_stacks: None) -> LetterRun:
    """Five voters in three stacks, not rendered yet."""
    voters(edition, 5)
    return start_letters(edition.pk, leader.pk)


@pytest.fixture
def browser(leader: User, as_user: Callable[[User], Client], no_second_factor: None) -> Client:
    return as_user(leader)
