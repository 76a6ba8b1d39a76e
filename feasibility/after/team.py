"""Pages for the team: who answered and who did not, conditions to tick off, and looking again at a verdict."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility import actions
from feasibility.actions import HandledMeanwhile, VerdictRefused
from feasibility.after.forms import FindingForm, NewVerdictForm, condition_rows, wanted_conditions
from feasibility.models import Reconsideration, TableRules
from feasibility.permissions import TABLE_ROLES, Person, may_handle, may_tick_off
from feasibility.queries import person_at
from feasibility.queries.after import after_rows, judged_plans, request_of
from feasibility.queries.costs import rules_of
from plans.models import Plan

JUDGES = (Role.CHECKER, Role.CHAIR, Role.LEADER)


@dataclass(frozen=True)
class Finding:
    """What somebody types who looks again: the finding, and a new verdict with its conditions."""

    form: FindingForm
    verdict: NewVerdictForm
    rows: Any

    @property
    def valid(self) -> bool:
        """A new verdict counts only when there is one."""
        checked = [self.form.is_valid()]
        if self.form.changes:
            checked += [self.verdict.is_valid(), self.rows.is_valid()]
        return all(checked)

    @property
    def wrong(self) -> bool:
        return bool(self.form.errors or (self.form.changes and (self.verdict.errors or self.rows.total_error_count())))


@edition_roles(*TABLE_ROLES)
@require_GET
def maker_answers(request: ResidentRequest, edition: Edition) -> HttpResponse:
    person = person_at(request.user.pk, edition.pk)
    rows = after_rows(edition, person)
    context = {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "rows": rows,
        "waiting": sum(row.waits for row in rows),
        "asking": sum(row.asks for row in rows),
        "unmet": [(row, each, may_tick_off(person, row.plan)) for row in rows for each in row.unmet],
        "off_ballot": rules_of(edition).silence == TableRules.Silence.OFF_BALLOT,
    }
    return render(request, "feasibility/after/answers.html", context)


@edition_roles(Role.CHAIR, Role.LEADER)
@require_POST
def condition_tick(request: ResidentRequest, edition: Edition, plan: int, condition: int) -> HttpResponse:
    _judged(edition, plan)
    met = request.POST.get("klaar") != "nee"
    try:
        actions.tick_off(plan, condition, request.user.pk, met=met)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "De voorwaarde is afgevinkt." if met else "De voorwaarde staat weer open.")
    return redirect("maker_answers", edition.slug)


@edition_roles(*JUDGES)
@require_http_methods(["GET", "POST"])
def reconsider(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    found = _judged(edition, plan)
    if request_of(found) is None:
        raise Http404("Niemand vroeg om dit oordeel opnieuw te bekijken.")
    person = person_at(request.user.pk, edition.pk)
    typed = _typed(found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _handling(request, edition, found, person, typed)
    if not typed.valid:
        return _handling(request, edition, found, person, typed)
    try:
        _save(found, request.user.pk, typed)
    except HandledMeanwhile as refusal:
        return _handling(request, edition, found, person, typed, refusal=refusal.reason)
    except VerdictRefused as refusal:
        typed.verdict.show(refusal)
    except Refused as refusal:
        typed.form.add_error(None, refusal.reason)
    else:
        messages.success(request, "Bewaard. De maker krijgt nu bericht.")
        return redirect("maker_answers", edition.slug)
    return _handling(request, edition, found, person, typed)


def _save(plan: Plan, by: int, typed: Finding) -> Reconsideration:
    found = typed.form.cleaned_data["found"]
    if typed.form.changes:
        return actions.change_verdict(plan.pk, by, found, typed.verdict.wanted(wanted_conditions(typed.rows)))
    return actions.keep_verdict(plan.pk, by, found)


def _typed(plan: Plan, data: Any) -> Finding:
    return Finding(
        FindingForm(data),
        NewVerdictForm.about(plan.verdict, plan.cost_cents, data),
        condition_rows(list(plan.conditions.all()), data),
    )


def _handling(
    request: ResidentRequest, edition: Edition, plan: Plan, person: Person, typed: Finding, refusal: str = ""
) -> HttpResponse:
    """The page; after a post with everything that was typed, also when somebody else was first."""
    asked = Reconsideration.objects.select_related("asked_by", "handled_by").get(plan=plan)
    context = {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "plan": plan,
        "asked": asked,
        "may_handle": asked.handled_at is None and may_handle(person, plan.verdict, asked),
        "typed": typed if request.method == "POST" or asked.handled_at is None else None,
        "posted": request.method == "POST",
        "refusal": refusal,
    }
    status = 422 if refusal or typed.wrong else 200
    return render(request, "feasibility/after/reconsider.html", context, status=status)


def _judged(edition: Edition, number: int) -> Plan:
    plan = judged_plans(edition).with_figures().filter(pk=number).first() if number < 2**63 else None
    if plan is None:
        raise Http404("Over dit plan is nog geen oordeel bekend.")
    plan.edition = edition
    return plan
