"""The threshold and the steps of a plan."""

import pytest

from audit.models import Entry
from common.errors import Refused
from editions.phases import Phase
from plans import actions
from plans.models import Plan
from plans.status import STEPS, Status, may_go
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("likes", "inclusive", "after"),
    [
        (2, True, Status.BELOW_THRESHOLD),
        (3, True, Status.IN_CHECK),
        (3, False, Status.BELOW_THRESHOLD),
        (4, False, Status.IN_CHECK),
    ],
)
def test_the_threshold_at_its_edge(likes: int, inclusive: bool, after: Status) -> None:
    edition = make.edition(Phase.LIKES, threshold=3, threshold_inclusive=inclusive)
    plan = make.plan(edition)
    make.likes(plan, likes)
    actions.apply_threshold(edition, None)
    plan.refresh_from_db()
    assert (plan.state, plan.likes_at_close) == (after, likes)


def test_the_threshold_leaves_drafts_withdrawn_plans_and_other_editions() -> None:
    edition = make.edition(Phase.LIKES, threshold=0)
    left = [
        make.plan(edition, Status.DRAFT),
        make.plan(edition, Status.WITHDRAWN),
        make.plan(make.edition(Phase.LIKES)),
    ]
    before = [plan.status for plan in left]
    assert actions.apply_threshold(edition, None) == actions.ThresholdOutcome(0, 0)
    assert [Plan.objects.get(pk=plan.pk).status for plan in left] == before


def test_the_threshold_changes_nothing_the_second_time() -> None:
    edition = make.edition(Phase.LIKES, threshold=1)
    passing, falling = make.plan(edition), make.plan(edition)
    make.likes(passing, 1)
    assert actions.apply_threshold(edition, None) == actions.ThresholdOutcome(1, 1)
    make.likes(falling, 5)
    assert actions.apply_threshold(edition, None) == actions.ThresholdOutcome(0, 0)
    falling.refresh_from_db()
    assert (falling.state, falling.likes_at_close) == (Status.BELOW_THRESHOLD, 0)


@pytest.mark.parametrize("source", Status)
@pytest.mark.parametrize("target", Status)
def test_a_plan_takes_the_steps_of_the_table_and_no_others(source: Status, target: Status) -> None:
    plan = make.plan(make.edition(), source, ballot_cents=100_000)
    if not may_go(source, target):
        with pytest.raises(Refused):
            actions.change_status(plan.pk, target, by=None)
        assert Plan.objects.get(pk=plan.pk).status == source
        assert not Entry.objects.filter(action="plan_status").exists()
        return
    along: actions.StatusFields = {}
    if source is Status.DRAFT:
        along["submitted_at"] = make.moment()
    if target is Status.MERGED:
        along["merged_into_id"] = make.plan().pk
    assert actions.change_status(plan.pk, target, by=None, **along).state is target
    told = Entry.objects.get(action="plan_status").data
    assert (told["before"], told["after"]) == (source, target)


def test_a_step_sets_other_columns_along() -> None:
    plan = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
    changed = actions.change_status(plan.pk, Status.ON_BALLOT, by=None, ballot_cents=250_000)
    assert (changed.ballot_cents, changed.price_cents) == (250_000, 250_000)


def test_there_is_no_way_back_but_for_what_the_team_takes_offline_or_looks_at_again() -> None:
    back = {(source, to) for source, targets in STEPS.items() for to in targets if may_go(to, source)}
    offline = {(Status.SUBMITTED, Status.HELD), (Status.HELD, Status.SUBMITTED)}
    # A second look after publication, or silence about the conditions.
    again = {(Status.ON_BALLOT, Status.NOT_FEASIBLE), (Status.NOT_FEASIBLE, Status.ON_BALLOT)}
    assert back == offline | again
