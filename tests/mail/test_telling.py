"""A notice is told once, in the transaction that makes it true, and rings the bell after it."""

import time
from typing import Any
from unittest.mock import patch

import pytest
from celery import current_app
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from mail import bell
from mail.actions import notify, take_back
from mail.kinds import Kind
from mail.models import Notice
from tests import make
from tests.mail.notices import tell

pytestmark = pytest.mark.django_db


def test_nobody_hears_the_same_thing_twice() -> None:
    fatima, sem = make.user(), make.user()
    tell(fatima)
    tell(fatima, sem, heading="Anders")
    assert [notice.heading for notice in Notice.objects.filter(user=fatima)] == ["Uw plan ‘Moestuin’ is binnen"]
    assert Notice.objects.filter(user=sem).count() == 1
    with pytest.raises(IntegrityError, match="nobody_hears_the_same_thing_twice"):
        Notice.objects.create(user=fatima, key="plan:1:received", kind=Kind.NEAR, path="/", due_at=make.moment())


@pytest.mark.parametrize("path", ["https://example.org/", "//example.org/", ""])
def test_a_notice_leads_into_the_site_and_nowhere_else(path: str) -> None:
    with pytest.raises(IntegrityError, match="a_notice_leads_into_the_site"):
        Notice.objects.create(user=make.user(), key="a", kind=Kind.NEAR, path=path, due_at=make.moment())


@pytest.mark.django_db(transaction=True)
def test_news_of_an_action_that_fails_is_not_told() -> None:
    someone = make.user()

    def fail() -> None:
        with transaction.atomic():
            tell(someone)
            raise ValueError

    with patch.object(bell, "ring") as ring, pytest.raises(ValueError):  # noqa: PT011
        fail()
    assert not Notice.objects.exists()
    ring.assert_not_called()


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        notify([1], Kind.NEAR, "a", heading="a", text="a", path="/", label="a")


def test_what_is_no_longer_so_is_taken_back_unless_it_went(django_capture_on_commit_callbacks: Any) -> None:
    someone = make.user()
    for key in ("plan:1", "plan:1:a", "plan:1:b", "plan:12:a", "comment:1"):
        tell(someone, key=key)
    Notice.objects.filter(key="plan:1:b").update(handled_at=make.moment())
    take_back("plan:1")
    assert set(Notice.objects.values_list("key", flat=True)) == {"plan:1:b", "plan:12:a", "comment:1"}


def test_the_bell_rings_once_for_all_the_news_of_a_transaction(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(94):
            tell(make.user(), key=f"a:{number}")
    assert callbacks == [bell.ring]


def test_news_that_waits_for_the_digest_rings_no_bell(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        tell(make.user(), kind=Kind.REACTION)
    assert callbacks == []


def test_the_bell_names_a_task_that_exists_and_gives_it_nothing() -> None:
    from mail import tasks

    assert tasks.deliver.name == bell.DELIVER
    with patch.object(current_app, "send_task") as sent:
        bell.ring()
    assert sent.call_args.args == (bell.DELIVER,)
    assert not {"args", "kwargs"} & set(sent.call_args.kwargs)


def test_without_redis_the_bell_costs_a_moment_and_no_error() -> None:
    begun = time.monotonic()
    with patch.dict(current_app.conf, {"broker_url": "redis://127.0.0.1:9/0", "broker_write_url": None}):
        assert current_app.connection_for_write().port == 9
        bell.ring()
    assert time.monotonic() - begun < 2


def test_telling_many_people_costs_one_insert(django_assert_num_queries: Any) -> None:
    people = [make.user() for _ in range(30)]
    with django_assert_num_queries(4):  # savepoint, clock, insert, release
        tell(*people)
    assert connection.in_atomic_block
