"""Likes: who, when, how often."""

from datetime import timedelta

import pytest

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.phases import Phase
from plans import actions
from plans.models import Plan
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(make.edition(Phase.LIKES))


@pytest.fixture
def someone() -> User:
    return make.user("Sem")


def test_a_person_likes_a_plan_once(plan: Plan, someone: User) -> None:
    assert actions.like_plan(plan.pk, someone) is True
    assert actions.like_plan(plan.pk, someone) is False
    assert plan.likes.count() == 1


def test_a_like_can_be_taken_back_and_given_again(plan: Plan, someone: User) -> None:
    actions.like_plan(plan.pk, someone)
    assert actions.unlike_plan(plan.pk, someone) is True
    assert actions.unlike_plan(plan.pk, someone) is False
    assert plan.likes.count() == 0
    actions.like_plan(plan.pk, someone)
    assert plan.likes.count() == 1


def test_taking_back_a_like_leaves_those_of_others(plan: Plan, someone: User) -> None:
    make.likes(plan, 3)
    actions.unlike_plan(plan.pk, someone)
    assert plan.likes.count() == 3


def test_the_makers_own_like_counts_too(plan: Plan) -> None:
    assert actions.like_plan(plan.pk, plan.maker) is True


def test_the_trail_of_a_like_does_not_tell_whose(plan: Plan, someone: User) -> None:
    actions.like_plan(plan.pk, someone)
    entry = Entry.objects.get(action="plan_liked")
    assert (entry.actor, entry.data) == ("bewoner", {})


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED}))
def test_only_plans_that_gather_likes_are_liked(someone: User, status: Status) -> None:
    plan = make.plan(make.edition(Phase.LIKES), status)
    with pytest.raises(Refused):
        actions.like_plan(plan.pk, someone)
    with pytest.raises(Refused):
        actions.unlike_plan(plan.pk, someone)


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.LIKES}))
def test_outside_the_likes_nothing_is_liked(someone: User, phase: Phase) -> None:
    plan = make.plan(make.edition(phase))
    with pytest.raises(Refused):
        actions.like_plan(plan.pk, someone)
    assert plan.likes.count() == 0


def test_a_like_after_the_end_of_the_likes_is_refused_though_the_worker_is_late(plan: Plan, someone: User) -> None:
    actions.like_plan(plan.pk, someone)
    clock.move(timedelta(days=9, minutes=1))
    with pytest.raises(Refused):
        actions.like_plan(plan.pk, make.user())
    with pytest.raises(Refused):
        actions.unlike_plan(plan.pk, someone)
    assert plan.likes.count() == 1
