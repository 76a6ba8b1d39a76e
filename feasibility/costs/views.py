"""Pages about what a plan costs: one for the table, one for the plan's makers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from feasibility import actions
from feasibility.actions.costs import mark_of
from feasibility.actions.meanwhile import WrittenMeanwhile
from feasibility.costs.forms import AnswerCostsForm, EstimateForm, WordsForm
from feasibility.permissions import TABLE_ROLES, may_estimate
from feasibility.queries import TABLED, person_at
from feasibility.queries.costs import CostRow, CostSheet, cost_sheet
from feasibility.seen import mark
from plans.models import Plan
from plans.money import as_typed
from plans.permissions import is_maker
from plans.status import Status

JUDGES = (Role.CHECKER, Role.CHAIR)


@edition_roles(*TABLE_ROLES)
@require_safe
def table_costs(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    return _table_page(request, edition, _on_table(request, edition, plan))


@edition_roles(*JUDGES)
@require_POST
def estimate_set(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    """`line` in the form says for which line of the maker; without it the post is one that the maker left out."""
    found = _on_table(request, edition, plan)
    line = found.cost_lines.filter(pk=_number(request.POST.get("line"))).first()
    form = EstimateForm.about(line, request.POST)

    def save() -> None:
        facts = {"label": "", **form.cleaned_data}
        actions.set_estimate(plan, request.user.pk, line_id=line.pk if line else None, **facts)

    return _after(request, edition, found, form, save, typed={"row": line.pk if line else 0})


@edition_roles(*JUDGES)
@require_POST
def estimate_remove(request: ResidentRequest, edition: Edition, plan: int, estimate: int) -> HttpResponse:
    found = _on_table(request, edition, plan)
    return _after(request, edition, found, None, lambda: actions.remove_estimate(plan, request.user.pk, estimate))


@edition_roles(*JUDGES)
@require_POST
def costs_explain(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    found, form = _on_table(request, edition, plan), WordsForm(request.POST, auto_id="uitleg_%s")

    def save() -> None:
        actions.explain_difference(plan, request.user.pk, form.cleaned_data["text"], form.cleaned_data["seen"])

    return _after(request, edition, found, form, save, typed={"explain": form})


@edition_roles(*JUDGES)
@require_POST
def costs_share(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    found = _on_table(request, edition, plan)
    return _after(request, edition, found, None, lambda: actions.share_costs(plan, request.user.pk))


@edition_roles(*JUDGES)
@require_POST
def second_look(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    found, form = _on_table(request, edition, plan), WordsForm(request.POST, auto_id="tweede_%s")

    def save() -> None:
        actions.give_second_look(plan, request.user.pk, form.cleaned_data["text"])

    return _after(request, edition, found, form, save, typed={"look": form})


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_estimate(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """The city's estimate for the makers: they read it once it is shared, and answer here."""
    plan, sheet = _shared(request, edition, number)
    form = AnswerCostsForm(request.POST or None, initial={"text": sheet.dossier.reply if sheet.dossier else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_costs(plan.pk, request.user, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw antwoord is bewaard. De deskundigen lezen het."))
            return redirect("plan_estimate", edition.slug, number)
    context = {"edition": edition, "plan": plan, "sheet": sheet, "form": form, "open": _is_open(edition, plan)}
    return render(request, "feasibility/costs/maker.html", context, status=422 if form.errors else 200)


@edition_resident
@require_POST
def second_look_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan, _sheet = _shared(request, edition, number)
    try:
        actions.ask_second_look(plan.pk, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Iemand anders van de gemeente kijkt nog eens naar de kosten."))
    return redirect("plan_estimate", edition.slug, number)


def _after(
    request: ResidentRequest,
    edition: Edition,
    plan: Plan,
    form: forms.Form | None,
    save: Callable[[], object],
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    """Saves and goes back to the costs, or shows them again with what was typed and what is wrong with it."""
    if form is None or form.is_valid():
        try:
            save()
        except Refused as refusal:
            if form is None:
                return _table_page(request, edition, plan, refusal.reason, status=422)
            if isinstance(refusal, WrittenMeanwhile):
                # Both are on the page now: what stands there, and what was typed; to save again replaces it knowingly.
                form.data = {**request.POST.dict(), "seen": refusal.seen}
            form.add_error(None, refusal.reason)
        else:
            return redirect("table_costs", edition.slug, plan.pk)
    return _table_page(request, edition, plan, form=form, typed=typed or {}, status=422)


def _table_page(
    request: ResidentRequest,
    edition: Edition,
    plan: Plan,
    refused: str = "",
    form: forms.Form | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    person, typed = person_at(request.user.pk, edition.pk), typed or {}
    sheet = cost_sheet(plan, edition)
    open_now = _is_open(edition, plan) and may_estimate(person, plan)
    context = {
        "edition": edition,
        "plan": plan,
        "sheet": sheet,
        "is_leader": Role.LEADER in person.roles,
        "refused": refused,
        "typed": form,
        "open": open_now,
        "rows": [(row, _row_form(row, form, typed) if open_now else None) for row in sheet.rows],
        "extra_form": form if typed.get("row") == 0 else EstimateForm.about(None),
        "explain_form": typed.get("explain") or _explain_form(sheet),
        "look_form": typed.get("look") or WordsForm(label="Wat vond u?", auto_id="tweede_%s"),
        "may_look": open_now and not plan.estimates.filter(by=request.user).exists(),
    }
    return render(request, "feasibility/costs/table.html", context, status=status)


def _row_form(row: CostRow, form: forms.Form | None, typed: dict[str, Any]) -> forms.Form | None:
    """The form of a line of the maker: what was just typed, else what stands there."""
    if row.line is None:
        return None
    if typed.get("row") == row.line.pk:
        return form
    known = row.estimate
    if known is None:
        return EstimateForm.about(row.line)
    return EstimateForm.about(
        row.line,
        low_cents=as_typed(known.low_cents),
        high_cents=as_typed(known.high_cents),
        basis=known.basis,
        seen=mark_of(known),
    )


def _explain_form(sheet: CostSheet) -> WordsForm:
    text = sheet.dossier.explanation if sheet.dossier else ""
    return WordsForm(initial={"text": text, "seen": mark(text)}, auto_id="uitleg_%s")


def _on_table(request: ResidentRequest, edition: Edition, number: int) -> Plan:
    """The plan; its makers have a page of their own."""
    plan = Plan.objects.of(edition).filter(status__in=TABLED, pk=number).for_cards().first()
    if plan is None or (edition.verdicts_published_at is None and is_maker(request.user, plan)):
        raise Http404("Dit plan ligt niet op tafel.")
    return plan


def _shared(request: ResidentRequest, edition: Edition, number: int) -> tuple[Plan, CostSheet]:
    """The plan and its costs for one of its makers; for everybody else, and before it is shared, there is nothing."""
    plan = Plan.objects.of(edition).filter(status__in=TABLED, pk=number).for_cards().first()
    if plan is None or not is_maker(request.user, plan):
        raise Http404("Deze pagina is er niet.")
    sheet = cost_sheet(plan, edition)
    if sheet.dossier is None or sheet.dossier.shared_at is None:
        raise Http404("Deze pagina is er nog niet.")
    return plan, sheet


def _is_open(edition: Edition, plan: Plan) -> bool:
    return plan.state is Status.IN_CHECK and edition.verdicts_published_at is None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
