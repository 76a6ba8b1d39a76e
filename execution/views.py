"""Pages of the execution phase: for the maker, the project leader, and everybody."""

import re
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest, public
from common.errors import Refused
from common.photo_response import photo_response
from editions.access import edition_public, edition_resident, edition_roles, roles_in
from editions.models import Edition, Role
from execution import actions
from execution.forms import AgreementForm, FollowUpForm, UpdateForm
from execution.models import Agreement, FollowUpKind
from execution.permissions import is_maker, may_see_agreement
from execution.queries import agreements, follow_ups, progress_list, progress_of, today

# As `execution.actions.post_update` names them.
PHOTO_NAME = re.compile("[0-9a-f]{32}")


@edition_public
def progress(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "execution/progress.html", {"edition": edition, "plans": progress_list(edition)})


def _find(request: ResidentRequest, edition: Edition, number: int) -> Agreement:
    """The agreement of a plan of this edition; 404 outside it, 403 for who has nothing to do with it."""
    agreement = get_object_or_404(agreements(edition), plan_id=number)
    if not may_see_agreement(request.user, agreement):
        raise PermissionDenied("Deze afspraak is van de maker en de projectleider.")
    return agreement


def _show(request: ResidentRequest, agreement: Agreement, form: UpdateForm, status: int = 200) -> HttpResponse:
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "progress": progress_of(agreement, today()),
        "is_maker": is_maker(request.user, agreement),
        "is_leader": Role.LEADER in roles_in(request.user, agreement.plan.edition),
        "form": form,
    }
    return render(request, "execution/agreement.html", context, status=status)


@edition_resident
def agreement(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _show(request, _find(request, edition, number), UpdateForm())


@public
def photo(request: HttpRequest, name: str) -> FileResponse:
    """A photo of an update, cleaned when it came in; its name is random and its content never changes."""
    if not PHOTO_NAME.fullmatch(name):
        raise Http404("Deze foto is er niet.")
    return photo_response(f"voortgang/{name}.jpg")


@edition_resident
@require_POST
def agreement_confirm(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(request, edition, number)
    return _try(request, found, lambda: actions.confirm_agreement(found.pk, request.user), "De afspraak is bevestigd.")


@edition_resident
@require_http_methods(["GET", "POST"])
def update_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(request, edition, number)
    form = UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.post_update(found.pk, request.user, data["text"], data["photo"], data["photo_alt"])
        except Refused as refusal:
            form.add_error("photo" if data["photo"] else None, refusal.reason)
        else:
            messages.success(request, "Uw bericht staat op de pagina van uw plan.")
            return redirect("agreement", edition.slug, number)
    return _show(request, found, form, 422 if form.errors else 200)


@edition_resident
@require_POST
def milestone_done(request: ResidentRequest, edition: Edition, number: int, milestone: int) -> HttpResponse:
    found = _find(request, edition, number)
    if not any(each.pk == milestone for each in found.milestones.all()):
        raise Http404("Deze stap is er niet.")
    return _try(
        request, found, lambda: actions.finish_milestone(found.pk, milestone, request.user), "De stap is afgevinkt."
    )


@edition_roles(Role.LEADER)
@require_POST
def plan_realised(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(request, edition, number)
    return _try(request, found, lambda: actions.mark_realised(found.pk, request.user), "Het plan is gerealiseerd.")


def _try(request: ResidentRequest, found: Agreement, act: Callable[[], object], done: str) -> HttpResponse:
    """Runs an action and goes back to the agreement, with what was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect("agreement", found.plan.edition.slug, found.plan_id)


@edition_roles(Role.LEADER)
def execution_overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "execution/overview.html", {"edition": edition, "plans": progress_list(edition)})


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


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def follow_up_list(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rows = list(follow_ups(edition))
    wanted = request.POST.get("follow_up")
    forms = {row.pk: FollowUpForm(instance=row, prefix=str(row.pk)) for row in rows}
    status = 200
    for row in rows:
        if request.method == "POST" and str(row.pk) == wanted:
            form = forms[row.pk] = FollowUpForm(request.POST, instance=row, prefix=str(row.pk))
            if form.is_valid():
                data = form.cleaned_data
                actions.set_follow_up(row.pk, request.user, FollowUpKind(data["kind"]), data["note"])
                messages.success(request, "Bewaard.")
                return redirect("follow_ups", edition.slug)
            status = 422
    pairs = [(row, forms[row.pk]) for row in rows]
    return render(request, "execution/follow_ups.html", {"edition": edition, "pairs": pairs}, status=status)
