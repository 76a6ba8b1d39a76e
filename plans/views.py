"""Pages of plans: writing for the maker, likes and reactions for residents."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import ResidentRequest, resident
from accounts.network import coarse_network
from common import clock
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from editions.phases import REFUSALS, Activity, why_not
from plans import actions, campaign
from plans.forms import CommentForm, CostLineForm, PlanChangeForm, PlanForm, written
from plans.history import text_edits
from plans.models import Comment, Plan
from plans.permissions import Person
from plans.queries import checklist, plan_for_page
from plans.queries import my_plans as plans_of


@resident
@require_safe
def my_plans(request: ResidentRequest) -> HttpResponse:
    return render(request, "plans/my_plans.html", {"plans": plans_of(request.user)})


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_new(request: ResidentRequest, edition: Edition) -> HttpResponse:
    closed = why_not(Activity.SUBMIT, edition.current_phase, edition.schedule(), clock.now())
    if request.method == "GET" and closed:
        messages.error(request, closed)
        return redirect("plan_list", edition.slug)
    form = PlanForm(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.start_draft(edition.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("Uw plan is bewaard als concept. Alleen u kunt het zien."))
            return redirect("cost_lines", edition.slug, plan.pk)
    return _show(request, "plans/plan_form.html", {"edition": edition, "form": form}, form)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_edit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _own(request, edition, number)
    if request.method == "GET" and not plan.rights.edit:
        return _too_late(request, plan)
    form = PlanChangeForm(edition, request.POST if request.method == "POST" else None, initial=written(plan))
    context: dict[str, Any] = {"edition": edition, "plan": plan}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_plan(plan.pk, request.user, **form.cleaned_data)
        except actions.ChangedMeanwhile as refusal:
            context["meanwhile"] = text_edits(refusal.changes)
            form = PlanChangeForm.again(edition, request.POST, refusal.version)
            _show_refusal(form, refusal)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("Uw plan is bewaard."))
            return redirect("cost_lines" if plan.rights.submit else "plan_page", edition.slug, number)
    return _show(request, "plans/plan_form.html", {**context, "form": form}, form)


@edition_resident
@require_http_methods(["GET", "POST"])
def cost_lines(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _own(request, edition, number)
    if request.method == "GET" and not plan.rights.edit:
        return _too_late(request, plan)
    form = CostLineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_cost_line(plan.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return redirect("cost_lines", edition.slug, number)
    return _show(request, "plans/cost_lines.html", {"edition": edition, "plan": plan, "form": form}, form)


@edition_resident
@require_POST
def cost_line_remove(request: ResidentRequest, edition: Edition, number: int, line: int) -> HttpResponse:
    plan = _own(request, edition, number)
    try:
        actions.remove_cost_line(plan.pk, request.user, line)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("cost_lines", edition.slug, number)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_submit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _own(request, edition, number)
    if request.method == "GET" and not plan.rights.submit:
        return _too_late(request, plan, Activity.SUBMIT)
    context: dict[str, Any] = {"edition": edition, "plan": plan, "checklist": checklist(plan)}
    context["ready"] = not any(item.reason for item in context["checklist"])
    if request.method == "POST":
        try:
            actions.submit_plan(plan.pk, request.user)
        except Refused as refusal:
            incomplete = isinstance(refusal, actions.Incomplete)
            context["refusal"] = _("Uw plan is nog niet compleet.") if incomplete else refusal.reason
            return render(request, "plans/plan_submit.html", context, status=422)
        messages.success(request, _("Uw plan is ingediend. Iedereen kan het nu lezen."))
        return redirect("plan_page", edition.slug, number)
    return render(request, "plans/plan_submit.html", context)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_withdraw(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _own(request, edition, number)
    if not plan.rights.edit:
        return _too_late(request, plan)
    if request.method == "POST":
        try:
            actions.withdraw_plan(plan.pk, request.user)
        except Refused as refusal:
            messages.error(request, refusal.reason)
        else:
            messages.success(request, _("U heeft uw plan ingetrokken."))
        return redirect("my_plans")
    return render(request, "plans/plan_withdraw.html", {"edition": edition, "plan": plan})


@edition_resident
@require_safe
def plan_campaign(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """How the maker asks the neighbourhood for likes, and later to vote: poster, cards, links and tips."""
    plan = _own(request, edition, number)
    try:
        kit = campaign.kit_of(plan)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_page(plan))
    layouts = {"poster": campaign.poster_layout(plan), "card": campaign.card_layout(plan)}
    return render(request, "plans/campaign.html", {"edition": edition, "plan": plan, "kit": kit, **layouts})


@edition_resident
@require_safe
def plan_poster(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _printed(request, _own(request, edition, number), _("poster"), campaign.render_poster)


@edition_resident
@require_safe
def plan_cards(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _printed(request, _own(request, edition, number), _("kaartjes"), campaign.render_cards)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_like(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """POST gives or takes back a like (`like` is 1 or 0). GET is for who had to log in first."""
    plan = _find(request.user, edition, number)
    if request.method == "GET":
        return redirect("plan_page", edition.slug, number)
    try:
        if request.POST.get("like") != "0":
            actions.like_plan(plan.pk, request.user, coarse_network(request))
        else:
            actions.unlike_plan(plan.pk, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return _to_likes(request, plan)
    if request.htmx:  # type: ignore[attr-defined]
        plan = _find(request.user, edition, number)
        return render(request, "plans/_likes.html", {"edition": edition, "plan": plan})
    return _to_likes(request, plan)


@edition_resident
@require_http_methods(["GET", "POST"])
def comment_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _find(request.user, edition, number)
    if request.method == "GET":
        return redirect(_page(plan) + "#reacties")
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment = actions.add_comment(plan.pk, request.user, form.cleaned_data["text"])
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return redirect(_page(plan) + f"#reactie-{comment.pk}")
    context = {"edition": edition, "plan": plan, "form": form}
    return render(request, "plans/comment_form.html", context, status=422)


@edition_resident
@require_POST
def comment_withdraw(request: ResidentRequest, edition: Edition, number: int, comment: int) -> HttpResponse:
    plan = _find(request.user, edition, number)
    if not Comment.objects.filter(pk=comment, plan=plan, author=request.user).exists():
        raise Http404("Deze reactie is er niet.")
    try:
        actions.withdraw_comment(comment, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("U heeft uw reactie ingetrokken."))
    return redirect(_page(plan) + "#reacties")


def _find(user: Person, edition: Edition, number: int) -> Plan:
    """The plan as `user` sees it; 404 for what does not exist for them."""
    try:
        return plan_for_page(edition, number, user)
    except Plan.DoesNotExist:
        raise Http404("Dit plan is er niet.") from None


def _own(request: ResidentRequest, edition: Edition, number: int) -> Plan:
    """The maker's own plan; the maker's pages do not exist for anybody else."""
    plan = _find(request.user, edition, number)
    if not plan.rights.is_maker:
        raise Http404("Dit plan is er niet.")
    return plan


def _printed(request: HttpRequest, plan: Plan, name: str, render_it: Callable[[Plan], bytes]) -> HttpResponse:
    """The PDF; when there is none now, the plan's page says why."""
    try:
        pdf = render_it(plan)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_page(plan))
    headers = {"Content-Disposition": f'inline; filename="{slugify(f"{name} {plan.title}")[:60]}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _page(plan: Plan) -> str:
    return reverse("plan_page", args=[plan.edition.slug, plan.pk])


def _to_likes(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Back to the plan's page; htmx is told to load it whole, so that a message on it is seen."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(_page(plan))
    return redirect(_page(plan) + "#likes")


def _too_late(request: HttpRequest, plan: Plan, activity: Activity = Activity.EDIT) -> HttpResponse:
    messages.error(request, REFUSALS[activity])
    return redirect(_page(plan))


def _show(request: HttpRequest, template: str, context: dict[str, Any], form: PlanForm | CostLineForm) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _show_refusal(form: PlanForm | CostLineForm | CommentForm, refusal: Refused) -> None:
    if isinstance(form, PlanForm) and isinstance(refusal, actions.Incomplete):
        form.show_missing(refusal.missing)
    else:
        form.add_error(None, refusal.reason)
