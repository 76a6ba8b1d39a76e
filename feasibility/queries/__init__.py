"""Reads of the table: the list, one plan's sheet, and what the verdicts come down to."""

from feasibility.queries.listing import arrange
from feasibility.queries.outcome import conditions_by_plan, public_verdict, publication_reasons, unjudged_count
from feasibility.queries.people import person_at
from feasibility.queries.sheet import PlanSheet, QuestionState, plan_sheet
from feasibility.queries.table import STATE_LABELS, TABLED, TableRow, TableState, ids_on_table, neighbours, table_rows

__all__ = [
    "STATE_LABELS",
    "TABLED",
    "PlanSheet",
    "QuestionState",
    "TableRow",
    "TableState",
    "arrange",
    "conditions_by_plan",
    "ids_on_table",
    "neighbours",
    "person_at",
    "plan_sheet",
    "public_verdict",
    "publication_reasons",
    "table_rows",
    "unjudged_count",
]
