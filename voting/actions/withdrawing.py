"""A plan that goes off the ballot while people vote or before the result: it keeps its votes and cannot be chosen."""

from dataclasses import replace

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Phase
from plans.actions import change_status
from plans.models import Plan
from plans.queries import ballot_plans
from plans.status import Status
from voting.counting.rules import impossible
from voting.models import Count
from voting.queries.rules import present_rules

NOT_NOW = "Een plan van het stembiljet halen kan alleen zolang de stemming loopt en de uitslag nog niet bekend is."
NOT_THERE = "Dit plan staat niet op het stembiljet."
LAST = "Dit is het laatste plan op het stembiljet. Zonder plannen kan niemand stemmen."
NOBODY_VOTES = "Zonder dit plan kan niemand meer stemmen. %s"


@transaction.atomic
def withdraw_from_ballot(edition_id: int, plan_id: int, by: int, reason: str) -> Plan:
    """Takes a plan off the ballot for good. Ballots that name it stay valid. Raises Refused.

    While people vote somebody must still be able to by the rules: with enough plans, and together within the budget.

    `reason` is for the record and names no person.
    """
    edition = take(edition_id)
    published = Count.objects.filter(edition=edition, published_at__isnull=False).exists()
    if edition.current_phase not in (Phase.VOTING, Phase.COUNTING) or published:
        raise Refused(NOT_NOW)
    on_ballot = ballot_plans(edition)
    if not on_ballot.filter(pk=plan_id).exists():
        raise Refused(NOT_THERE)
    if edition.current_phase is Phase.VOTING:
        _require_a_ballot_without(edition, plan_id)
    plan = change_status(plan_id, Status.WITHDRAWN, by=by)
    record("plan_off_ballot", edition=edition.slug, by=by, subject=f"plan:{plan_id}", note=reason)
    return plan


def _require_a_ballot_without(edition: Edition, plan_id: int) -> None:
    rules = present_rules(edition)
    left = {plan: cents for plan, cents in rules.prices.items() if plan not in {plan_id, *rules.withdrawn}}
    if not left:
        raise Refused(LAST)
    if reason := impossible(replace(rules, prices=left, pairs=(), withdrawn=frozenset())):
        raise Refused(NOBODY_VOTES % reason)
