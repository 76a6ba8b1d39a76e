"""Two plans that are one idea: choosing the other, looking at both beside one another, and merging them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ResidentRequest
from editions.access import edition_roles
from editions.models import Edition
from plans import actions
from plans.models import Plan
from plans.triage.forms import ChooseForm, MergeForm
from plans.triage.queries import candidates, why_no_merge
from plans.triage.views import TRIAGE_ROLES, done, find

CANDIDATES_A_PAGE = 30


@edition_roles(*TRIAGE_ROLES)
@require_safe
def merge_choose(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """Any other plan, found by its number or by words of its title."""
    plan, form = find(edition, number), ChooseForm(request.GET)
    words = form.cleaned_data["zoek"] if form.is_valid() else ""
    closed = why_no_merge(plan)
    if closed:
        return _back(request, edition, plan, closed)
    page = Paginator(candidates(plan, words), CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    context = {"edition": edition, "plan": plan, "form": form, "words": words, "page": page}
    return render(request, "plans/triage/merge_choose.html", context, status=422 if form.errors else 200)


@edition_roles(*TRIAGE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_confirm(request: ResidentRequest, edition: Edition, number: int, other: int) -> HttpResponse:
    """Both plans beside one another: which goes on, and what will happen. POST merges."""
    if request.method != "POST":
        return _confirm(request, edition, find(edition, number), find(edition, other))
    pair = _exactly(edition, number), _exactly(edition, other)
    form = MergeForm(pair, request.POST)

    def save() -> None:
        target = form.cleaned_data["target"]
        source = other if target == number else number
        actions.merge_plans(source, target, request.user)

    if done(form, save):
        target = Plan.objects.with_figures().get(pk=form.cleaned_data["target"])
        messages.success(request, f"De plannen zijn samengevoegd. ‘{target.title}’ heeft nu {target.like_count} likes.")
        return redirect("triage_plan", edition.slug, target.pk)
    return _confirm(request, edition, *pair, form)


def _exactly(edition: Edition, number: int) -> Plan:
    """The plan of that number, also when it was merged just now: the action says what that means."""
    find(edition, number)
    return Plan.objects.for_cards().get(pk=number)


def _confirm(
    request: HttpRequest, edition: Edition, plan: Plan, other: Plan, form: MergeForm | None = None
) -> HttpResponse:
    closed = why_no_merge(plan) or why_no_merge(other)
    if closed and form is None:
        return _back(request, edition, plan, closed)
    if plan.pk == other.pk:
        return redirect("merge_choose", edition.slug, plan.pk)
    pair = _exactly(edition, plan.pk), _exactly(edition, other.pk)
    context = {
        "edition": edition,
        "plan": pair[0],
        "other": pair[1],
        "form": form or MergeForm(pair),
        "outcome": actions.expected_outcome(*pair),
        "makers": list(dict.fromkeys(person for each in pair for person in each.makers)),
    }
    return render(request, "plans/triage/merge_confirm.html", context, status=422 if form else 200)


def _back(request: HttpRequest, edition: Edition, plan: Plan, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("triage_plan", edition.slug, plan.pk)
