"""The states of a chosen plan: the whole table, and that an agreement only moves along it."""

from itertools import product

import pytest

from common.errors import Refused
from editions.phases import Phase
from execution.actions import open_agreements
from execution.actions.states import move
from execution.models import Agreement
from execution.states import GOING_ON, LABELS, STEPS, State, may_go
from plans.status import Status
from tests import make

STEPS_THERE_ARE = {
    ("NEW", "AGREED"),
    ("NEW", "STOPPED"),
    ("AGREED", "BUSY"),
    ("AGREED", "STUCK"),
    ("AGREED", "REALISED"),
    ("AGREED", "STOPPED"),
    ("BUSY", "STUCK"),
    ("BUSY", "REALISED"),
    ("BUSY", "STOPPED"),
    ("STUCK", "BUSY"),
    ("STUCK", "REALISED"),
    ("STUCK", "STOPPED"),
}


@pytest.mark.parametrize(("current", "following"), list(product(State, State)))
def test_a_plan_goes_where_the_table_says_and_nowhere_else(current: State, following: State) -> None:
    assert may_go(current, following) is ((current.value, following.value) in STEPS_THERE_ARE)


def test_every_state_has_a_name_and_what_ended_goes_nowhere() -> None:
    assert set(LABELS) == set(STEPS) == set(State)
    assert {state for state in State if not STEPS[state]} == set(State) - GOING_ON


def test_a_chosen_plan_that_stops_is_stopped_everywhere(db: None) -> None:
    agreement = make_agreement()
    move(agreement, State.STOPPED, None)
    agreement.refresh_from_db()
    assert agreement.plan.state is Status.STOPPED
    assert agreement.ended_at is not None


def test_what_stopped_never_goes_on(db: None) -> None:
    agreement = make_agreement()
    move(agreement, State.STOPPED, None)
    with pytest.raises(Refused, match="gestopt"):
        move(agreement, State.BUSY, None)


def make_agreement() -> Agreement:
    edition = make.edition(Phase.EXECUTION)
    plan = make.plan(edition, Status.CHOSEN, cost_cents=250_000)
    open_agreements(edition, None, {})
    return Agreement.objects.get(plan=plan)
