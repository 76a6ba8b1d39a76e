"""Changing the questions of one version, with plain forms."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition
from feasibility.actions import QuestionRefused, add_question, change_question, move_question, remove_question
from feasibility.actions.questions import FROZEN
from feasibility.flow_forms import QuestionForm
from feasibility.models import Flow, Question
from feasibility.views.flows import CHANGERS, find


@edition_roles(*CHANGERS)
@require_http_methods(["GET", "POST"])
def question_add(request: ResidentRequest, edition: Edition, flow: int) -> HttpResponse:
    found = find(edition, flow)
    if request.method != "POST":
        section = request.GET.get("vakgebied", "")
        form = QuestionForm(found, None, None, discipline=section, kind="oordeel" if section else "feit")
        return _form(request, edition, found, None, form)
    form = QuestionForm(found, None, request.POST)
    return _save(request, edition, found, None, form, lambda: add_question(found.pk, request.user.pk, form.wanted()))


@edition_roles(*CHANGERS)
@require_http_methods(["GET", "POST"])
def question_change(request: ResidentRequest, edition: Edition, flow: int, question: int) -> HttpResponse:
    found = find(edition, flow)
    changed = _of(found, question)
    if request.method != "POST":
        return _form(request, edition, found, changed, QuestionForm(found, changed, None))
    form = QuestionForm(found, changed, request.POST)
    return _save(
        request,
        edition,
        found,
        changed,
        form,
        lambda: change_question(found.pk, changed.pk, request.user.pk, form.wanted()),
    )


@edition_roles(*CHANGERS)
@require_POST
def question_move(request: ResidentRequest, edition: Edition, flow: int, question: int) -> HttpResponse:
    found = find(edition, flow)
    up = request.POST.get("richting") == "omhoog"
    return _button(request, edition, found, lambda: move_question(found.pk, question, request.user.pk, up=up), question)


@edition_roles(*CHANGERS)
@require_POST
def question_remove(request: ResidentRequest, edition: Edition, flow: int, question: int) -> HttpResponse:
    found = find(edition, flow)
    return _button(request, edition, found, lambda: remove_question(found.pk, question, request.user.pk))


def _of(flow: Flow, question: int) -> Question:
    found = flow.questions.filter(pk=question).first() if question < 2**63 else None
    if found is None:
        raise Http404("Deze vraag is er niet.")
    return found


def _form(
    request: ResidentRequest, edition: Edition, flow: Flow, question: Question | None, form: QuestionForm
) -> HttpResponse:
    context = {
        "edition": edition,
        "flow": flow,
        "question": question,
        "form": form,
        "frozen": "" if flow.may_change else FROZEN,
    }
    return render(request, "feasibility/question_form.html", context, status=422 if form.errors else 200)


def _save(
    request: ResidentRequest,
    edition: Edition,
    flow: Flow,
    question: Question | None,
    form: QuestionForm,
    save: Callable[[], Question],
) -> HttpResponse:
    if form.is_valid():
        try:
            saved = save()
        except QuestionRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De vraag is bewaard.")
            return redirect(_at(edition, flow, saved.pk))
    return _form(request, edition, flow, question, form)


def _button(
    request: ResidentRequest, edition: Edition, flow: Flow, act: Callable[[], None], stay: int | None = None
) -> HttpResponse:
    """For buttons without a form: does it, and says on the page what came of it."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect(_at(edition, flow, stay))


def _at(edition: Edition, flow: Flow, question: int | None) -> str:
    page = reverse("flow_page", args=[edition.slug, flow.pk])
    return f"{page}#vraag-{question}" if question else page
