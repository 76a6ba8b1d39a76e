"""Everything on the table as a list to take along, for the table only: it holds verdicts that are not public yet."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects

from common import clock
from common.sheets import Value
from editions.models import Edition
from feasibility.models import Condition
from feasibility.permissions import Person, is_own_plan
from feasibility.queries import table_rows
from feasibility.queries.clock import clock_from
from feasibility.queries.costs import rules_of
from feasibility.queries.table import TableRow
from feasibility.quick_test import Discipline

PROGRESS = (None, *Discipline)
HEADING = (
    "id",
    "titel",
    "wijk",
    "thema",
    "status",
    "likes",
    "gevraagd bedrag",
    "open vragen",
    "sorteren",
    *(discipline.label for discipline in Discipline),
    "voorstel",
    "voorwaarden",
    "adviezen",
    "oordeel uiterlijk",
    "apart tot",
    "waarom apart",
    "oordeel",
    "bedrag op het stembiljet",
    "weg verder",
)
OWN_PLAN = "uw eigen plan"


def export_rows(edition: Edition, person: Person) -> Iterator[tuple[Value, ...]]:
    """One row per plan in the order of HEADING, amounts in euros; of somebody's own plan nothing of the table."""
    conditions: dict[int, list[str]] = {}
    for condition in Condition.objects.filter(plan__edition=edition):
        conditions.setdefault(condition.plan_id, []).append(_told(condition))
    rows = table_rows(edition, person)
    prefetch_related_objects([row.plan for row in rows], "pauses")
    rules, today = rules_of(edition), clock.today()
    for row in rows:
        plan = row.plan
        due = None if row.verdict else clock_from(plan, rules, today).due
        yield (
            plan.pk,
            plan.title,
            str(plan.neighbourhood or ""),
            str(plan.theme or ""),
            *_of_the_table(row, conditions.get(plan.pk, []), due, is_own_plan(person, plan)),
        )


def _of_the_table(row: TableRow, conditions: list[str], due: date | None, own: bool) -> tuple[Value, ...]:
    facts = (vars(row.plan)["like_count"], Decimal(vars(row.plan)["cost_cents"]) / 100)
    if own:
        return (OWN_PLAN, *facts, *[""] * (len(HEADING) - 7))
    sections = {progress.discipline: f"{progress.answered} van {progress.asked}" for progress in row.progress}
    verdict, proposal = row.verdict, row.proposal
    return (
        row.state_label,
        *facts,
        row.open_count,
        *(sections.get(section, "") for section in PROGRESS),
        proposal.outcome.label if proposal.outcome and proposal.complete else "",
        "\n".join(conditions),
        row.advice_count,
        f"{due:%d-%m-%Y}" if due else "",
        f"{row.parked.until:%d-%m-%Y}" if row.parked else "",
        row.parked.reason if row.parked else "",
        verdict.get_outcome_display() if verdict else "",
        Decimal(verdict.ballot_cents) / 100 if verdict and verdict.ballot_cents else None,
        verdict.way_on if verdict else "",
    )


def _told(condition: Condition) -> str:
    owner = condition.owner_name or condition.get_owner_display()
    due = f", uiterlijk {condition.due_on:%d-%m-%Y}" if condition.due_on else ""
    return f"{condition.text} (regelt: {owner}; op tijd voor {condition.get_before_display()}{due})"
