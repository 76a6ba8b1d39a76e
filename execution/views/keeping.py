"""Keeping to what was agreed: conditions, instalments, gates, and the answer to what a maker asked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.forms.agreement import AnswerForm, GateForm, PaidForm
from execution.models import Agreement, Decision
from execution.views.room import find, settle


@edition_resident
@require_POST
def condition_met(request: ResidentRequest, edition: Edition, number: int, met: int) -> HttpResponse:
    """Ticks a condition as met; with `weg` in the form that is taken back."""
    found = find(request, edition, number)
    if not any(each.pk == met for each in found.conditions.all()):
        raise Http404("Deze voorwaarde is er niet.")
    back = "weg" in request.POST
    done = "Het vinkje is weggehaald." if back else "De voorwaarde is afgevinkt."
    return settle(request, found, lambda: actions.mark_condition(found.pk, met, request.user, not back), done)


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def instalment_paid(request: ResidentRequest, edition: Edition, number: int, instalment: int) -> HttpResponse:
    found = find(request, edition, number)
    row = next((each for each in found.instalments.all() if each.pk == instalment), None)
    if row is None:
        raise Http404("Deze termijn is er niet.")
    if "weg" in request.POST:
        return settle(
            request, found, lambda: actions.pay_instalment(found.pk, instalment, request.user, None), "Weggehaald."
        )
    form = PaidForm(request.POST or None, initial={"paid_on": row.paid_on or clock.today()})
    return _ask(
        request,
        found,
        form,
        {"item": row, "heading": "Termijn betaald", "button": "Zet op betaald"},
        lambda typed: actions.pay_instalment(found.pk, instalment, request.user, typed["paid_on"]),
    )


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def gate_decide(request: ResidentRequest, edition: Edition, number: int, milestone: int) -> HttpResponse:
    found = find(request, edition, number)
    row = next((each for each in found.milestones.all() if each.pk == milestone and each.gate), None)
    if row is None:
        raise Http404("Bij deze stap hoort geen besluit.")
    form = GateForm(request.POST or None)
    return _ask(
        request,
        found,
        form,
        {"item": row, "heading": "Go of no-go", "button": "Leg het besluit vast"},
        lambda typed: actions.decide_gate(
            found.pk,
            milestone,
            request.user,
            Decision(typed["decision"]),
            typed["reason"],
        ),
    )


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def change_answer(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = find(request, edition, number)
    row = next((each for each in found.requests.all() if each.settled_at is None), None)
    if row is None:
        messages.info(request, "Deze vraag is al beantwoord.")
        return redirect("agreement", edition.slug, number)
    return _ask(
        request,
        found,
        AnswerForm(request.POST or None),
        {"item": row.text, "heading": "Antwoord aan de maker", "button": "Stuur het antwoord"},
        lambda typed: actions.answer_request(found.pk, request.user, typed["answer"]),
    )


def _ask(
    request: ResidentRequest,
    found: Agreement,
    form: forms.Form,
    texts: dict[str, object],
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """A page with one short form: does what it says and goes back to the agreement, or says why not."""
    plan = found.plan
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Bewaard.")
            return redirect("agreement", plan.edition.slug, plan.pk)
    context = {"edition": plan.edition, "plan": plan, "form": form, **texts}
    return render(request, "execution/agreement_step.html", context, status=422 if form.errors else 200)
