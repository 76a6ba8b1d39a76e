"""The way on of plans that were not chosen: for who looks after them, and for everybody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_public, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.forms.follow_up import AnswerForm, FollowUpForm, OutcomeForm
from execution.models import FollowUp, FollowUpKind
from execution.queries.follow_up import STANDS, Stand, follow_up_rows, follow_ups, ways_on


@edition_roles(Role.LEADER)
@require_safe
def follow_up_list(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rows = follow_up_rows(edition)
    wanted = request.GET.get("stand", "")
    tabs = [(stand.value, label, sum(row.stand is stand for row in rows)) for stand, label in STANDS.items()]
    shown = [row for row in rows if row.stand == wanted] if wanted in list(Stand) else rows
    context = {"edition": edition, "rows": shown, "tabs": tabs, "wanted": wanted, "all": len(rows)}
    return render(request, "execution/follow_up/list.html", context)


def _find(edition: Edition, number: int) -> FollowUp:
    return get_object_or_404(follow_ups(edition).prefetch_related("offers__by"), plan_id=number)


def _page(
    request: HttpRequest, found: FollowUp, form: FollowUpForm | None = None, ending: OutcomeForm | None = None
) -> HttpResponse:
    """The page of one way on; 422 when a form on it is not right."""
    context = {
        "edition": found.plan.edition,
        "follow_up": found,
        "form": form or FollowUpForm(instance=found),
        "ending": ending or OutcomeForm(initial={"outcome": found.outcome}),
        "offers": found.offers.all(),
        "answer_form": AnswerForm(),
    }
    wrong = any(each is not None and each.errors for each in (form, ending))
    return render(request, "execution/follow_up/edit.html", context, status=422 if wrong else 200)


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_edit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(edition, number)
    if request.method != "POST":
        return _page(request, found)
    form = FollowUpForm(request.POST, instance=_find(edition, number))
    if form.is_valid():
        data = form.cleaned_data
        facts = (FollowUpKind(data["kind"]), data["note"], data["owner"], data["next_on"])
        try:
            actions.set_follow_up(found.pk, request.user, *facts)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Bewaard. De makers krijgen er bericht van.")
            return redirect("follow_ups", edition.slug)
    return _page(request, found, form)


@edition_roles(Role.LEADER)
@require_POST
def follow_up_end(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(edition, number)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            actions.end_follow_up(found.pk, request.user, form.cleaned_data["outcome"])
        except Refused as refusal:
            form.add_error("outcome", refusal.reason)
        else:
            messages.success(request, "Bewaard. Het staat nu op de site.")
            return redirect("follow_ups", edition.slug)
    return _page(request, found, ending=form)


@edition_public
@require_safe
def what_became(request: HttpRequest, edition: Edition) -> HttpResponse:
    groups = ways_on(edition)
    ended = sum(each.ended_at is not None for group in groups for each in group.follow_ups)
    context = {"edition": edition, "groups": groups, "ended": ended, "all": sum(len(g.follow_ups) for g in groups)}
    return render(request, "execution/follow_up/what_became.html", context)
