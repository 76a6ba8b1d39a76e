"""The agreement: for its maker and the project leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.forms.agreement import AgreementForm
from execution.forms.news import UpdateForm
from execution.queries.progress import agreements
from execution.views.room import find, settle, show


@edition_resident
def agreement(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return show(request, find(request, edition, number), UpdateForm())


@edition_resident
@require_POST
def agreement_confirm(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = find(request, edition, number)
    return settle(
        request, found, lambda: actions.confirm_agreement(found.pk, request.user), "De afspraak is bevestigd."
    )


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def agreement_edit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = get_object_or_404(agreements(edition), plan_id=number)
    form = AgreementForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_agreement(found.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De afspraak is aangepast. Maker en gemeente bevestigen haar opnieuw.")
            return redirect("agreement", edition.slug, number)
    context = {"edition": edition, "plan": found.plan, "form": form}
    return render(request, "execution/agreement_edit.html", context, status=422 if form.errors else 200)
