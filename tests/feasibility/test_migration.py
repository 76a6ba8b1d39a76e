"""The step in which the questions of an edition became the first version of its quick test, there and back."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common import clock
from editions.phases import Phase
from plans.status import Status
from tests import make

BEFORE = [("feasibility", "0002_parts_of_the_table")]
AFTER = [("feasibility", "0005_a_question_belongs_to_a_flow")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _old_world(apps: Any) -> None:
    """One edition with an answer, one without, each with a question behind another."""
    old_question, old_answer = apps.get_model("feasibility", "Question"), apps.get_model("feasibility", "Answer")
    for answered in (True, False):
        plan = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
        given = {"edition_id": plan.edition_id, "discipline": "LEGAL"}
        first = old_question.objects.create(**given, key="a", number=1, text="Kan a?")
        old_question.objects.create(
            **given, key="b", number=2, text="Kan b?", only_if_key="a", only_if_value="PROVIDED"
        )
        if answered:
            old_answer.objects.create(
                plan_id=plan.pk, question=first, value="YES", answered_by_id=plan.maker_id, answered_at=clock.now()
            )


@pytest.mark.django_db(transaction=True)
def test_the_questions_become_version_one_and_go_back_whole() -> None:
    _old_world(migrate(BEFORE))
    try:
        apps = migrate(AFTER)
        flows = apps.get_model("feasibility", "Flow").objects.order_by("edition_id")
        assert [(f.number, f.state, f.frozen_at is not None) for f in flows] == [
            (1, "IN_USE", True),
            (1, "IN_USE", False),
        ]
        questions = apps.get_model("feasibility", "Question").objects.order_by("flow__edition_id", "number")
        assert [(q.key, q.only_if_values) for q in questions] == [("a", []), ("b", ["PROVIDED"])] * 2
        dossier = apps.get_model("feasibility", "Dossier").objects.get()
        assert dossier.flow_id == flows[0].pk
        old = migrate(BEFORE).get_model("feasibility", "Question").objects.order_by("edition_id", "number")
        assert [(q.key, q.only_if_value) for q in old] == [("a", ""), ("b", "PROVIDED")] * 2
    finally:
        migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
