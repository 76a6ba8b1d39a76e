"""Bewaartermijnen: what is kept of an edition, until when, and what was destroyed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from retention import actions
from retention.forms import HoldForm, TermForm
from retention.models import LegalHold
from retention.queries import overview

secret = cache_control(private=True, no_store=True)


def _page(request: ResidentRequest, edition: Edition, forms: Mapping[str, Any] | None = None) -> HttpResponse:
    shown = {"term_form": TermForm(), "hold_form": HoldForm(), **(forms or {})}
    failed = any(form.errors for form in shown.values())
    context = {"edition": edition, "kept": overview(edition), **shown}
    return render(request, "retention/terms.html", context, status=422 if failed else 200)


@edition_roles(Role.LEADER)
@secret
@require_safe
def retention(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _page(request, edition)


@edition_roles(Role.LEADER)
@secret
@require_POST
def retention_term(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = TermForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.set_term(given["key"], given["days"], request.user.pk, given["reason"], edition)
        except Refused as refusal:
            form.add_error("days", refusal.reason)
        else:
            messages.success(request, "De termijn is veranderd." if made else "Deze termijn was al zo lang.")
            return redirect("retention", edition.slug)
    return _page(request, edition, {"term_form": form})


@edition_roles(Role.LEADER)
@secret
@require_POST
def retention_hold(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            actions.set_hold(edition.pk, **form.cleaned_data, by=request.user.pk)
        except Refused as refusal:
            form.add_error("until", refusal.reason)
        else:
            messages.success(request, "Het vernietigen staat stil.")
            return redirect("retention", edition.slug)
    return _page(request, edition, {"hold_form": form})


@edition_roles(Role.LEADER)
@secret
@require_POST
def retention_hold_lift(request: ResidentRequest, edition: Edition, hold: int) -> HttpResponse:
    if not LegalHold.objects.filter(edition=edition, pk=hold).exists():
        raise Http404("Deze stop is er niet.")
    lifted = actions.lift_hold(hold, edition, request.user.pk)
    messages.success(request, "De stop is opgeheven." if lifted else "Deze stop was al opgeheven.")
    return redirect("retention", edition.slug)


@edition_roles(Role.LEADER)
@secret
@require_POST
def retention_destroy(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        made = actions.destroy_early(request.POST.get("key", ""), edition, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        text = f"Vernietigd: {made.rows} regels en {made.files} bestanden." if made else "Er was niets meer."
        messages.success(request, text)
    return redirect("retention", edition.slug)
