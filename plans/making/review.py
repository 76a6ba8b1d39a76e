"""The last step: what is missing, whose work it is, what a checker will ask, how it will look, and submitting."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from editions.phases import Activity
from plans import actions
from plans.making import steps
from plans.making.queries import checklist, referral_checklist, ticks, unanswered
from plans.models import Plan
from plans.pages import address_of, own_plan, too_late
from plans.status import Status

# The name of the ticks in the form.
ARRANGED = "geregeld"


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_submit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    if request.method == "GET":
        return _review(request, plan) if plan.rights.submit else too_late(request, plan, Activity.SUBMIT)
    try:
        submitted = actions.submit_plan(plan.pk, request.user, request.POST.getlist(ARRANGED))
    except Refused as refusal:
        return _refused(request, plan, refusal)
    if submitted.state is Status.HELD:
        messages.success(request, _("Uw plan is ingediend. Het team leest het eerst. Daarna kan iedereen het lezen."))
    else:
        messages.success(request, _("Uw plan is ingediend. Iedereen kan het nu lezen."))
    return redirect(address_of(plan))


@edition_resident
@require_POST
def plan_scope(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """The answer to "is dit een taak van de gemeente?": `onderwerp` is the topic to pass it on for, or "nee"."""
    plan, answer = own_plan(request, edition, number), request.POST.get("onderwerp", "")[:18]
    try:
        if answer == "nee":
            actions.keep_own_plan(plan.pk, request.user)
            return redirect("plan_submit", edition.slug, number)
        actions.pass_on(plan.pk, request.user, int(answer) if answer.isascii() and answer.isdigit() else 0)
    except Refused as refusal:
        return _refused(request, plan, refusal)
    messages.success(request, _("Uw idee is doorgegeven. U leest op deze pagina wat de gemeente ermee doet."))
    return redirect(address_of(plan))


@edition_resident
@require_POST
def plan_arranged(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """Keeps the ticks of the checklist, without submitting."""
    plan = own_plan(request, edition, number)
    try:
        actions.keep_arranged(plan.pk, request.user, request.POST.getlist(ARRANGED))
    except Refused as refusal:
        return _refused(request, plan, refusal)
    messages.success(request, _("Uw lijst is bewaard."))
    return redirect("plan_submit", edition.slug, number)


def _refused(request: ResidentRequest, plan: Plan, refusal: Refused) -> HttpResponse:
    """The page with the reason. Whoever clicked twice finds their plan, which went through the first time."""
    if Plan.objects.only("status").get(pk=plan.pk).state is not Status.DRAFT:
        return redirect(address_of(plan))
    if not plan.rights.submit:
        return too_late(request, plan, Activity.SUBMIT)
    reason = _("Uw plan is nog niet compleet.") if isinstance(refusal, actions.Incomplete) else refusal.reason
    return _review(request, plan, reason, status=422)


def _review(request: ResidentRequest, plan: Plan, refusal: str = "", status: int = 200) -> HttpResponse:
    prefetch_related_objects([plan], "cost_lines", "more_themes")
    items, scope = checklist(plan), unanswered(plan)
    context: dict[str, Any] = {
        "edition": plan.edition,
        "plan": plan,
        "step": steps.REVIEW,
        "refusal": refusal,
        "checklist": items,
        "ready": not any(item.reason for item in items),
        "scope": scope,
        "referral_lacks": referral_checklist(plan) if scope else [],
        "ticks": ticks(plan),
        "arranged_name": ARRANGED,
    }
    return render(request, "plans/making/review.html", context, status=status)
