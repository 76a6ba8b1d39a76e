"""One plan on the table: the page, and everything that people at the table do with it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import (
    AnsweredMeanwhile,
    VerdictRefused,
    add_condition,
    confirm_verdict,
    give_advice,
    park_plan,
    remove_condition,
    reopen_verdict,
    save_answer,
    second_verdict,
    unpark_plan,
)
from feasibility.forms import AdviceForm, AnswerForm, ConditionForm, ParkForm, VerdictForm, version
from feasibility.models import ConditionOwner
from feasibility.permissions import TABLE_ROLES
from feasibility.queries import PlanSheet, QuestionState
from feasibility.quick_test import Outcome, Value
from feasibility.views.page import Typed, ask, load, page_context, page_url


@edition_roles(*TABLE_ROLES)
@require_GET
def table_plan(request: HttpRequest, edition: Edition, plan: int) -> HttpResponse:
    return render(request, "feasibility/table_plan.html", page_context(request, edition, plan, Typed()))


def _again(request: HttpRequest, edition: Edition, plan: int, typed: Typed) -> HttpResponse:
    """The same page with what was typed and what is wrong with it."""
    return render(request, "feasibility/table_plan.html", page_context(request, edition, plan, typed), status=422)


@edition_roles(Role.CHECKER, Role.CHAIR)
@require_POST
def answer_save(request: ResidentRequest, edition: Edition, plan: int, question: int) -> HttpResponse:
    sheet, _ = load(request, edition, plan)
    state = _question(sheet, question)
    form = AnswerForm.about(question, state.answer, request.POST)
    typed = Typed(answer=(question, form, None))
    if form.is_valid():
        try:
            save_answer(
                plan,
                question,
                request.user.pk,
                value=Value(form.cleaned_data["value"]),
                remark=form.cleaned_data["remark"],
                seen=form.cleaned_data["seen"],
            )
        except AnsweredMeanwhile as refusal:
            typed = _with_both(request, question, refusal)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _answered(request, edition, plan, question)
    if request.headers.get("HX-Request"):
        return _question_again(request, edition, plan, question, typed)
    return _again(request, edition, plan, typed)


def _question(sheet: PlanSheet, question_id: int) -> QuestionState:
    """The question, when it is of this edition (else 404) and this person's to answer (else 403)."""
    state = next((s for s in sheet.questions if s.question.pk == question_id), None)
    if state is None:
        raise Http404("Deze vraag is er niet.")
    if not state.may_answer:
        raise PermissionDenied("U beantwoordt de vragen van uw eigen vakgebied.")
    return state


def _with_both(request: HttpRequest, question_id: int, refusal: AnsweredMeanwhile) -> Typed:
    """Keeps what was typed beside what the other one wrote; saving again now replaces it knowingly."""
    data = request.POST.copy()
    data["seen"] = version(refusal.current)
    form = AnswerForm.about(question_id, refusal.current, data)
    form.add_error(None, refusal.reason)
    return Typed(answer=(question_id, form, refusal.current))


def _answered(request: HttpRequest, edition: Edition, plan: int, question: int) -> HttpResponse:
    """With htmx only what an answer changes, so that half-typed answers to other questions stay on the page."""
    if not request.headers.get("HX-Request"):
        messages.success(request, "Uw antwoord is bewaard.")
        return redirect(page_url(request, edition, plan, f"vraag-{question}"))
    context = page_context(request, edition, plan, Typed())
    sheet: PlanSheet = context["sheet"]
    state = _question(sheet, question)
    after = [s for s in sheet.questions if s.question.only_if_key == state.question.key]
    context |= {
        "each": ask(sheet, state, Typed()),
        "dependents": [ask(sheet, s, Typed()) for s in after],
        "saved": True,
    }
    return render(request, "feasibility/_answered.html", context)


