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
from execution.forms.agreement import ChangeRequestForm
from execution.forms.news import UpdateForm
from execution.forms.pulse import BUTTONS
from execution.models import Agreement
from execution.permissions import is_maker, may_open, side_of
from execution.pulse import ASKED, Answer
from execution.queries.progress import agreements, progress_of, today
from execution.queries.spending import purse_of
from execution.queries.versions import sheet_of, with_versions
from execution.terms import may_tick


def find(request: ResidentRequest, edition: Edition, number: int) -> Agreement:
    """The agreement of a plan of this edition; 404 outside it, 403 for who has nothing to do with it."""
    agreement = get_object_or_404(with_versions(agreements(edition)), plan_id=number)
    if not may_open(request.user, agreement.plan):
        raise PermissionDenied("Deze afspraak is van de maker en de projectleider.")
    return agreement


def show(
    request: ResidentRequest,
    agreement: Agreement,
    form: UpdateForm,
    status: int = 200,
    ask: ChangeRequestForm | None = None,
) -> HttpResponse:
    side = side_of(request.user, agreement)
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "progress": progress_of(agreement, today()),
        "is_maker": is_maker(request.user, agreement),
        "is_leader": Role.LEADER in roles_in(request.user, agreement.plan.edition),
        "sheet": sheet_of(agreement, side),
        "conditions": [(each, may_tick(each.owner, side)) for each in agreement.conditions.all()],
        "ask": ask or ChangeRequestForm(),
        "next_step": next((each for each in agreement.milestones.all() if each.done_on is None), None),
        "form": form,
        "question": agreement.check_ins.first() if agreement.current in ASKED else None,
        "answers": [(each.value, *BUTTONS[each]) for each in Answer],
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
