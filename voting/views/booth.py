"""The voting booth, for whoever has a code: code → kiezen → nakijken → klaar. No account and no session.

All that is known of a voter between two clicks is in the booth's cookie; see `voting.booth`. No page is ever stored by
a browser or a proxy. What a page refuses, it refuses in the booth's own words with status 422.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import public
from common.errors import Refused
from editions.phases import Phase
from voting import booth as cookies
from voting.actions.box import cast_ballot, new_receipt_number
from voting.ballots import EMPTY, NOT_ON_BALLOT, show_euros
from voting.booth import Booth
from voting.forms.booth import BasketForm, CodeForm
from voting.keys import lookup_hash
from voting.queries.booth import (
    Card,
    Room,
    next_edition,
    open_editions,
    open_room,
    receipt_of,
    usable_code,
)
from voting.words import NOT_USABLE
from voting.wrong_codes import count_wrong_code, delay_after

STEPS = [gettext_lazy("Code"), gettext_lazy("Kiezen"), gettext_lazy("Nakijken"), gettext_lazy("Klaar")]
CODE, CHOOSE, REVIEW, DONE = 1, 2, 3, 4
CHANGED = gettext_lazy("Uw keuze is intussen veranderd. Kijk haar hieronder nog een keer na.")
TOO_DEAR = gettext_lazy(
    "Dit plan past niet meer: het kost %(short)s meer dan u nog over heeft. Haal eerst een ander plan weg."
)
NOT_STORED = gettext_lazy(
    "Het lukt nu even niet. Uw stem is niet opgeslagen en uw code is nog geldig. Probeer het over een minuut opnieuw."
)


def inside(view: Callable[[HttpRequest, Room], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets in who carries a booth that may still vote; sends others to the door or tells them why not."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        booth = cookies.read_booth(request)
        if booth is None:
            voted = cookies.read_receipt(request) is not None
            return redirect("vote_done" if voted else reverse("vote_start") + "?opnieuw")
        try:
            return _inside(request, booth, view)
        except (OperationalError, InterfaceError):
            return _not_stored(request)

    return opened


def _inside(request: HttpRequest, booth: Booth, view: Callable[[HttpRequest, Room], HttpResponse]) -> HttpResponse:
    try:
        room = open_room(booth)
    except Refused as refusal:
        return _receipt_again(booth) or _refused(request, refusal.reason)
    return view(request, room)


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def vote_start(request: HttpRequest) -> HttpResponse:
    """The door: a code opens the booth. The QR on a letter leads here, with the code in the fragment."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = _open_with(request, form)
        if code is not None:
            return code
    return _door(request, form)


