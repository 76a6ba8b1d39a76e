"""Chances in the neighbourhood: linking a plan to organisations, other plans and people that can help it."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from common.plain_text import tidy
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Connection
from feasibility.permissions import may_confer, may_remove
from plans.models import Plan

Kind = Connection.Kind
MOST_CONNECTIONS = 20
NOT_YOURS = "Alleen mensen aan tafel voegen een kans toe, en niet bij hun eigen plan."
NOT_YOURS_TO_REMOVE = "Alleen wie deze kans toevoegde of de voorzitter haalt hem weg."
NO_NAME = "Schrijf op met wie of wat u dit plan verbindt."
NO_PLAN = "Kies een plan uit de lijst."
NO_WHY = "Schrijf op wat het voor dit plan kan betekenen."
ITSELF = "Kies een ander plan: een plan kan zichzelf niet helpen."
TWICE = "Deze kans staat er al."
ENOUGH = f"Er staan al {MOST_CONNECTIONS} kansen bij dit plan. Haal er eerst een weg."


@transaction.atomic
def add_connection(
    plan_id: int, by: int, *, kind: Kind, why: str, name: str = "", other_plan_id: int | None = None, reach: str = ""
) -> Connection:
    """Links a plan. `reach` says how to get hold of an organisation or contact: for the makers and the team only.

    Nobody but the table reads it before the verdicts are public. Raises Refused.
    """
    hand = take_in_hand(plan_id, by)
    if not may_confer(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    why = tidy(why)
    if not why:
        raise Refused(NO_WHY)
    if hand.plan.connections.count() >= MOST_CONNECTIONS:
        raise Refused(ENOUGH)
    what = _other(hand, other_plan_id) if kind == Kind.PLAN else _named(hand, kind, name, reach)
    connection = Connection.objects.create(
        plan=hand.plan, kind=kind, why=why, added_by_id=by, added_at=clock.now(), **what
    )
    _record("connection_added", hand, connection.pk)
    return connection


@transaction.atomic
def remove_connection(plan_id: int, by: int, connection_id: int) -> None:
    """Takes a connection away; one that is already gone is fine. Raises Refused."""
    hand = take_in_hand(plan_id, by)
    found = hand.plan.connections.filter(pk=connection_id).first()
    if found is None and may_confer(hand.person, hand.plan):
        return
    if found is None or not may_remove(hand.person, hand.plan, found.added_by_id):
        raise Refused(NOT_YOURS_TO_REMOVE)
    found.delete()
    _record("connection_removed", hand, connection_id)


def _other(hand: PlanInHand, other_plan_id: int | None) -> dict[str, int]:
    """A plan of the same edition that everybody may know of."""
    if other_plan_id == hand.plan.pk:
        raise Refused(ITSELF)
    if other_plan_id is None or not Plan.objects.of(hand.edition).public().filter(pk=other_plan_id).exists():
        raise Refused(NO_PLAN)
    if hand.plan.connections.filter(other_plan=other_plan_id).exists():
        raise Refused(TWICE)
    return {"other_plan_id": other_plan_id}


def _named(hand: PlanInHand, kind: Kind, name: str, reach: str) -> dict[str, str]:
    name = " ".join(tidy(name).split())
    if not name:
        raise Refused(NO_NAME)
    if hand.plan.connections.filter(kind=kind, name__iexact=name).exists():
        raise Refused(TWICE)
    return {"name": name, "reach": tidy(reach)}


def _record(action: str, hand: PlanInHand, connection_id: int) -> None:
    record(action, edition=hand.edition.slug, by=hand.person.user_id, subject=hand.subject, connection=connection_id)
