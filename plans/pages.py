"""What the pages of one plan begin and end with, for the views of every part of this room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.models import Edition
from editions.phases import REFUSALS, Activity
from plans.models import Plan
from plans.permissions import Person
from plans.queries import plan_for_page


def find_plan(user: Person, edition: Edition, number: int) -> Plan:
    """The plan as `user` sees it, or the one that it went into; 404 for what does not exist for them."""
    try:
        return plan_for_page(edition, number, user)
    except Plan.DoesNotExist:
        raise Http404("Dit plan is er niet.") from None


def own_plan(request: ResidentRequest, edition: Edition, number: int) -> Plan:
    """The maker's own plan, also for the team in the place of a maker without e-mail; for others it does not exist.

    Raises Refused for a plan that was merged: what was meant for the one should not change the other.
    """
    plan = find_plan(request.user, edition, number)
    if not (plan.rights.is_maker or plan.rights.helps):
        raise Http404("Dit plan is er niet.")
    if plan.pk != number:
        text = _("Dit plan is samengevoegd met ‘%(title)s’. U bent maker van dat plan: verander het daar.")
        raise Refused(text % {"title": plan.title})
    return plan


def address_of(plan: Plan) -> str:
    return reverse("plan_page", args=[plan.edition.slug, plan.pk])


def too_late(request: HttpRequest, plan: Plan, activity: Activity = Activity.EDIT) -> HttpResponse:
    """Back to the plan's page, which says why."""
    messages.error(request, _(REFUSALS[activity]))
    return redirect(address_of(plan))
