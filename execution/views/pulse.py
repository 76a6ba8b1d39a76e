"""How a plan goes, on the page of its makers: the question of the month, more time, stopping."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from execution import actions
from execution.answering import why_closed
from execution.forms.pulse import BUTTONS, CheckInForm, ExtensionForm, StopAskForm
from execution.models import Agreement
from execution.permissions import is_maker
from execution.pulse import Answer
from execution.queries.pulse import PulseRow, with_pulse
from execution.views.room import find


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_pulse(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """Reading, and answering the question of this month."""
    found = find(request, edition, number)
    if request.method != "POST":
        if not is_maker(request.user, found):
            return redirect("pulse_staff", edition.slug, number)
        return _show(request, found)
    form = CheckInForm(request.POST)
    question = PulseRow(found, clock.today()).question
    if question is None:
        form.add_error(None, _("Wij hebben u nog niets gevraagd. De eerste vraag komt na een maand."))
    elif form.is_valid():
        given, note = Answer(form.cleaned_data["answer"]), form.cleaned_data["note"]
        try:
            actions.answer_check_in(question.pk, given, note, request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Dank u wel. Uw antwoord is bewaard."))
            return redirect("plan_pulse", edition.slug, number)
    return _show(request, found, answering=form)


@edition_resident
@require_POST
def extension_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found, form = find(request, edition, number), ExtensionForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_extension(found.pk, request.user, form.cleaned_data["until"], form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw vraag is verstuurd. De projectleider beslist; u krijgt het per mail."))
            return redirect("plan_pulse", edition.slug, number)
    return _show(request, found, extending=form)


@edition_resident
@require_POST
def stop_ask(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found, form = find(request, edition, number), StopAskForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_stop(found.pk, request.user, form.cleaned_data["why"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw vraag is verstuurd. De projectleider neemt contact met u op."))
            return redirect("plan_pulse", edition.slug, number)
    return _show(request, found, stopping=form)


def _show(request: ResidentRequest, found: Agreement, **typed: forms.Form) -> HttpResponse:
    """`typed` holds the form that was not accepted, under its name in the template."""
    agreement = with_pulse(found.plan.edition).get(pk=found.pk)
    row = PulseRow(agreement, clock.today())
    question = row.question
    closed = why_closed(question, request.user, clock.now(), by_link=False) if question else None
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "row": row,
        "closed": closed,
        "buttons": [(each.value, *BUTTONS[each]) for each in Answer],
        "answering": CheckInForm(initial={"note": question.note if question else ""}),
        "extending": ExtensionForm(),
        "stopping": StopAskForm(),
        **typed,
    }
    return render(request, "execution/pulse/maker.html", context, status=422 if typed else 200)
