"""Organisations that offer to adopt a plan, and who answers them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from execution.actions.adoption import NOT_YOURS, answer_adoption, offer_adoption, why_no_offer, withdraw_adoption
from execution.forms.follow_up import AdoptionForm, AnswerForm
from execution.models import AdoptionOffer, FollowUp
from execution.permissions import may_answer_adoption, may_open
from execution.queries.follow_up import follow_ups
from plans.permissions import may_see_plan


def _find(request: ResidentRequest, edition: Edition, number: int) -> FollowUp:
    found = get_object_or_404(follow_ups(edition).prefetch_related("offers__by"), plan_id=number)
    if not may_see_plan(request.user, found.plan):
        raise Http404("Dit plan is er niet.")
    return found


@edition_resident
@require_http_methods(["GET", "HEAD", "POST"])
def plan_adoption(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """An offer for who wants to make one; all offers for who answers them."""
    found = _find(request, edition, number)
    form = AdoptionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            offer_adoption(found.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw aanbod is bij de makers. U krijgt bericht als zij antwoorden.")
            return redirect("plan_adoption", edition.slug, number)
    return _page(request, found, form, 422 if form.errors else 200)


def _page(request: ResidentRequest, found: FollowUp, form: AdoptionForm, status: int = 200) -> HttpResponse:
    offers = list(found.offers.all())
    for offer in offers:
        offer.follow_up = found
    mine = [offer for offer in offers if offer.by_id == request.user.pk]
    context = {
        "edition": found.plan.edition,
        "plan": found.plan,
        "follow_up": found,
        "form": form,
        "mine": mine,
        "to_answer": [
            offer for offer in offers if may_answer_adoption(request.user, offer) and may_open(request.user, found.plan)
        ],
        "closed": why_no_offer(found, request.user),
        "waiting": any(offer.is_open for offer in mine),
        "answer_form": AnswerForm(),
    }
    return render(request, "execution/follow_up/adoption.html", context, status=status)


def _offer(request: ResidentRequest, edition: Edition, number: int, offer: int) -> AdoptionOffer:
    found = _find(request, edition, number)
    return get_object_or_404(found.offers.all(), pk=offer)


@edition_resident
@require_POST
def adoption_withdraw(request: ResidentRequest, edition: Edition, number: int, offer: int) -> HttpResponse:
    found = _offer(request, edition, number, offer)
    return _try(request, found, lambda: withdraw_adoption(found.pk, request.user), "Uw aanbod is teruggetrokken.")


@edition_resident
@require_POST
def adoption_answer(request: ResidentRequest, edition: Edition, number: int, offer: int) -> HttpResponse:
    found, form = _offer(request, edition, number, offer), AnswerForm(request.POST)
    if not may_open(request.user, found.follow_up.plan):
        messages.error(request, NOT_YOURS)
        return redirect("plan_adoption", edition.slug, number)
    taken = request.POST.get("keuze") == "ja"
    words = form.cleaned_data["answer"] if form.is_valid() else ""
    done = "U zei ja. De organisatie krijgt bericht." if taken else "U zei nee. De organisatie krijgt bericht."
    return _try(request, found, lambda: answer_adoption(found.pk, request.user, taken, words), done)


def _try(request: ResidentRequest, offer: AdoptionOffer, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    plan = offer.follow_up.plan
    return redirect("plan_adoption", plan.edition.slug, plan.pk)
