"""Pages of the table: the list, one plan, and the publication."""

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
from feasibility.views.table import publication_propose, publication_withdraw, table, verdicts_publish

__all__ = [
    "advice_save",
    "answer_save",
    "condition_add",
    "condition_remove",
    "plan_park",
    "plan_unpark",
    "publication_propose",
    "publication_withdraw",
    "table",
    "table_plan",
    "verdict_confirm",
    "verdict_reopen",
    "verdict_second",
    "verdicts_publish",
]
