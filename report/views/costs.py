"""What the round itself cost: hours, prices and other costs, on one page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from plans.money import as_typed
from report import actions
from report.forms.costs import HoursForm, OtherCostForm, PricesForm
from report.queries.entered import entered

Forms = dict[str, forms.Form]


@edition_roles(Role.LEADER)
@require_safe
def round_costs(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _page(request, edition, {})


@edition_roles(Role.LEADER)
@require_POST
def hours_add(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = HoursForm(request.POST)
    return _settle(request, edition, "hours", form, actions.add_hours, "De uren staan erbij.")


@edition_roles(Role.LEADER)
@require_POST
def other_cost_add(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = OtherCostForm(request.POST)
    return _settle(request, edition, "other", form, actions.add_other_cost, "De kosten staan erbij.")


@edition_roles(Role.LEADER)
@require_POST
def prices_set(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = PricesForm(request.POST)
    return _settle(request, edition, "prices", form, actions.set_prices, "De prijzen zijn bewaard.")


@edition_roles(Role.LEADER)
@require_POST
def hours_remove(request: ResidentRequest, edition: Edition, row: int) -> HttpResponse:
    return _remove(request, edition, lambda: actions.remove_hours(edition.pk, row, request.user.pk))


@edition_roles(Role.LEADER)
@require_POST
def other_cost_remove(request: ResidentRequest, edition: Edition, row: int) -> HttpResponse:
    return _remove(request, edition, lambda: actions.remove_other_cost(edition.pk, row, request.user.pk))


def _settle(
    request: ResidentRequest,
    edition: Edition,
    name: str,
    form: forms.Form,
    act: Callable[..., object],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            act(edition.pk, **form.cleaned_data, by=request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, done)
            return redirect("round_costs", edition.slug)
    return _page(request, edition, {name: form}, status=422)


def _remove(request: ResidentRequest, edition: Edition, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "De regel is weg.")
    return redirect("round_costs", edition.slug)


def _page(request: ResidentRequest, edition: Edition, bound: Forms, status: int = 200) -> HttpResponse:
    found = entered(edition)
    prices = {
        "letter_cents": as_typed(found.prices.letter_cents or 0),
        "hourly_cents": as_typed(found.prices.hourly_cents or 0),
    }
    shown: Forms = {"hours": HoursForm(), "other": OtherCostForm(), "prices": PricesForm(initial=prices), **bound}
    context: dict[str, Any] = {"edition": edition, "entered": found, "forms": shown, "failed": bound}
    return render(request, "report/staff/costs.html", context, status=status)
