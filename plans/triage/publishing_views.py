"""What the team lets be read: publishing, taking off the site, putting back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from plans import actions
from plans.status import Status
from plans.triage.forms import HoldForm
from plans.triage.views import TRIAGE_ROLES, done, find, is_leader, plan_sheet

PUBLISHED = {
    Status.SUBMITTED: "Het plan is openbaar. Iedereen kan het lezen en er likes aan geven.",
    Status.IN_CHECK: "Het plan is openbaar. Het had genoeg likes en ligt nu op de ja-mits-tafel.",
    Status.BELOW_THRESHOLD: "Het plan is openbaar. Het had te weinig likes voor de haalbaarheidscheck.",
}


@edition_roles(*TRIAGE_ROLES)
@require_POST
def plan_publish(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = find(edition, number)
    try:
        plan = actions.publish_plan(plan.pk, request.user, leads=is_leader(request, edition))
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, PUBLISHED.get(plan.state, "Dit plan is al openbaar."))
    return redirect("triage_plan", edition.slug, plan.pk)


@edition_roles(Role.LEADER)
@require_POST
def plan_hold(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan, form = find(edition, number), HoldForm(request.POST, auto_id="offline_%s")

    def save() -> None:
        actions.hold_plan(plan.pk, request.user, form.text)

    if done(form, save):
        messages.success(request, "Bewaard. Het plan staat niet op de site. De maker leest waarom.")
        return redirect("triage_plan", edition.slug, plan.pk)
    return plan_sheet(request, edition, plan.pk, hold_form=form)
