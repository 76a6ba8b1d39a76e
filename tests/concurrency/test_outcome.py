"""The outcome of the likes is fixed exactly once, however many ask for it at the same moment."""

from collections.abc import Callable
from functools import partial

import pytest

from audit.models import Entry
from editions.models import PhaseChange
from editions.phases import Phase
from execution.models import FollowUp
from lifecycle.actions import advance
from plans import actions
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.plans.test_concurrent_likes import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


def test_eight_steps_at_once_fix_the_outcome_once() -> None:
    edition = make.edition(Phase.LIKES, threshold=3)
    passing, falling = make.plan(edition), make.plan(edition)
    make.likes(passing, 4)
    make.likes(falling, 2)
    results = all_at_once([partial(advance, edition.pk, Phase.LIKES)] * AT_ONCE)
    assert sum(isinstance(result, PhaseChange) for result in results) == 1
    assert results.count(None) == AT_ONCE - 1
    assert Entry.objects.filter(action="threshold_applied").count() == 1
    assert Entry.objects.filter(action="plan_status").count() == 2
    assert [row.plan for row in FollowUp.objects.all()] == [falling]
    outcome = Plan.objects.order_by("pk").values_list("status", "likes_at_close", "paper_at_close", "needed_at_close")
    assert list(outcome) == [(Status.IN_CHECK, 4, 0, 3), (Status.BELOW_THRESHOLD, 2, 0, 3)]


def test_eight_counts_at_once_move_each_plan_once() -> None:
    edition = make.edition(Phase.LIKES, threshold=1)
    make.plan(edition)
    results = all_at_once([partial(actions.apply_threshold, edition, None)] * AT_ONCE)
    assert results.count(actions.ThresholdOutcome(0, 1)) == 1
    assert results.count(actions.ThresholdOutcome(0, 0)) == AT_ONCE - 1
    assert Entry.objects.filter(action="plan_status").count() == 1


def test_publishing_crosses_the_close_and_the_plan_is_counted_either_way() -> None:
    edition = make.edition(Phase.LIKES, threshold=2)
    plan, leader = make.plan(edition, Status.HELD, held_reason="Even kijken"), make.user()
    make.likes(plan, 2)
    acts: list[Callable[[], object]] = [
        partial(actions.publish_plan, plan.pk, leader, leads=True),
        partial(advance, edition.pk, Phase.LIKES),
    ]
    all_at_once(acts)
    plan.refresh_from_db()
    assert (plan.state, plan.likes_at_close) == (Status.IN_CHECK, 2)
