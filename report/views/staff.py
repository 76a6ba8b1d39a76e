"""The project leader's pages of the report: count, look, write the foreword, publish; and what people said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from common.plain_text import tidy
from editions.access import edition_roles
from editions.models import Edition, Role
from report import actions
from report.forms.report import ForewordForm
from report.queries.reports import report_of, survey_numbers, survey_texts


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def report_staff(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The state of the report; a POST keeps the foreword."""
    report = report_of(edition)
    words = {"text": report.foreword} if report else {}
    form = ForewordForm(request.POST if request.method == "POST" else None, initial=words)
    if form.is_bound and form.is_valid():
        try:
            actions.set_foreword(edition.pk, tidy(form.cleaned_data["text"]), request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Het woord vooraf is bewaard.")
            return redirect("report_staff", edition.slug)
    context = {"edition": edition, "report": report, "form": form}
    return render(request, "report/staff/report.html", context, status=422 if form.errors else 200)


@edition_roles(Role.LEADER)
@require_POST
def report_count(request: ResidentRequest, edition: Edition) -> HttpResponse:
    actions.keep_figures(edition.pk, request.user.pk)
    messages.success(request, "De cijfers zijn bijgewerkt.")
    return redirect("report_staff", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def report_publish(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        actions.publish_report(edition.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Het verslag is openbaar.")
    return redirect("report_staff", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def report_hide(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        actions.hide_report(edition.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Het verslag is niet meer openbaar.")
    return redirect("report_staff", edition.slug)


@edition_roles(Role.LEADER)
@require_safe
def survey_results(request: ResidentRequest, edition: Edition) -> HttpResponse:
    texts, numbers = survey_texts(edition), survey_numbers(edition)
    roles = [(role, number, texts.get(role)) for role, number in numbers.items()]
    return render(request, "report/staff/survey.html", {"edition": edition, "roles": roles})
