"""Pages of the table: the list, one plan, and the publication."""

from feasibility.views.plan import (
    advice_save,
    answer_save,
    condition_add,
    condition_remove,
    table_plan,
    verdict_confirm,
    verdict_reopen,
)
from feasibility.views.table import table, verdicts_publish

__all__ = [
    "advice_save",
    "answer_save",
    "condition_add",
    "condition_remove",
    "table",
    "table_plan",
    "verdict_confirm",
    "verdict_reopen",
    "verdicts_publish",
]
