"""Pages of plans: one's own, the campaign of the maker, likes of residents."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import ResidentRequest
from accounts.network import coarse_network
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from plans import actions, campaign
from plans.models import Plan
from plans.pages import address_of as _page
from plans.pages import find_plan as _find
from plans.pages import own_plan as _own


@edition_resident
@require_POST
def review_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = _own(request, edition, number)
    try:
        actions.ask_review(plan.pk, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Gevraagd. Het team bekijkt uw plan opnieuw."))
    return redirect(_page(plan))


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
        elif plan.pk == number:
            actions.unlike_plan(plan.pk, request.user)
    except actions.AlreadyOnPaper as known:
        messages.info(request, known.reason)
        return _to_likes(request, plan)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return _to_likes(request, plan)
    if plan.pk != number:
        return _lead_on(request, plan)
    if request.htmx:  # type: ignore[attr-defined]
        plan = _find(request.user, edition, plan.pk)
        return render(request, "plans/_likes.html", {"edition": edition, "plan": plan})
    return _to_likes(request, plan)


def _printed(request: HttpRequest, plan: Plan, name: str, render_it: Callable[[Plan], bytes]) -> HttpResponse:
    """The PDF; when there is none now, the plan's page says why."""
    try:
        pdf = render_it(plan)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_page(plan))
    headers = {"Content-Disposition": f'inline; filename="{slugify(f"{name} {plan.title}")[:60]}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _lead_on(request: HttpRequest, plan: Plan) -> HttpResponse:
    """To the plan that another went into, for who still had the other before them."""
    text = _("Dat plan is samengevoegd met ‘%(title)s’. Uw like staat bij dit plan. U kunt hem hier ook terugnemen.")
    if not plan.likes.filter(user=request.user.pk).exists():
        text = _("Dat plan is samengevoegd met ‘%(title)s’. U geeft dit plan geen like.")
    messages.info(request, text % {"title": plan.title})
    return _to_likes(request, plan)


def _to_likes(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Back to the plan's page; htmx is told to load it whole, so that a message on it is seen."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(_page(plan))
    return redirect(_page(plan) + "#likes")
