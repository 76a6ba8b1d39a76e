"""Pages about time: what is late and with whom it waits, a plan's clock, and the rules of the table."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import pause_clock, resume_clock, set_table_rules
from feasibility.clock.forms import PauseForm, RulesForm
from feasibility.permissions import Person, is_own_plan
from feasibility.queries.clock import Pace, arrange_clocks, clock_rows
from feasibility.queries.costs import rules_of
from feasibility.queries.rules import fixed_rules
from feasibility.views.page import load, page_url

SORTS = {"termijn": "Termijn", "plan": "Plan", "vragen": "Open vragen"}


@edition_roles(Role.CHAIR, Role.LEADER)
@require_safe
def clock_overview(request: ResidentRequest, edition: Edition) -> HttpResponse:
    reader = Person(request.user.pk, frozenset(), frozenset())
    rows = [row for row in clock_rows(edition) if not is_own_plan(reader, row.plan)]
    paces = Counter(row.clock.pace for row in rows)
    sort = request.GET.get("sort", "")
    chosen = request.GET.get("stand", "")
    shown = [row for row in rows if chosen in ("", row.clock.pace.name)]
    context = {
        "edition": edition,
        "rows": arrange_clocks(shown, sort),
        "total": len(rows),
        "paces": [(pace, paces[pace]) for pace in Pace],
        "chosen": chosen,
        "columns": _columns(sort),
    }
    return render(request, "feasibility/clock/overview.html", context)


def _columns(sort: str) -> dict[str, dict[str, str]]:
    """See views.table: the label, the order it is in now, and the order after a click."""
    return {
        key: {
            "label": label,
            "now": {key: "ascending", f"-{key}": "descending"}.get(sort, ""),
            "next": f"-{key}" if sort == key else key,
        }
        for key, label in SORTS.items()
    }


@edition_roles(Role.CHAIR)
@require_POST
def clock_pause(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    sheet, _person = load(request, edition, plan)
    form = PauseForm(request.POST, auto_id="stil_%s")
    if form.is_valid():
        try:
            pause_clock(plan, request.user.pk, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De termijn staat stil. Vandaag telt al niet meer mee.")
            return redirect(page_url(request, edition, plan, "termijn"))
    context = {"edition": edition, "plan": sheet.plan, "form": form}
    return render(request, "feasibility/clock/pause.html", context, status=422)


@edition_roles(Role.CHAIR)
@require_POST
def clock_resume(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    try:
        resume_clock(plan, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "De termijn loopt weer. Vandaag telt mee.")
    return redirect(page_url(request, edition, plan, "termijn"))


@edition_roles(Role.CHAIR, Role.LEADER)
@require_http_methods(["GET", "POST"])
def table_rules(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rules, fixed = rules_of(edition), fixed_rules(edition)
    form = RulesForm.about(rules, fixed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_table_rules(edition.pk, request.user.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De afspraken zijn bewaard.")
            return redirect("table_rules", edition.slug)
    context = {
        "edition": edition,
        "form": form,
        "all_fixed": len(fixed) == len(form.fields),
    }
    return render(request, "feasibility/clock/rules.html", context, status=422 if form.errors else 200)
