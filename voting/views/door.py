"""The door of the booth: come in with a code, or look and choose first; and ask whether a code was used.

A wrong code is counted, and after many from one network its answer says to wait (status 429). It stays an answer to
that code alone: a right one typed meanwhile opens at once.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import public
from common.errors import Refused
from editions.phases import Phase
from voting import booth as cookies
from voting.forms.booth import CodeForm, ElsewhereForm
from voting.keys import lookup_hash
from voting.queries.booth import (
    edition_for,
    is_used,
    next_edition,
    open_edition,
    open_editions,
    phone_of_last_vote,
    was_given_out,
)
from voting.receipts import new_receipt_number
from voting.views.room import STEPS, says_when_nothing_is_stored
from voting.words import NO_SUCH_CODE, NOT_USABLE
from voting.wrong_codes import a_seat_to_wait, count_wrong_code, delay_after


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@says_when_nothing_is_stored
def vote_start(request: HttpRequest) -> HttpResponse:
    """A code opens the booth. The QR on a letter leads here, with the code in the fragment."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            return _open_with(request, lookup_hash(form.cleaned_data["code"]))
        except Refused as refusal:
            status = wrong_code(request, form, refusal.reason)
    return _door(request, form, 422 if form.errors and status == 200 else status)


def _open_with(request: HttpRequest, code_hash: bytes) -> HttpResponse:
    edition = edition_for(code_hash)
    before = cookies.read_booth(request)
    if before and was_given_out(before):
        before = None  # Who sat here voted, and did not see it: that basket is nobody else's.
    response = redirect("vote_choose")
    booth = cookies.booth_for_code(before, edition.pk, new_receipt_number(), code_hash)
    cookies.keep_booth(response, booth)
    return response


def wrong_code(request: HttpRequest, form: CodeForm, reason: str) -> int:
    """Puts the refusal of a code on its form; the status to answer with. Only codes that are not ours are counted."""
    if reason not in (str(NOT_USABLE), str(NO_SUCH_CODE)):
        form.add_error("code", reason)
        return 422
    tries = count_wrong_code(address_of(request))
    with a_seat_to_wait() as seated:
        time.sleep(delay_after(tries.number) if seated else 0)
    form.add_error("code", f"{reason} {_wait(tries.wait_seconds)}".strip())
    return 429 if tries.wait_seconds else 422


def _wait(seconds: int) -> str:
    if not seconds:
        return ""
    minutes = -(-seconds // 60)
    words = ngettext(
        "Er is vanaf deze plek vaak een verkeerde code ingevuld. Wacht %(minutes)d minuut.",
        "Er is vanaf deze plek vaak een verkeerde code ingevuld. Wacht %(minutes)d minuten.",
        minutes,
    )
    return words % {"minutes": minutes}


def address_of(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def _door(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    editions = open_editions()
    coming = None if editions else next_edition()
    context = {
        "form": form,
        "editions": editions,
        "edition": editions[0] if len(editions) == 1 else coming,
        "coming": coming,
        "coming_from": coming.schedule()[Phase.VOTING].starts_at if coming else None,
        "stopped": "gestopt" in request.GET,
        "again": "opnieuw" in request.GET,
        "steps": STEPS[False],
        "step": 1,
    }
    return render(request, "voting/booth/start.html", context, status=status)


@public
@never_cache
@require_POST
@says_when_nothing_is_stored
def vote_look(request: HttpRequest) -> HttpResponse:
    """Into the booth without a code: choose first, identify last. A basket that this browser holds stays."""
    form = ElsewhereForm(request.POST)
    edition = open_edition(int(form.cleaned_data["editie"]) if form.is_valid() else None)
    if edition is None:
        return redirect("vote_start")
    booth = cookies.read_booth(request)
    if booth is None or booth.knows_code or booth.edition_id != edition.pk:
        booth = cookies.new_booth(edition.pk, new_receipt_number())
    response = redirect("vote_choose")
    cookies.keep_booth(response, booth)
    return response


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@says_when_nothing_is_stored
def code_status(request: HttpRequest) -> HttpResponse:
    """ "Is my code used?", for whoever did not vote and for whoever wants to be sure; also after the close."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    used, status = None, 422 if form.errors else 200
    if form.is_valid():
        try:
            used = is_used(lookup_hash(form.cleaned_data["code"]))
        except Refused as refusal:
            status = wrong_code(request, form, refusal.reason)
    editions = open_editions()
    phone = next((each.help_phone for each in editions if each.help_phone), "") or phone_of_last_vote()
    context = {"form": form, "used": used, "phone": phone, "open": bool(editions)}
    return render(request, "voting/booth/code_status.html", context, status=status)
