"""Likes and reactions: who, when, how often."""

from datetime import timedelta

import pytest

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.phases import Phase
from plans import actions
from plans.actions.support import COMMENT_LENGTH, COMMENTS_PER_HOUR
from plans.models import Comment, Plan
from plans.status import PUBLIC, Status
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


def test_a_reaction_keeps_its_lines(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "  Mooi!\r\n\r\nIk help mee. ")
    assert comment.text == "Mooi!\n\nIk help mee."


@pytest.mark.parametrize("text", ["", " \n ", "x" * (COMMENT_LENGTH + 1)])
def test_a_reaction_has_a_length(plan: Plan, someone: User, text: str) -> None:
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, someone, text)
    assert not Comment.objects.exists()


def test_a_reaction_of_the_full_length_is_fine(plan: Plan, someone: User) -> None:
    assert actions.add_comment(plan.pk, someone, "x" * COMMENT_LENGTH)


@pytest.mark.parametrize("status", sorted(set(Status) - PUBLIC))
def test_nobody_reacts_to_a_plan_that_is_not_public(someone: User, status: Status) -> None:
    plan = make.plan(make.edition(Phase.LIKES), status)
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, plan.maker, "Mooi")


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COUNTING, Phase.CLOSED])
def test_in_phases_without_reactions_none_is_placed(someone: User, phase: Phase) -> None:
    plan = make.plan(make.edition(phase))
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, someone, "Mooi")


def test_a_person_reacts_so_often_an_hour_and_not_more(plan: Plan, someone: User) -> None:
    for _ in range(COMMENTS_PER_HOUR):
        actions.add_comment(plan.pk, someone, "Mooi")
    with pytest.raises(Refused, match="Probeer het later weer"):
        actions.add_comment(make.plan(plan.edition).pk, someone, "Mooi")
    actions.add_comment(plan.pk, make.user("Ander"), "Mooi")
    clock.move(timedelta(minutes=61))
    actions.add_comment(plan.pk, someone, "Weer mooi")
    assert plan.comments.count() == COMMENTS_PER_HOUR + 2


def test_withdrawn_reactions_count_for_the_pace(plan: Plan, someone: User) -> None:
    for _ in range(COMMENTS_PER_HOUR):
        actions.withdraw_comment(actions.add_comment(plan.pk, someone, "Mooi").pk, someone)
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, someone, "Mooi")


def test_an_own_reaction_is_withdrawn_and_kept(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "Mooi")
    actions.withdraw_comment(comment.pk, someone)
    comment.refresh_from_db()
    assert comment.withdrawn_at is not None
    with pytest.raises(Refused):
        actions.withdraw_comment(comment.pk, someone)


def test_a_reaction_of_somebody_else_is_not_withdrawn(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "Mooi")
    with pytest.raises(Refused):
        actions.withdraw_comment(comment.pk, plan.maker)
    comment.refresh_from_db()
    assert comment.withdrawn_at is None
