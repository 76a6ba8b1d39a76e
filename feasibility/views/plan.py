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
    OtherQuestions,
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
from feasibility.actions.answers import OTHER_QUESTIONS
from feasibility.actions.meanwhile import WrittenMeanwhile
from feasibility.forms import AdviceForm, AnswerForm, ConditionForm, ParkForm, VerdictForm, version
from feasibility.models import ConditionOwner, Question
from feasibility.permissions import TABLE_ROLES, Person
from feasibility.queries import PlanSheet, QuestionState
from feasibility.quick_test import Outcome, Value
from feasibility.views.page import Typed, ask, behind, load, page_context, page_url


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
    sheet, person = load(request, edition, plan)
    state = _question(sheet, question)
    if state is None:
        return _stray(request, edition, sheet, person, question)
    form = AnswerForm.about(state.question, state.answer, request.POST)
    typed = Typed(answer=(question, form, None))
    if form.is_valid():
        try:
            _save(request, plan, question, form)
        except AnsweredMeanwhile as refusal:
            typed = _with_both(request, state, refusal)
        except OtherQuestions:
            return _stray(request, edition, *load(request, edition, plan), question)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _answered(request, edition, plan, question)
    if request.headers.get("HX-Request"):
        return _question_again(request, edition, plan, question, typed)
    return _again(request, edition, plan, typed)


def _save(request: ResidentRequest, plan: int, question: int, form: AnswerForm) -> None:
    typed = form.cleaned_data
    save_answer(
        plan, question, request.user.pk, value=Value(typed["value"]), remark=typed["remark"], seen=typed["seen"]
    )


def _question(sheet: PlanSheet, question_id: int) -> QuestionState | None:
    """The question, when it is one of this plan's (else None) and this person's to answer (else 403)."""
    state = next((s for s in sheet.questions if s.question.pk == question_id), None)
    if state and not state.may_answer:
        raise PermissionDenied("U beantwoordt de vragen van uw eigen vakgebied.")
    return state


def _stray(request: ResidentRequest, edition: Edition, sheet: PlanSheet, person: Person, question: int) -> HttpResponse:
    """An answer to another version's question, as from a page that was open when the version changed.

    What was typed comes back in the question with the same name, where this person may answer one, else above the page.
    """
    stray = Question.objects.filter(pk=question).first() if question < 2**63 else None
    if stray is None:
        raise Http404("Deze vraag is er niet.")
    same = next((s for s in sheet.questions if s.question.key == stray.key and s.asked and s.may_answer), None)
    typed = Typed(stray=AnswerForm.about(stray, None, request.POST))
    if same and stray.flow.edition_id == edition.pk and not sheet.closed:
        data = request.POST.copy()
        data["seen"] = version(same.answer) if same.answer else ""
        typed = Typed(answer=(same.question.pk, AnswerForm.about(same.question, same.answer, data), same.answer))
    typed.form.add_error(None, OTHER_QUESTIONS)
    response = _again(request, edition, sheet.plan.pk, typed)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"] = response["HX-Reselect"] = "#inhoud"
        response["HX-Reswap"] = "outerHTML show:window:top"
    return response


def _with_both(request: HttpRequest, state: QuestionState, refusal: AnsweredMeanwhile) -> Typed:
    """Keeps what was typed beside what the other one wrote; saving again now replaces it knowingly."""
    data = request.POST.copy()
    data["seen"] = version(refusal.current)
    form = AnswerForm.about(state.question, refusal.current, data)
    form.add_error(None, refusal.reason)
    return Typed(answer=(state.question.pk, form, refusal.current))


def _answered(request: HttpRequest, edition: Edition, plan: int, question: int) -> HttpResponse:
    """With htmx only what an answer changes, so that half-typed answers to other questions stay on the page."""
    if not request.headers.get("HX-Request"):
        messages.success(request, "Uw antwoord is bewaard.")
        return redirect(page_url(request, edition, plan, f"vraag-{question}"))
    context = page_context(request, edition, plan, Typed())
    sheet: PlanSheet = context["sheet"]
    context |= {
        "each": next(ask(sheet, s, Typed()) for s in sheet.questions if s.question.pk == question),
        "dependents": [ask(sheet, s, Typed()) for s in behind(sheet, question)],
        "saved": True,
    }
    response = render(request, "feasibility/_answered.html", context)
    # So that the page knows that this change was its own (news.js).
    response["X-Plan-Version"] = str(context["table_version"])
    return response


def _question_again(request: HttpRequest, edition: Edition, plan: int, question: int, typed: Typed) -> HttpResponse:
    context = page_context(request, edition, plan, typed)
    sheet: PlanSheet = context["sheet"]
    context["each"] = next(ask(sheet, s, typed) for s in sheet.questions if s.question.pk == question)
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
                seen=form.cleaned_data["seen"],
            )
        except VerdictRefused as refusal:
            form.show(refusal)
        except WrittenMeanwhile as refusal:
            form.data = request.POST.copy()
            form.data["seen"] = refusal.seen
            form.add_error(None, refusal.reason)
            return _again(request, edition, plan, Typed(verdict=form, verdict_current=refusal.current))
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
