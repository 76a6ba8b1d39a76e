"""Somebody's own page: their plans from draft to delivery, and what they can do with each now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import ResidentRequest, resident
from execution.queries.mine import own_agreements
from mail.queries import notices_of
from plans.queries import my_plans as plans_of
from report.queries.surveys import open_surveys


@resident
@require_safe
def my_plans(request: ResidentRequest) -> HttpResponse:
    """What waits for an agreement comes first, then as `plans.queries.my_plans` has them."""
    plans = plans_of(request.user)
    own = own_agreements(plans)
    plans.sort(key=lambda plan: not (plan.pk in own and own[plan.pk].may_confirm))
    context = {
        "plans": plans,
        "cards": [(plan, own.get(plan.pk)) for plan in plans],
        "surveys": open_surveys(request.user, plans),
        "notices": notices_of(request.user),
    }
    return render(request, "website/my_plans.html", context)
