"""What the pages about one agreement share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import roles_in
from editions.models import Edition, Role
from execution.forms.news import UpdateForm
from execution.models import Agreement
from execution.permissions import is_maker, may_see_agreement
from execution.queries.progress import agreements, progress_of, today
from execution.queries.spending import purse_of


def find(request: ResidentRequest, edition: Edition, number: int) -> Agreement:
    """The agreement of a plan of this edition; 404 outside it, 403 for who has nothing to do with it."""
    agreement = get_object_or_404(agreements(edition), plan_id=number)
    if not may_see_agreement(request.user, agreement):
        raise PermissionDenied("Deze afspraak is van de maker en de projectleider.")
    return agreement


def show(request: ResidentRequest, agreement: Agreement, form: UpdateForm, status: int = 200) -> HttpResponse:
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "progress": progress_of(agreement, today()),
        "is_maker": is_maker(request.user, agreement),
        "is_leader": Role.LEADER in roles_in(request.user, agreement.plan.edition),
        "form": form,
        "purse": purse_of(agreement),
    }
    return render(request, "execution/agreement.html", context, status=status)


def settle(request: ResidentRequest, found: Agreement, act: Callable[[], object], done: str) -> HttpResponse:
    """Runs an action and goes back to the agreement, with what was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect("agreement", found.plan.edition.slug, found.plan_id)
