"""Steps that are done, and plans that stand."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.holding import hold, note
from execution.actions.states import move
from execution.models import Agreement, Decision, Milestone
from execution.permissions import side_of
from execution.states import State
from execution.terms import Side


@transaction.atomic
def finish_milestone(agreement_id: int, milestone_id: int, by: User) -> Milestone:
    """Marks a step as done, once."""
    agreement = hold(agreement_id)
    milestone = agreement.milestones.get(pk=milestone_id)
    if milestone.gate and milestone.decision != Decision.GO:
        raise Refused("Bij deze stap hoort eerst een besluit: go of no-go.")
    if milestone.done_on is None:
        milestone.done_on = timezone.localtime(clock.now()).date()
        milestone.save(update_fields=["done_on"])
        note("milestone_done", agreement, by.pk, milestone=milestone.pk)
    return milestone


@transaction.atomic
def mark_realised(agreement_id: int, by: User) -> Agreement:
    """The plan stands: CHOSEN becomes REALISED, once. Both sides must have confirmed the agreement before."""
    agreement = hold(agreement_id)
    if not agreement.is_agreed:
        raise Refused("De afspraak is nog niet door maker en gemeente bevestigd.")
    if side_of(by, agreement) is not Side.MUNICIPALITY:
        raise Refused("U maakt dit plan zelf. Een andere projectleider zet het op gerealiseerd.")
    return move(agreement, State.REALISED, by.pk)
