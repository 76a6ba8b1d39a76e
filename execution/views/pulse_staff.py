"""How all chosen plans go, for the project leader; and what they ask."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Phase
from execution import actions
from execution.actions.people import contact_hears
from execution.forms.pulse import DecisionForm, ExtensionForm, HelpAnswerForm, NoStopForm, StopForm
from execution.models import Agreement, Extension, HelpRequest, Stop
from execution.permissions import is_maker
from execution.queries.pulse import PulseRow, filters_of, pulse_rows, with_pulse


@edition_roles(Role.LEADER)
def execution_overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = pulse_rows(edition)
    chosen = request.GET.get("toon", "")
    known = filters_of(rows)
    if chosen not in {each.slug for each in known}:
        chosen = ""
    shown = [row for row in rows if not chosen or chosen in row.signals]
    context = {"edition": edition, "rows": shown, "filters": known, "chosen": chosen}
    return render(request, "execution/pulse/overview.html", context)


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "HEAD"])
def pulse_staff(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _show(request, _find(edition, number))


@edition_roles(Role.LEADER)
@require_POST
def help_answer(request: ResidentRequest, edition: Edition, number: int, request_id: int) -> HttpResponse:
    found, form = _find(edition, number), HelpAnswerForm(request.POST)
    asked = get_object_or_404(HelpRequest, pk=request_id, agreement=found)
    return _settle(
        request,
        found,
        helping=form,
        act=lambda: actions.answer_help(asked.pk, form.cleaned_data["help"], request.user),
        done="Uw antwoord is bewaard. De maker krijgt het per mail.",
    )


@edition_roles(Role.LEADER)
@require_POST
def extension_enter(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """For a maker who asked by phone."""
    found, form = _find(edition, number), ExtensionForm(request.POST)
    return _settle(
        request,
        found,
        extending=form,
        act=lambda: actions.ask_extension(
            found.pk, request.user, form.cleaned_data["until"], form.cleaned_data["reason"]
        ),
        done="De vraag is ingevoerd. Beslis er nu over.",
    )


@edition_roles(Role.LEADER)
@require_POST
def extension_decide(request: ResidentRequest, edition: Edition, number: int, extension: int) -> HttpResponse:
    found, form = _find(edition, number), DecisionForm(request.POST)
    asked = get_object_or_404(Extension, pk=extension, agreement=found)
    return _settle(
        request,
        found,
        deciding=form,
        act=lambda: actions.decide_extension(
            asked.pk, request.user, granted=form.cleaned_data["granted"], answer=form.cleaned_data["answer"]
        ),
        done="Uw besluit is bewaard. De maker krijgt het per mail.",
    )


@edition_roles(Role.LEADER)
@require_POST
def plan_stop(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found, form = _find(edition, number), StopForm(request.POST)
    return _settle(
        request,
        found,
        stopping=form,
        act=lambda: actions.stop_plan(
            found.pk, request.user, form.cleaned_data["because"], form.cleaned_data["public_words"]
        ),
        done="Het plan is gestopt. De maker krijgt bericht.",
    )


@edition_roles(Role.LEADER)
@require_POST
def stop_decline(request: ResidentRequest, edition: Edition, number: int, stop: int) -> HttpResponse:
    found, form = _find(edition, number), NoStopForm(request.POST)
    asked = get_object_or_404(Stop, pk=stop, agreement=found)
    return _settle(
        request,
        found,
        going_on=form,
        act=lambda: actions.decline_stop(asked.pk, request.user, form.cleaned_data["no_stop"]),
        done="Uw antwoord is bewaard. De maker krijgt het per mail.",
    )


def _find(edition: Edition, number: int) -> Agreement:
    return get_object_or_404(with_pulse(edition), plan_id=number)


def _settle(
    request: ResidentRequest, found: Agreement, *, act: Callable[[], object], done: str, **typed: forms.Form
) -> HttpResponse:
    """Acts when the one form in `typed` holds; shows the page again with what was typed when not."""
    (form,) = typed.values()
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, done)
            return redirect("pulse_staff", found.plan.edition.slug, found.plan_id)
    return _show(request, found, **typed)


def _show(request: ResidentRequest, agreement: Agreement, **typed: forms.Form) -> HttpResponse:
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "row": PulseRow(agreement, clock.today()),
        "own": is_maker(request.user, agreement),
        "contact_hears": contact_hears(agreement),
        "past_the_round": _is_past_the_round(agreement),
        "helping": HelpAnswerForm(),
        "extending": ExtensionForm(),
        "deciding": DecisionForm(),
        "stopping": StopForm(),
        "going_on": NoStopForm(),
        **typed,
    }
    return render(request, "execution/pulse/staff.html", context, status=422 if typed else 200)


def _is_past_the_round(agreement: Agreement) -> bool:
    """Whether more time is asked than the edition itself has; it closes by its schedule, and then nothing changes."""
    extension = PulseRow(agreement, clock.today()).extension
    window = agreement.plan.edition.schedule().get(Phase.EXECUTION) if extension else None
    return bool(extension and window and extension.until >= timezone.localdate(window.ends_at))
