"""What people do in the discussion under a plan; the discussion itself stands on the plan's page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from plans import actions
from plans.actions.discussion import NO_ANSWER
from plans.discussion.forms import AnswerForm, CommentForm, ReportForm
from plans.discussion.queries import address_of
from plans.models import Comment, Plan
from plans.permissions import voice_under
from plans.queries import plan_for_page
from plans.talk import why_no_answer


@edition_resident
@require_http_methods(["GET", "POST"])
def comment_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """GET is for who had to log in first."""
    plan = _plan(request, edition, number)
    if request.method == "GET":
        return redirect(_page(plan) + "#reageer")
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            return redirect(address_of(actions.add_comment(plan.pk, request.user, **form.cleaned_data)))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    context = {"edition": edition, "plan": plan, "form": form}
    return render(request, "plans/discussion/comment.html", context, status=422)


@edition_resident
@require_http_methods(["GET", "POST"])
def comment_answer(request: ResidentRequest, edition: Edition, number: int, comment: int) -> HttpResponse:
    """Writing an answer on a page of its own, under the reaction that it answers."""
    plan = _plan(request, edition, number)
    about = _comment(plan, comment)
    if request.method == "GET":
        closed = _why_no_answer(request, plan, about)
        if closed:
            messages.info(request, closed)
            return redirect(_page(plan))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(address_of(actions.answer_comment(about.pk, request.user, form.cleaned_data["text"])))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    context = {"edition": edition, "plan": plan, "about": about, "form": form}
    return render(request, "plans/discussion/answer.html", context, status=422 if form.errors else 200)


@edition_resident
@require_POST
def comment_withdraw(request: ResidentRequest, edition: Edition, number: int, comment: int) -> HttpResponse:
    plan = _plan(request, edition, number)
    own = _comment(plan, comment)
    if own.author_id != request.user.pk:
        raise Http404("Deze reactie is er niet.")
    try:
        actions.withdraw_comment(own.pk, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("U heeft uw reactie ingetrokken."))
    return redirect(_page(plan) + "#reacties")


@edition_resident
@require_http_methods(["GET", "POST"])
def comment_report(request: ResidentRequest, edition: Edition, number: int, comment: int) -> HttpResponse:
    """Asking the team to look at a reaction. Who did so reads here what happens next."""
    plan = _plan(request, edition, number)
    about = _comment(plan, comment)
    report = about.reports.filter(by=request.user).first()
    if request.method == "GET" and not report:
        if about.author_id == request.user.pk:
            messages.info(request, _("Dit is uw eigen reactie. U kunt die zelf intrekken."))
            return redirect(_page(plan))
        if not about.stands:
            raise Http404("Deze reactie is er niet.")
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not report:
        try:
            actions.report_comment(about.pk, request.user, **form.cleaned_data)
            return redirect("comment_report", edition.slug, plan.pk, about.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    context: dict[str, Any] = {"edition": edition, "plan": plan, "about": about, "report": report, "form": form}
    context["back"] = address_of(about)
    wrong = form.errors and not report
    return render(request, "plans/discussion/report.html", context, status=422 if wrong else 200)


def _why_no_answer(request: ResidentRequest, plan: Plan, about: Comment) -> str:
    """The sentence for who may not answer, or nothing; the action decides again."""
    if not plan.rights.comment:
        return _("U kunt nu geen reactie plaatsen.")
    reason = why_no_answer(
        voice_under(plan, plan.edition, request.user),
        stands=about.stands,
        is_answer=about.reply_to_id is not None,
        is_own=about.author_id == request.user.pk,
        was_answered=about.replies.standing().exclude(author=request.user).exists(),
    )
    return str(NO_ANSWER[reason]) if reason else ""


def _plan(request: HttpRequest, edition: Edition, number: int) -> Plan:
    """The plan as this person sees it; 404 for what does not exist for them."""
    try:
        return plan_for_page(edition, number, request.user)
    except Plan.DoesNotExist:
        raise Http404("Dit plan is er niet.") from None


def _comment(plan: Plan, number: int) -> Comment:
    """A reaction under this plan, and under no other."""
    found = plan.comments.select_related("author", "reply_to").filter(pk=number).first()
    if found is None:
        raise Http404("Deze reactie is er niet.")
    found.plan = plan
    return found


def _page(plan: Plan) -> str:
    return reverse("plan_page", args=[plan.edition.slug, plan.pk])
