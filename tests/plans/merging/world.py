"""Short ways to merge plans and to count who supports them."""

from accounts.models import User
from plans import actions
from plans.models import (
    Plan,
    Signature,
)
from tests import make


def merge(source: Plan, target: Plan, by: User) -> Plan:
    merged = actions.merge_plans(source.pk, target.pk, by)
    source.refresh_from_db()
    target.refresh_from_db()
    return merged


def supporters(plan: Plan) -> int:
    return Plan.objects.with_figures().get(pk=plan.pk).like_count


def sign(plan: Plan, person: str, name: str = "Wil") -> Signature:
    return Signature.objects.create(plan=plan, person_hash=person, name=name, entered_by=make.user())
