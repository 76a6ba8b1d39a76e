"""Marking two plans that exclude one another, such as two plans for one spot. The count chooses at most one of them.

Until the vote opens, also after the verdicts are public: then nothing on the ballot changes any more.
"""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from common.plain_text import tidy
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from feasibility.permissions import Person, may_judge
from feasibility.queries.people import person_at
from plans.models import ConflictPair, Plan
from plans.status import Status

MAY_CONFLICT = frozenset({Status.IN_CHECK, Status.ON_BALLOT})
NOT_YOURS = "Alleen de voorzitter wijst plannen aan die elkaar uitsluiten, en niet bij een eigen plan."
NO_REASON = "Schrijf op waarom deze plannen niet allebei kunnen."
ITSELF = "Kies een ander plan: een plan sluit zichzelf niet uit."
OTHER_EDITION = "Deze twee plannen horen niet bij dezelfde editie."
NOT_HERE = "Kies twee plannen die op tafel of op het stembiljet liggen."
TWICE = "Deze twee plannen staan al samen aangewezen."


@transaction.atomic
def mark_conflict(plan_id: int, other_id: int, by: int, *, reason: str) -> ConflictPair:
    """Says that two plans cannot both be chosen, and why: public with the verdicts. Raises Refused."""
    edition, person = _open(plan_id, by)
    if plan_id == other_id:
        raise Refused(ITSELF)
    # In one order, so that two who mark the same plans never block each other.
    plans = list(Plan.objects.select_for_update(no_key=True).filter(pk__in=[plan_id, other_id]).order_by("pk"))
    _check(edition, person, plans)
    reason = tidy(reason)
    if not reason:
        raise Refused(NO_REASON)
    first, second = plans
    if ConflictPair.objects.filter(first=first, second=second).exists():
        raise Refused(TWICE)
    pair = ConflictPair.objects.create(first=first, second=second, reason=reason, added_by_id=by, added_at=clock.now())
    _record("conflict_marked", edition, by, pair)
    return pair


@transaction.atomic
def unmark_conflict(plan_id: int, pair_id: int, by: int) -> None:
    """Takes a pair of this plan away; one that is already gone is fine. Raises Refused."""
    edition, person = _open(plan_id, by)
    pair = ConflictPair.objects.select_for_update(of=("self",)).select_related("first", "second").filter(pk=pair_id)
    found = pair.first()
    if found is None or plan_id not in (found.first_id, found.second_id):
        return
    if not (may_judge(person, found.first) and may_judge(person, found.second)):
        raise Refused(NOT_YOURS)
    _record("conflict_unmarked", edition, by, found)
    found.delete()


def _open(plan_id: int, by: int) -> tuple[Edition, Person]:
    """Holds the edition before the vote; the step that opens it waits."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), Activity.JUDGE)
    return edition, person_at(by, edition.pk)


def _check(edition: Edition, person: Person, plans: list[Plan]) -> None:
    if len(plans) != 2:
        raise Refused(NOT_HERE)
    if not all(may_judge(person, plan) for plan in plans):
        raise Refused(NOT_YOURS)
    if any(plan.edition_id != edition.pk for plan in plans):
        raise Refused(OTHER_EDITION)
    if any(plan.state not in MAY_CONFLICT for plan in plans):
        raise Refused(NOT_HERE)


def _record(action: str, edition: Edition, by: int, pair: ConflictPair) -> None:
    facts = {"first": pair.first_id, "second": pair.second_id}
    record(action, edition=edition.slug, by=by, subject=f"plan:{pair.first_id}", **facts)
