"""Pages about making a plan together: for its makers, for who is invited, and for who wants to help."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest, public, resident
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from plans import actions
from plans.actions.makers import CLOSED, UNKNOWN, standing_of
from plans.invitations import Standing
from plans.making import steps
from plans.models import Plan
from plans.pages import address_of, find_plan, own_plan
from plans.permissions import is_maker
from plans.together import queries
from plans.together.forms import CallForm, InvitationForm, OfferForm
from plans.together.sharing import share_invitation


@edition_resident
@never_cache
@require_safe
def plan_together(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _show(request, own_plan(request, edition, number))


@edition_resident
@never_cache
@require_http_methods(["GET", "POST"])
def maker_invite(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """Makes a link. The answer comes at once and not after a redirect: only now can the link be read."""
    plan = own_plan(request, edition, number)
    if request.method == "GET":
        return redirect("plan_together", edition.slug, number)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invited = actions.invite_maker(plan.pk, request.user, form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            share = share_invitation(plan, invited.token)
            return _show(request, plan, invited=invited.invitation, share=share)
    return _show(request, plan, invite_form=form)


@edition_resident
@require_POST
def invitation_revoke(request: ResidentRequest, edition: Edition, number: int, invitation: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    return _try(
        request,
        plan,
        lambda: actions.revoke_invitation(plan.pk, request.user, invitation),
        _("De uitnodiging is weg. De link werkt niet meer."),
    )


@edition_resident
@require_POST
def co_maker_remove(request: ResidentRequest, edition: Edition, number: int, maker: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    return _try(
        request,
        plan,
        lambda: actions.remove_co_maker(plan.pk, request.user, maker),
        _("Deze maker staat niet meer bij het plan."),
    )


@edition_resident
@require_POST
def plan_leave(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    try:
        actions.leave_plan(plan.pk, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("plan_together", edition.slug, number)
    messages.success(request, _("U bent geen maker meer van dit plan."))
    return redirect("my_plans")


@edition_resident
@require_http_methods(["GET", "POST"])
def call_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    if request.method == "GET":
        return redirect("plan_together", edition.slug, number)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_for_help(plan.pk, request.user, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw oproep staat bij het plan."))
            return redirect("plan_together", edition.slug, number)
    return _show(request, plan, call_form=form)


@edition_resident
@require_POST
def call_found(request: ResidentRequest, edition: Edition, number: int, call: int) -> HttpResponse:
    """`gevonden` is 0 when the maker looks further after all."""
    plan, found = own_plan(request, edition, number), request.POST.get("gevonden") != "0"
    return _try(
        request,
        plan,
        lambda: actions.mark_found(plan.pk, request.user, call, found),
        _("Fijn, gevonden!") if found else _("Uw oproep staat weer open."),
    )


@edition_resident
@require_POST
def call_remove(request: ResidentRequest, edition: Edition, number: int, call: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    return _try(request, plan, lambda: actions.remove_call(plan.pk, request.user, call), _("De oproep is weggehaald."))


@edition_resident
@require_http_methods(["GET", "POST"])
def help_offer(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = find_plan(request.user, edition, number)
    helping = queries.help_of(plan, request.user)
    if request.method == "GET" and not (helping.is_open and not plan.rights.is_maker):
        messages.error(request, queries.why_closed(plan) or _("Bij dit plan kunt u geen hulp aanbieden."))
        return redirect(address_of(plan))
    form = OfferForm(plan, request.POST if request.method == "POST" else None, initial=_offered(request, helping))
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_help(plan.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Dank u wel! De makers lezen wat u aanbiedt."))
            return redirect(address_of(plan) + "#helpen")
    context = {"edition": edition, "plan": plan, "form": form, "help": helping}
    return render(request, "plans/together/offer.html", context, status=422 if form.errors else 200)


@edition_resident
@require_POST
def help_withdraw(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = find_plan(request.user, edition, number)
    actions.withdraw_offer(plan.pk, request.user)
    messages.success(request, _("U heeft uw aanbod ingetrokken."))
    return redirect(address_of(plan) + "#helpen")


@public
@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link is for. Looking changes nothing, so a program that opens links in mail uses none up."""
    found = queries.invitation_of(token)
    if found is None:
        return render(request, "plans/together/invitation_closed.html", {"reason": UNKNOWN}, status=404)
    state, plan = standing_of(found), found.plan
    joined = is_maker(request.user, plan)
    if state is not Standing.OPEN and not joined:
        return render(request, "plans/together/invitation_closed.html", {"reason": CLOSED[state]}, status=410)
    context = {"invitation": found, "plan": plan, "edition": plan.edition, "token": token, "joined": joined}
    return render(request, "plans/together/invitation.html", context)


@resident
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: ResidentRequest, token: str) -> HttpResponse:
    if request.method == "GET":
        return redirect("invitation", token)
    try:
        plan = actions.accept_invitation(token, request.user)
    except Refused as refusal:
        context = {"reason": refusal.reason}
        status = 404 if refusal.reason == str(UNKNOWN) else 422
        return render(request, "plans/together/invitation_closed.html", context, status=status)
    messages.success(request, _("U maakt dit plan nu mee. U kunt alles doen wat de maker ook kan."))
    return redirect(address_of(plan))


def _show(request: ResidentRequest, plan: Plan, **given: Any) -> HttpResponse:
    """The page for the makers; `given` holds what was just typed or made."""
    context = {
        "step": steps.TOGETHER,
        "edition": plan.edition,
        "plan": plan,
        "closed": queries.why_closed(plan),
        "invitations": queries.open_invitations(plan),
        "help": queries.help_of(plan, request.user),
        "invite_form": InvitationForm(),
        "call_form": CallForm(),
        **given,
    }
    wrong = any(context[name].errors for name in ("invite_form", "call_form"))
    return render(request, "plans/together/together.html", context, status=422 if wrong else 200)


def _try(request: ResidentRequest, plan: Plan, act: Callable[[], object], done: str) -> HttpResponse:
    """Does something and goes back to the makers' page, with what was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect("plan_together", plan.edition.slug, plan.pk)


def _offered(request: ResidentRequest, helping: queries.Help) -> dict[str, Any]:
    """What the form starts with: what stands, else the call that was clicked."""
    if helping.mine:
        return {"call": helping.mine.wanted_id, "text": helping.mine.text, "may_mail": helping.mine.may_mail}
    asked = request.GET.get("oproep", "")
    return {"call": next((call.pk for call in helping.open_calls if str(call.pk) == asked), None)}