def _open_with(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    try:
        code = usable_code(lookup_hash(form.cleaned_data["code"]))
    except Refused as refusal:
        form.add_error("code", refusal.reason)
        if refusal.reason == str(NOT_USABLE):
            time.sleep(delay_after(count_wrong_code(_address(request))))
        return None
    response = redirect("vote_choose")
    cookies.keep_booth(response, cookies.new_booth(code.edition_id, bytes(code.code_hash), new_receipt_number()))
    return response


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""


def _door(request: HttpRequest, form: CodeForm) -> HttpResponse:
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
        "steps": STEPS,
        "step": CODE,
    }
    return render(request, "voting/booth/start.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
@inside
def vote_choose(request: HttpRequest, room: Room) -> HttpResponse:
    return _choose_page(request, room)


def _choose_page(request: HttpRequest, room: Room, problem: str = "", status: int = 200) -> HttpResponse:
    theme, neighbourhood = _filters(request, room)
    cards = [
        card
        for card in room.cards
        if (theme is None or card.plan.theme_id == theme)
        and (neighbourhood is None or card.plan.neighbourhood_id == neighbourhood)
    ]
    context = {"cards": cards, "theme": theme, "neighbourhood": neighbourhood, "problem": problem}
    return _page(request, "choose", room, CHOOSE, status, **context)


def _filters(request: HttpRequest, room: Room) -> tuple[int | None, int | None]:
    """The theme and neighbourhood to show, if they are on this ballot; anything else in the address means all."""
    sources = request.POST if request.method == "POST" else request.GET
    themes = {str(theme.pk): theme.pk for theme in room.themes}
    neighbourhoods = {str(each.pk): each.pk for each in room.neighbourhoods}
    return themes.get(sources.get("thema", "")), neighbourhoods.get(sources.get("wijk", ""))


@public
@never_cache
@require_POST
@inside
def vote_basket(request: HttpRequest, room: Room) -> HttpResponse:
    """One plan in or out. The budget is checked here, and again when the vote is cast."""
    form = BasketForm(request.POST)
    card = room.card(int(form.cleaned_data["plan"])) if form.is_valid() else None
    if card is None:
        return _unhappy(request, room, gettext(NOT_ON_BALLOT))
    if form.cleaned_data["do"] == "remove":
        return _basket_changed(request, room.booth.removing(card.plan.pk), card, room)
    if not card.picked and card.short_cents:
        return _unhappy(request, room, str(TOO_DEAR) % {"short": show_euros(card.short_cents)})
    return _basket_changed(request, room.booth.adding(card.plan.pk), card, room)


def _basket_changed(request: HttpRequest, booth: Booth, card: Card, room: Room) -> HttpResponse:
    """Back to where the voter was, with the same filters and the same plan in sight."""
    if request.POST.get("terug") == "nakijken":
        response = redirect("vote_review" if booth.choice else "vote_choose")
    else:
        filters = zip(("thema", "wijk"), _filters(request, room), strict=True)
        query = "&".join(f"{name}={value}" for name, value in filters if value is not None)
        response = redirect(f"{reverse('vote_choose')}{'?' if query else ''}{query}#plan-{card.plan.pk}")
    cookies.keep_booth(response, booth)
    return response


def _unhappy(request: HttpRequest, room: Room, problem: str) -> HttpResponse:
    """The same page with what went wrong. htmx only shows a page with status 200."""
    return _choose_page(request, room, problem, status=200 if request.headers.get("HX-Request") else 422)


@public
@never_cache
@require_safe
@inside
def vote_review(request: HttpRequest, room: Room) -> HttpResponse:
    return _page(request, "review", room, REVIEW) if room.picked else _choose_page(request, room, gettext(EMPTY))


@public
@never_cache
@require_POST
@inside
def vote_confirm(request: HttpRequest, room: Room) -> HttpResponse:
    """Casts the vote, if what the voter saw is what the booth holds."""
    if not room.picked:
        return _choose_page(request, room, gettext(EMPTY), status=422)
    if sorted(request.POST.getlist("plan")) != sorted(str(plan_id) for plan_id in room.booth.choice):
        return _page(request, "review", room, REVIEW, 422, problem=CHANGED)
    try:
        receipt = cast_ballot(room.edition.pk, room.booth.code_hash, room.booth.choice, room.booth.receipt)
    except Refused as refusal:
        return _receipt_again(room.booth) or _page(request, "review", room, REVIEW, 422, problem=refusal.reason)
    return _voted(receipt.number)


def _receipt_again(booth: Booth) -> HttpResponse | None:
    """Somebody whose vote got in, but whose answer got lost, sees the receipt after all."""
    receipt = receipt_of(booth)
    return _voted(receipt.number) if receipt else None


def _voted(number: str) -> HttpResponse:
    response = redirect("vote_done")
    cookies.leave_booth(response)
    cookies.keep_receipt(response, number)
    return response


@public
@never_cache
@require_safe
def vote_done(request: HttpRequest) -> HttpResponse:
    """The last page. It shows the receipt once; looking again says that the vote is in, without the number."""
    number = cookies.read_receipt(request)
    if number is None:
        return redirect("vote_start")
    response = render(request, "voting/booth/done.html", {"number": number, "steps": STEPS, "step": DONE})
    cookies.keep_receipt(response, "")
    cookies.leave_booth(response)
    return response


@public
@never_cache
@require_POST
def vote_stop(request: HttpRequest) -> HttpResponse:
    """Leaves the booth and wipes what this browser kept; the code stays good as long as no vote was cast."""
    busy = cookies.read_booth(request) is not None
    response = redirect(reverse("vote_start") + "?gestopt" if busy else "/")
    cookies.leave_booth(response)
    cookies.leave_receipt(response)
    return response


def _page(request: HttpRequest, name: str, room: Room, step: int, status: int = 200, **context: object) -> HttpResponse:
    """A page inside the booth; every click starts the half hour again."""
    shown = {"room": room, "edition": room.edition, "steps": STEPS, "step": step, **context}
    response = render(request, f"voting/booth/{name}.html", shown, status=status)
    cookies.keep_booth(response, room.booth)
    return response


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Voting is over for this booth: it says why and is cleared away."""
    response = render(request, "voting/booth/refused.html", {"reason": reason}, status=422)
    cookies.leave_booth(response)
    return response


def _not_stored(request: HttpRequest) -> HttpResponse:
    """The database is gone. The booth stays as it is, so that trying again goes on where the voter was."""
    return render(request, "voting/booth/refused.html", {"reason": NOT_STORED, "retry": True}, status=503)
