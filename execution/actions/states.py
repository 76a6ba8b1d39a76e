"""The one place where a chosen plan goes from one state to another."""

from django.db import transaction

from common import clock
from common.errors import Refused
from execution.actions.holding import note
from execution.models import Agreement
from execution.states import LABELS, State, may_go
from plans.actions import change_status
from plans.status import Status

_PLAN_STATUS = {State.REALISED: Status.REALISED, State.STOPPED: Status.STOPPED}


@transaction.atomic
def move(agreement: Agreement, state: State, by: int | None) -> Agreement:
    """Takes a held agreement to `state`; the plan goes along when it stands or stops. Raises Refused otherwise."""
    current = agreement.current
    if not may_go(current, state):
        raise Refused(f"Dit plan is ‘{LABELS[current]}’ en kan nu niet op ‘{LABELS[state]}’.")
    agreement.state = state
    if state in _PLAN_STATUS:
        change_status(agreement.plan_id, _PLAN_STATUS[state], by=by)
        agreement.ended_at = clock.now()
    agreement.save(update_fields=["state", "ended_at"])
    note("agreement_state", agreement, by, before=current.value, after=state.value)
    return agreement
