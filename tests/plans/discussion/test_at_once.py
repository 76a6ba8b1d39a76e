"""Reactions at the same moment, over as many connections."""

from collections.abc import Callable
from functools import partial

import pytest

from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from plans import actions, limits
from plans.models import Comment, CommentReport
from tests import make
from tests.plans.discussion.talking import HiddenFor, Reason, said
from tests.plans.test_concurrent_likes import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pace_of_reactions_holds_when_they_come_at_once() -> None:
    plan, someone = make.plan(make.edition(Phase.LIKES)), make.user()
    all_at_once([partial(actions.add_comment, plan.pk, someone, f"Mooi {each}") for each in range(30)])
    assert Comment.objects.filter(author=someone).count() == limits.COMMENTS_PER_HOUR


def test_a_button_pressed_many_times_at_once_is_one_reaction() -> None:
    plan, someone = make.plan(make.edition(Phase.LIKES)), make.user()
    results = all_at_once([partial(actions.add_comment, plan.pk, someone, "Mooi")] * 30)
    assert set(results) == {Comment.objects.get()}


def test_the_pace_of_reports_holds_and_a_person_reports_once() -> None:
    plan, someone = make.plan(make.edition(Phase.LIKES)), make.user()
    comments = [said(plan) for _ in range(limits.REPORTS_PER_DAY + 3)]
    all_at_once([partial(actions.report_comment, each.pk, someone, Reason.SPAM) for each in comments * 2])
    assert CommentReport.objects.filter(by=someone).count() == limits.REPORTS_PER_DAY


def test_two_of_the_team_decide_at_once_and_one_decision_stands() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    team = [make.staff(plan.edition, Role.LEADER) for _ in range(10)]
    comment = said(plan)
    actions.report_comment(comment.pk, make.user(), Reason.SPAM)
    acts: list[Callable[[], object]] = [
        partial(actions.hide_comment, comment.pk, each, HiddenFor.SPAM) for each in team[:5]
    ]
    acts += [partial(actions.keep_comment, comment.pk, each) for each in team[5:]]
    done = [each for each in all_at_once(acts) if not isinstance(each, Refused)]
    comment.refresh_from_db()
    # Whoever leaves it standing first may be followed by one who takes it away; never the other way round.
    assert 1 <= len(done) <= 2
    assert comment.hidden_at
