"""The step in which every plan on the table, or past it, got the day on which it came there."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit.actions import record
from audit.models import Entry
from editions.models import PhaseChange
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests import make

BEFORE = [("plans", "0011_conflict_pairs")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def entered(plan: Plan) -> datetime:
    """What the audit trail keeps of the step to the table."""
    facts = {"before": Status.HELD, "after": Status.IN_CHECK}
    return record("plan_status", edition=plan.edition.slug, subject=f"plan:{plan.pk}", **facts).at


@pytest.mark.django_db(transaction=True)
def test_the_audit_trail_says_when_and_else_the_edition() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    began = make.moment(19)
    PhaseChange.objects.create(edition=edition, from_phase=Phase.LIKES, to_phase=Phase.FEASIBILITY, at=began)
    told, untold = (make.plan(edition, Status.IN_CHECK) for _ in range(2))
    judged, fell = make.plan(edition, Status.NOT_FEASIBLE), make.plan(edition, Status.BELOW_THRESHOLD)
    unknown = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
    at = entered(told)
    try:
        migrate(BEFORE)
    finally:
        migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    kept = dict(Plan.objects.values_list("pk", "check_started_at"))
    assert [kept[plan.pk] for plan in (told, untold, judged)] == [at, began, began]
    assert kept[fell.pk] is None
    assert kept[unknown.pk] is None
    assert Entry.objects.count() == 1
