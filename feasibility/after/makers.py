"""Pages for the makers of a plan: the verdict with their answer, the request to look again, and the letter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident, serves
from editions.models import Edition
from feasibility import actions
from feasibility.after.forms import AskAgainForm, MakerAnswerForm
from feasibility.letter import render_letter
from feasibility.models import MakerAnswer
from feasibility.permissions import TABLE_ROLES
from feasibility.queries.after import MakerSheet, maker_sheet
from plans.models import Plan
from plans.permissions import works_on


@edition_resident
@require_http_methods(["GET", "HEAD", "POST"])
def maker_answer(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    sheet = _for_makers(request, edition, number)
    form = MakerAnswerForm.about(sheet.answer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = MakerAnswer.Kind(form.cleaned_data["kind"])
            actions.answer_conditions(number, request.user, kind=kind, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw antwoord is bewaard."))
            return redirect("maker_answer", edition.slug, number)
    return _page(request, "answer", sheet, form)


@edition_resident
@require_http_methods(["GET", "HEAD", "POST"])
def reconsideration_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    sheet = _for_makers(request, edition, number)
    form = AskAgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_reconsideration(number, request.user, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Iemand anders kijkt nog eens naar uw plan. U krijgt daar bericht van."))
            return redirect("maker_answer", edition.slug, number)
    return _page(request, "ask", sheet, form)


@edition_resident
@never_cache
@require_safe
def verdict_letter(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """The letter as PDF, for the makers and for everybody at the table."""
    sheet = _sheet(edition, number)
    if not works_on(request.user, sheet.plan) and not serves(request.user, edition, *TABLE_ROLES):
        raise Http404("Deze brief is er niet.")
    name = f'inline; filename="uw-plan-{number}.pdf"'
    return HttpResponse(render_letter(sheet), content_type="application/pdf", headers={"Content-Disposition": name})


def _sheet(edition: Edition, number: int) -> MakerSheet:
    try:
        return maker_sheet(edition, number)
    except (Plan.DoesNotExist, OverflowError):
        raise Http404("Deze pagina is er niet.") from None


def _for_makers(request: ResidentRequest, edition: Edition, number: int) -> MakerSheet:
    sheet = _sheet(edition, number)
    if not works_on(request.user, sheet.plan):
        raise Http404("Deze pagina is er niet.")
    return sheet


def _page(request: ResidentRequest, name: str, sheet: MakerSheet, form: MakerAnswerForm | AskAgainForm) -> HttpResponse:
    context = {"edition": sheet.plan.edition, "plan": sheet.plan, "sheet": sheet, "form": form}
    return render(request, f"feasibility/after/{name}.html", context, status=422 if form.errors else 200)
