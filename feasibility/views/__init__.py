"""Pages of the table: the list, one plan, the publication, and the quick test with its questions."""

from feasibility.views.flows import flow_diagram, flow_discard, flow_draft, flow_list, flow_page, flow_use, flow_walk
from feasibility.views.plan import (
    advice_save,
    answer_save,
    condition_add,
    condition_remove,
    plan_park,
    plan_unpark,
    table_plan,
    verdict_confirm,
    verdict_reopen,
    verdict_second,
)
from feasibility.views.questions import question_add, question_change, question_move, question_remove
from feasibility.views.table import publication_propose, publication_withdraw, table, verdicts_publish

__all__ = [
    "advice_save",
    "answer_save",
    "condition_add",
    "condition_remove",
    "flow_diagram",
    "flow_discard",
    "flow_draft",
    "flow_list",
    "flow_page",
    "flow_use",
    "flow_walk",
    "plan_park",
    "plan_unpark",
    "publication_propose",
    "publication_withdraw",
    "question_add",
    "question_change",
    "question_move",
    "question_remove",
    "table",
    "table_plan",
    "verdict_confirm",
    "verdict_reopen",
    "verdict_second",
    "verdicts_publish",
]
