"""The agreement: for its maker and the project leader."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.actions.versions import TermsRefused
from execution.forms.agreement import AgreementForms, ChangeRequestForm
from execution.forms.news import UpdateForm
from execution.paper import render_agreement
from execution.queries.progress import agreements
from execution.queries.versions import sheet_of, with_versions
from execution.terms import Side
from execution.views.room import find, settle, show


@edition_resident
def agreement(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return show(request, find(request, edition, number), UpdateForm())


@edition_resident
@require_POST
def agreement_confirm(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """The form names the version that was read: nobody agrees to what came in between."""
    found = find(request, edition, number)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    return settle(
        request, found, lambda: actions.confirm_agreement(found.pk, version, request.user), "De afspraak is bevestigd."
    )


@edition_resident
@require_http_methods(["GET", "POST"])
def agreement_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """A maker asks for a change."""
    found = find(request, edition, number)
    form = ChangeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_change(found.pk, request.user, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw vraag is verstuurd. De projectleider reageert.")
            return redirect("agreement", edition.slug, number)
    return show(request, found, UpdateForm(), 422 if form.errors else 200, form)


@edition_resident
@require_safe
def agreement_pdf(request: ResidentRequest, edition: Edition, number: int, version: int) -> HttpResponse:
    found = find(request, edition, number)
    chapter = next((each for each in sheet_of(found, None).chapters if each.version.number == version), None)
    if chapter is None:
        raise Http404("Deze versie is er niet.")
    headers = {
        "Content-Disposition": f'inline; filename="afspraak-{edition.slug}-{number}-versie-{version}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(render_agreement(found, chapter), content_type="application/pdf", headers=headers)


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def agreement_edit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """One page for a whole version, which starts with the latest, or with the texts of the table."""
    found = get_object_or_404(with_versions(agreements(edition)), plan_id=number)
    sheet = sheet_of(found, Side.MUNICIPALITY)
    page = AgreementForms(sheet.start, sheet.latest.number if sheet.latest else 0, request.POST or None)
    if request.method == "POST" and page.is_valid():
        typed = page.form.cleaned_data
        try:
            actions.propose_version(found.pk, request.user, page.wanted(), typed["base"], typed["why"])
        except TermsRefused as refusal:
            page.show(refusal.problems)
        except Refused as refusal:
            page.form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De afspraak staat klaar. Maker en gemeente bevestigen haar nu allebei.")
            return redirect("agreement", edition.slug, number)
    context = {"edition": edition, "plan": found.plan, "agreement": found, "sheet": sheet, "page": page}
    return render(request, "execution/agreement_edit.html", context, status=422 if page.errors else 200)
