"""The list of all plans on the table, and making the verdicts public."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import propose_publication, publish_verdicts, withdraw_publication
from feasibility.forms import SORTS, TableFilter
from feasibility.models import Publication
from feasibility.permissions import TABLE_ROLES, may_publish
from feasibility.queries import (
    STATE_LABELS,
    TableRow,
    arrange,
    person_at,
    publication_reasons,
    table_rows,
)
from feasibility.queries.remarks import unseen_mentions


@edition_roles(*TABLE_ROLES)
@require_GET
def table(request: ResidentRequest, edition: Edition) -> HttpResponse:
    person = person_at(request.user.pk, edition.pk)
    rows = table_rows(edition, person)
    filter_form = TableFilter(request.GET, edition, state_choices())
    if person.disciplines:
        filter_form.ask_for_answers()
    chosen = filter_form.chosen()
    context = {
        "edition": edition,
        "person": person,
        "is_leader": Role.LEADER in person.roles,
        "rows": arrange(rows, chosen),
        "total": len(rows),
        "counts": _counts(rows),
        "waiting": sum(bool(row.waiting) for row in rows),
        "filter": filter_form,
        "chosen": chosen,
        "columns": _columns(chosen.get("sort", "")),
        "may_publish": may_publish(person),
        "mentions": unseen_mentions(edition, request.user.pk),
    }
    return render(request, "feasibility/table.html", context)


def state_choices() -> dict[str, str]:
    return {state.value: label for state, label in STATE_LABELS.items()}


def _counts(rows: list[TableRow]) -> list[tuple[str, int]]:
    numbers = Counter(row.state for row in rows)
    return [(label, numbers[state]) for state, label in STATE_LABELS.items()]


def _columns(sort: str) -> dict[str, dict[str, str]]:
    """For every column that can be sorted: its label, the order it is in now, and the order after a click."""
    return {
        key: {
            "label": label,
            "now": {key: "ascending", f"-{key}": "descending"}.get(sort, ""),
            "next": f"-{key}" if sort == key else key,
        }
        for key, label in SORTS.items()
    }


@edition_roles(Role.CHAIR, Role.LEADER)
@require_http_methods(["GET", "POST"])
def verdicts_publish(request: ResidentRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        try:
            publish_verdicts(edition.pk, request.user.pk)
        except Refused as refusal:
            return _publication(request, edition, refusal.reason)
        messages.success(request, "De oordelen zijn bekendgemaakt. Iedereen kan ze nu lezen bij de plannen.")
        return redirect("table", edition.slug)
    return _publication(request, edition)


@edition_roles(Role.CHAIR, Role.LEADER)
@require_POST
def publication_propose(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        propose_publication(edition.pk, request.user.pk)
    except Refused as refusal:
        return _publication(request, edition, refusal.reason)
    messages.success(request, "U stelde voor om de oordelen bekend te maken. Iemand anders bevestigt het nu.")
    return redirect("verdicts_publish", edition.slug)


@edition_roles(Role.CHAIR, Role.LEADER)
@require_POST
def publication_withdraw(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        withdraw_publication(edition.pk, request.user.pk)
    except Refused as refusal:
        return _publication(request, edition, refusal.reason)
    messages.success(request, "Het voorstel is teruggenomen.")
    return redirect("verdicts_publish", edition.slug)


def _publication(request: HttpRequest, edition: Edition, refused: str = "") -> HttpResponse:
    person = person_at(request.user.pk or 0, edition.pk)
    rows = table_rows(edition, person)
    judged = [row for row in rows if row.verdict]
    context = {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "rows": sorted(rows, key=lambda row: row.verdict is not None),
        "outcomes": sorted(Counter(row.verdict.get_outcome_display() for row in judged if row.verdict).items()),
        "ballot_cents": sum(row.verdict.ballot_cents or 0 for row in judged if row.verdict),
        "total": len(rows),
        "judged": len(judged),
        "own": sum(row.own for row in rows),
        "reasons": publication_reasons(edition),
        "proposal": Publication.objects.select_related("proposed_by").filter(edition=edition).first(),
        "refused": refused,
    }
    return render(request, "feasibility/verdicts_publish.html", context, status=422 if refused else 200)
