"""Likes of many people at the same moment, over as many connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.models import Like
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 100
# Fewer connections than PostgreSQL allows, so that the test also runs beside a demo.
AT_ONCE = 40


def all_at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What each act returned or was refused with; every act has a connection of its own."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, acts))


def people(number: int) -> list[User]:
    return [make.user() for _ in range(number)]


def test_a_hundred_people_like_one_plan_at_once_and_each_counts_once() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    likes: list[Callable[[], object]] = [partial(actions.like_plan, plan.pk, who) for who in people(PEOPLE)]
    assert all_at_once(likes) == [True] * PEOPLE
    assert Like.objects.filter(plan=plan).count() == PEOPLE


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
