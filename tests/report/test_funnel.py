"""The funnel: every plan falls in exactly one box, and no plan gets lost between two stages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.status import Status
from report.figures.facts import PlanFacts
from report.figures.funnel import BOXES, FURTHEST, STAGES, Stage, box, counts, funnel, furthest


def plan(status: Status, **facts: object) -> PlanFacts:
    known = {"submitted": status is not Status.DRAFT, "checked": False, "likes": 0, "cost_cents": 0, **facts}
    return PlanFacts(1, "Plan", "Groen", "Meerwijk", status, **known)  # type: ignore[arg-type]


PLANS = st.builds(
    plan,
    st.sampled_from(list(Status)),
    submitted=st.booleans(),
    checked=st.booleans(),
    ballot_cents=st.none() | st.integers(1, 9_000),
    votes=st.none() | st.integers(0, 99),
)


def test_every_status_of_a_plan_has_its_box_and_its_words() -> None:
    assert set(FURTHEST) == set(Status) - {Status.DRAFT, Status.WITHDRAWN}
    assert set(BOXES) == set(Status)
    assert len(set(BOXES.values())) == len(Status)
    assert set(STAGES) == set(Stage)


@given(st.lists(PLANS, max_size=40))
def test_every_plan_falls_in_exactly_one_box(plans: list[PlanFacts]) -> None:
    handed_in = [each for each in plans if counts(each)]
    stages = funnel(plans)
    boxes = [(stage["stap"], row["status"], row["plannen"]) for stage in stages for row in stage["hier"]]
    assert sum(number for *_, number in boxes) == len(handed_in)
    for stage, (key, _) in STAGES.items():
        for status in Status:
            mine = sum(box(each) == (stage, status) for each in handed_in)
            assert mine == sum(number for place, name, number in boxes if (place, name) == (key, status))


@given(st.lists(PLANS, max_size=40))
def test_who_leaves_between_two_stages_is_named(plans: list[PlanFacts]) -> None:
    stages = funnel(plans)
    for here, following in pairwise(stages):
        assert here["plannen"] - following["plannen"] == sum(row["plannen"] for row in here["hier"])
    assert stages[-1]["plannen"] == sum(row["plannen"] for row in stages[-1]["hier"])


@given(PLANS)
def test_who_stops_during_the_execution_was_chosen_and_a_draft_is_nowhere(one: PlanFacts) -> None:
    if one.status is Status.DRAFT:
        assert not counts(one)
    elif one.status in (Status.STOPPED, Status.CHOSEN):
        assert furthest(one) is Stage.CHOSEN
    elif one.status is Status.REALISED:
        assert furthest(one) is Stage.REALISED


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, Stage.SUBMITTED),
        ({"checked": True}, Stage.THRESHOLD),
        ({"checked": True, "ballot_cents": 900}, Stage.FEASIBLE),
        ({"checked": True, "ballot_cents": 900, "votes": 0}, Stage.BALLOT),
    ],
)
def test_a_withdrawn_plan_stands_where_it_was(facts: dict[str, object], stage: Stage) -> None:
    assert furthest(plan(Status.WITHDRAWN, **facts)) is stage


def test_a_draft_that_was_thrown_away_never_was_a_plan() -> None:
    assert not counts(plan(Status.WITHDRAWN, submitted=False))
    assert counts(plan(Status.WITHDRAWN))
