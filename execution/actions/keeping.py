"""Keeping to what was agreed: conditions that are met, instalments that are paid, gates where somebody decides."""

from datetime import date

from django.db import transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.holding import hold, note
from execution.actions.states import move
from execution.models import Agreement, AgreementCondition, Decision, Instalment, Milestone
from execution.permissions import side_of
from execution.states import State
from execution.terms import Side, may_tick

NOT_AGREED = "De afspraak is nog niet door maker en gemeente bevestigd."


def _hold_agreed(agreement_id: int) -> Agreement:
    agreement = hold(agreement_id)
    if not agreement.is_agreed:
        raise Refused(NOT_AGREED)
    if not agreement.is_going_on:
        raise Refused("Dit plan is klaar of gestopt.")
    return agreement


def _for_the_city(by: User, agreement: Agreement, what: str) -> None:
    if side_of(by, agreement) is not Side.MUNICIPALITY:
        raise Refused(f"Alleen een projectleider die het plan niet zelf maakt, {what}.")


@transaction.atomic
def mark_condition(agreement_id: int, condition_id: int, by: User, met: bool) -> AgreementCondition:
    """The side that sees to a condition says that it is met, or takes that back. Twice the same changes nothing."""
    agreement = _hold_agreed(agreement_id)
    condition = agreement.conditions.get(pk=condition_id)
    if not may_tick(condition.owner, side_of(by, agreement)):
        raise Refused(f"Dit regelt {condition.owner}. Die vinkt het af.")
    if met == bool(condition.met_at):
        return condition
    condition.met_at, condition.met_by = (clock.now(), by) if met else (None, None)
    condition.save(update_fields=["met_at", "met_by"])
    note("condition_met" if met else "condition_unmet", agreement, by.pk, condition=condition.pk)
    return condition


@transaction.atomic
def pay_instalment(agreement_id: int, instalment_id: int, by: User, paid_on: date | None) -> Instalment:
    """The municipality says when an instalment was paid; None takes that back."""
    agreement = _hold_agreed(agreement_id)
    _for_the_city(by, agreement, "zet een termijn op betaald")
    if paid_on and paid_on > clock.today():
        raise Refused("Deze dag moet nog komen. Vul in wanneer er betaald is.")
    if paid_on and paid_on < agreement.opened_at.date():
        raise Refused("Op deze dag was de uitslag er nog niet. Vul in wanneer er betaald is.")
    instalment = agreement.instalments.get(pk=instalment_id)
    if instalment.paid_on != paid_on:
        instalment.paid_on = paid_on
        instalment.save(update_fields=["paid_on"])
        note("instalment_paid" if paid_on else "instalment_unpaid", agreement, by.pk, cents=instalment.cents)
    return instalment


@transaction.atomic
def decide_gate(agreement_id: int, milestone_id: int, by: User, decision: Decision, reason: str = "") -> Milestone:
    """Writes down what was decided at a gate. After a no-go the plan is stuck; stopping it is a step of its own.

    A no-go that became possible after all is decided again; a go stands.
    """
    agreement = _hold_agreed(agreement_id)
    _for_the_city(by, agreement, "legt dit besluit vast")
    milestone = agreement.milestones.get(pk=milestone_id)
    _check_gate(milestone, decision, reason)
    milestone.decision, milestone.reason = decision, reason
    milestone.decided_at, milestone.decided_by = clock.now(), by
    milestone.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
    note("gate_decided", agreement, by.pk, milestone=milestone.pk, decision=decision.value)
    wanted = State.STUCK if decision is Decision.NO_GO else State.BUSY
    if agreement.current is not wanted and (decision is Decision.NO_GO or agreement.current is State.STUCK):
        move(agreement, wanted, by.pk)
    return milestone


def _check_gate(milestone: Milestone, decision: Decision, reason: str) -> None:
    if not milestone.gate:
        raise Refused("Bij deze stap hoort geen besluit.")
    if milestone.decision == Decision.GO:
        raise Refused("Hier is al ‘go’ besloten.")
    if decision is Decision.NO_GO and not reason:
        raise Refused("Schrijf op waarom het niet verder gaat.")
