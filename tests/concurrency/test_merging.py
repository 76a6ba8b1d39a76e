"""Merging while the neighbourhood likes and signs: nobody is lost, nobody counts twice.

The negative control runs the same moment without the edition's lock, and there the like is lost.
"""

from collections.abc import Callable
from functools import partial
from random import Random
from threading import Event, Thread

import pytest
from django.db import connection

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.actions import merging, support
from plans.models import CoMaker, Like, Plan, PlanChange, Signature
from plans.permissions import may_like_plan
from plans.status import Status
from tests import make
from tests.plans.test_concurrent_likes import all_at_once, people

pytestmark = pytest.mark.django_db(transaction=True)

Acts = list[Callable[[], object]]
# How long a like waits for the merge that overtakes it, in seconds; longer than a merge takes.
WAIT = 3


@pytest.fixture
def pair() -> tuple[Plan, Plan]:
    edition = make.edition(Phase.LIKES)
    return make.plan(edition, title="Appelbomen"), make.plan(edition, title="Fruitbomen")


def test_a_hundred_likes_while_merging_are_exactly_the_union_of_persons(pair: tuple[Plan, Plan]) -> None:
    """Sixty like the one, sixty the other, twenty of them both; the merge comes in the middle."""
    source, target = pair
    crowd, by = people(100), make.user()
    likes: Acts = [partial(actions.like_plan, source.pk, who) for who in crowd[:60]]
    likes += [partial(actions.like_plan, target.pk, who) for who in crowd[40:]]
    Random(1).shuffle(likes)
    likes.insert(50, partial(actions.merge_plans, source.pk, target.pk, by))
    results = all_at_once(likes)
    assert not any(isinstance(result, Refused) for result in results)
    assert set(target.likes.values_list("user", flat=True)) == {who.pk for who in crowd}
    assert target.likes.count() == 100
    assert not source.likes.exists()


def test_lists_on_paper_while_merging_count_every_person_once(pair: tuple[Plan, Plan]) -> None:
    source, target = pair
    by = make.user()
    lines = [f"Mens {number}; 2034 AB; {number}" for number in range(1, 31)]
    acts: Acts = [partial(actions.enter_signatures, source.pk, by, line) for line in lines[:20]]
    acts += [partial(actions.enter_signatures, target.pk, by, line) for line in lines[10:]]
    acts.insert(20, partial(actions.merge_plans, source.pk, target.pk, by))
    assert not any(isinstance(result, Refused) for result in all_at_once(acts))
    assert Signature.objects.filter(plan=target).count() == 30
    assert not source.signatures.exists()


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "without it (negative control)"])
def test_a_like_that_was_checked_before_the_merge_is_kept_by_the_lock(
    pair: tuple[Plan, Plan], locked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A like that found the source open, and is saved only when the merge is done or waits for it."""
    source, target = pair
    checked, merged = Event(), Event()

    def slow_check(user: User, plan: Plan) -> bool:
        allowed = may_like_plan(user, plan)
        checked.set()
        merged.wait(WAIT)
        return allowed

    monkeypatch.setattr(support, "may_like_plan", slow_check)
    if not locked:
        monkeypatch.setattr(merging, "take", lambda pk: Edition.objects.get(pk=pk))

    def merge() -> None:
        checked.wait(WAIT)
        actions.merge_plans(source.pk, target.pk, by)
        merged.set()
        connection.close()

    someone, by = make.user(), make.user()
    other = Thread(target=merge)
    other.start()
    assert actions.like_plan(source.pk, someone)
    other.join()
    assert Plan.objects.get(pk=source.pk).state is Status.MERGED
    counted = Like.objects.filter(plan=target, user=someone).exists()
    assert counted is locked


def test_pressing_merge_many_times_merges_once(pair: tuple[Plan, Plan]) -> None:
    source, target = pair
    make.likes(source, 5)
    by = make.user()
    results = all_at_once([partial(actions.merge_plans, source.pk, target.pk, by)] * 8)
    assert results == [target] * 8
    assert target.likes.count() == 5
    assert PlanChange.objects.count() == CoMaker.objects.count() == 1


def test_of_two_merges_in_opposite_directions_one_wins(pair: tuple[Plan, Plan]) -> None:
    one, other = pair
    by = make.user()
    results = all_at_once(
        [partial(actions.merge_plans, one.pk, other.pk, by), partial(actions.merge_plans, other.pk, one.pk, by)] * 4
    )
    assert Plan.objects.filter(status=Status.MERGED).count() == 1
    assert Plan.objects.filter(status=Status.SUBMITTED).count() == 1
    assert sum(isinstance(result, Refused) for result in results) == 4


def test_withdrawing_crosses_a_merge_without_losing_the_plan_halfway(pair: tuple[Plan, Plan]) -> None:
    source, target = pair
    by = make.user()
    acts: Acts = [
        partial(actions.withdraw_plan, source.pk, source.maker),
        partial(actions.merge_plans, source.pk, target.pk, by),
    ]
    results = all_at_once(acts)
    source.refresh_from_db()
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert source.state in (Status.WITHDRAWN, Status.MERGED)
