"""What all tests share: the clock is put right again, and staff log-ins are ready-made."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from common import clock


@pytest.fixture(autouse=True)
def clock_put_right() -> Iterator[None]:
    yield
    clock.reset()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests with real transactions empty every table afterwards; only here may the audit trail be emptied too."""
    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        return  # no test of this run asks for a database, so none was made: this is a real one
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS audit_trail_is_never_emptied ON audit_entry")


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which `user` is logged in; see `no_second_factor` for pages of staff."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


@pytest.fixture
def no_second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
