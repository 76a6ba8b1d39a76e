"""Likes of many people at the same moment, over as many connections to the database, and over HTTP."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.models import Like, Plan
from tests import make
from tests.plans.browsing import AsUser, url

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 100
# Connections that something else may hold, such as a demo beside the tests.
SPARE = 40
FORGERY = "a" * 32


def room() -> int:
    """How many connections can be open at once: a hundred on our own server for tests, fewer on a small one."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return max(20, int(cursor.fetchone()[0]) - SPARE)


def all_at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each act returned or was refused with. Every act has a connection of its own; all begin together."""
    many = min(len(acts), room())
    start = Barrier(many)

    def run(number: int, act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            if number < many:  # the rest follows as soon as a connection is free
                start.wait(timeout=60)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(run, range(len(acts)), acts))


def people(number: int) -> list[User]:
    return [make.user() for _ in range(number)]


def test_a_hundred_people_like_one_plan_at_once_and_each_counts_once() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    likes: list[Callable[[], object]] = [partial(actions.like_plan, plan.pk, who) for who in people(PEOPLE)]
    assert all_at_once(likes) == [True] * PEOPLE
    assert Like.objects.filter(plan=plan).count() == PEOPLE


def test_the_control_a_count_that_is_read_and_written_back_loses_likes_in_this_crowd() -> None:
    """Shows that the hundred truly meet: what the database does not guard goes wrong here."""
    plan = make.plan(make.edition(Phase.LIKES), likes_at_close=0)

    def careless() -> None:
        found = Plan.objects.get(pk=plan.pk)
        Plan.objects.filter(pk=plan.pk).update(likes_at_close=(found.likes_at_close or 0) + 1)

    all_at_once([careless] * PEOPLE)
    plan.refresh_from_db()
    assert 0 < (plan.likes_at_close or 0) < PEOPLE


def connected(address: str) -> HTTPConnection:
    """An open line to the server, on which nothing was said yet."""
    wire = HTTPConnection(address.removeprefix("http://"), timeout=60)
    wire.connect()
    return wire


def sent(wire: HTTPConnection, path: str, browser: Client) -> int:
    """Posts a like, as a browser without JavaScript does; the answer's status."""
    cookies = f"sessionid={browser.cookies['sessionid'].value}; csrftoken={FORGERY}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    wire.request("POST", path, f"like=1&csrfmiddlewaretoken={FORGERY}", headers)
    status = wire.getresponse().status
    wire.close()
    return status


@pytest.mark.parametrize(("persons", "counted"), [(PEOPLE, PEOPLE), (1, 1)])
def test_a_hundred_posts_over_http_at_once_count_every_person_once(
    live_server: Any, as_user: AsUser, persons: int, counted: int
) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    browsers = [as_user(who) for who in people(persons)] * (PEOPLE // persons)
    wires = [connected(live_server.url) for _ in range(PEOPLE)]
    start = Barrier(PEOPLE)

    def press(wire: HTTPConnection, browser: Client) -> int:
        start.wait(timeout=60)
        return sent(wire, url("plan_like", plan), browser)

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(press, wires, browsers))
    assert answers == [302] * PEOPLE
    assert Like.objects.filter(plan=plan).count() == counted


def test_one_person_who_presses_many_times_at_once_likes_once() -> None:
    plan, someone = make.plan(make.edition(Phase.LIKES)), make.user()
    results = all_at_once([lambda: actions.like_plan(plan.pk, someone)] * PEOPLE)
    assert results.count(True) == 1
    assert results.count(False) == PEOPLE - 1
    assert Like.objects.filter(plan=plan).count() == 1


def test_likes_that_cross_the_threshold_step_are_counted_or_refused() -> None:
    edition = make.edition(Phase.LIKES, threshold=PEOPLE)
    plan = make.plan(edition)

    def close() -> object:
        actions.apply_threshold(edition, None)
        return Edition.objects.get(pk=edition.pk)

    acts: list[Callable[[], object]] = [partial(actions.like_plan, plan.pk, who) for who in people(60)]
    acts.insert(30, close)
    results = all_at_once(acts)
    plan.refresh_from_db()
    assert plan.likes_at_close == plan.likes.count() == results.count(True)
    assert sum(isinstance(result, Refused) for result in results) == 60 - results.count(True)