def _question_again(request: HttpRequest, edition: Edition, plan: int, question: int, typed: Typed) -> HttpResponse:
    context = page_context(request, edition, plan, typed)
    state = _question(context["sheet"], question)
    context["each"] = ask(context["sheet"], state, typed)
    return render(request, "feasibility/_question.html", context, status=422)


@edition_roles(Role.CHECKER, Role.CHAIR)
@require_POST
def condition_add(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    form = ConditionForm(request.POST, auto_id="voorwaarde_%s")
    if form.is_valid():
        try:
            add_condition(
                plan, request.user.pk, **{**form.cleaned_data, "owner": ConditionOwner(form.cleaned_data["owner"])}
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De voorwaarde is toegevoegd.")
            return redirect(page_url(request, edition, plan, "voorwaarden"))
    return _again(request, edition, plan, Typed(condition=form))


@edition_roles(Role.CHECKER, Role.CHAIR)
@require_POST
def condition_remove(request: ResidentRequest, edition: Edition, plan: int, condition: int) -> HttpResponse:
    load(request, edition, plan)
    by = request.user.pk
    return _without_form(
        request, edition, plan, lambda: remove_condition(plan, condition, by), "De voorwaarde is weg.", "voorwaarden"
    )


@edition_roles(Role.CHAIR)
@require_POST
def verdict_confirm(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    form = VerdictForm(request.POST, auto_id="oordeel_%s")
    if form.is_valid():
        try:
            confirm_verdict(
                plan,
                request.user.pk,
                outcome=Outcome(form.cleaned_data["outcome"]),
                explanation=form.cleaned_data["explanation"],
                way_on=form.cleaned_data["way_on"],
                way_on_kind=form.cleaned_data["way_on_kind"],
                ballot_cents=form.cleaned_data["ballot"],
                ballot_reason=form.cleaned_data["ballot_reason"],
            )
        except VerdictRefused as refusal:
            form.show(refusal)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Het oordeel is bevestigd. Het blijft aan tafel tot de bekendmaking.")
            return redirect(page_url(request, edition, plan, "oordeel"))
    return _again(request, edition, plan, Typed(verdict=form))


@edition_roles(Role.CHAIR, Role.CHECKER, Role.LEADER)
@require_POST
def verdict_second(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    by = request.user.pk
    done = "U bevestigde dit ‘nee’ als tweede. De plannenmaker krijgt bij de bekendmaking een weg verder."
    return _without_form(request, edition, plan, lambda: second_verdict(plan, by), done, "oordeel")


@edition_roles(Role.CHAIR)
@require_POST
def plan_park(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    form = ParkForm(request.POST, auto_id="apart_%s")
    if form.is_valid():
        try:
            park_plan(plan, request.user.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Het plan staat even apart.")
            return redirect(page_url(request, edition, plan, "oordeel"))
    return _again(request, edition, plan, Typed(park=form))


@edition_roles(Role.CHAIR)
@require_POST
def plan_unpark(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    by = request.user.pk
    return _without_form(
        request, edition, plan, lambda: unpark_plan(plan, by), "Het plan ligt weer op tafel.", "oordeel"
    )


@edition_roles(Role.CHAIR)
@require_POST
def verdict_reopen(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    by = request.user.pk
    done = "Het oordeel is weer open. Uw woorden staan nog in het formulier."
    return _without_form(request, edition, plan, lambda: reopen_verdict(plan, by), done, "oordeel")


@edition_roles(Role.PARTNER)
@require_POST
def advice_save(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    load(request, edition, plan)
    form = AdviceForm(request.POST, auto_id="advies_%s")
    if form.is_valid():
        try:
            give_advice(plan, request.user.pk, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw advies is bewaard.")
            return redirect(page_url(request, edition, plan, "advies"))
    return _again(request, edition, plan, Typed(advice=form))


def _without_form(
    request: HttpRequest, edition: Edition, plan: int, act: Callable[[], object], done: str, anchor: str
) -> HttpResponse:
    """For buttons without a form: does it, and says on the page what came of it."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect(page_url(request, edition, plan, anchor))
