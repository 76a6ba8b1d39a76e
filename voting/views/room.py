"""What the pages of the booth share: who is inside, where in the steps, and how a page is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from common.errors import Refused
from voting import booth as cookies
from voting.booth import Booth, Voted
from voting.queries.booth import Room, open_room, was_given_out

_CODE, _CHOOSE = gettext_lazy("Code"), gettext_lazy("Kiezen")
_REVIEW, _DONE = gettext_lazy("Nakijken"), gettext_lazy("Klaar")
# Both ways through the booth, by whether the code comes last.
STEPS = {False: [_CODE, _CHOOSE, _REVIEW, _DONE], True: [_CHOOSE, _REVIEW, _CODE, _DONE]}
NOT_STORED = gettext_lazy(
    "Uw stem is niet opgeslagen. Wacht een minuut en druk dan op ‘Probeer het opnieuw’. Is uw stem toch binnengekomen? "
    "Dan ziet u dat meteen. Uw stem telt nooit dubbel."
)

GONE = gettext_lazy("Een plan uit uw keuze staat niet meer op het stembiljet. Kijk uw keuze nog een keer na.")

Inside = Callable[[HttpRequest, Room], HttpResponse]


def inside(view: Inside) -> Callable[..., HttpResponseBase]:
    """Lets in who carries a booth that may still vote; sends others to the door or tells them why not."""

    @wraps(view)
    @says_when_nothing_is_stored
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        booth = cookies.read_booth(request)
        return nobody_inside(request) if booth is None else enter(request, booth, view)

    return opened


def says_when_nothing_is_stored(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Without the database: 503, and the plain sentence that the vote was not stored."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return _not_stored(request)

    return guarded


def nobody_inside(request: HttpRequest) -> HttpResponse:
    """To the last page for who just voted here, to the door for everybody else."""
    voted = cookies.read_voted(request) is not None
    return redirect("vote_done" if voted else reverse("vote_start") + "?opnieuw")


def enter(request: HttpRequest, booth: Booth, view: Inside, picked_only: bool = False) -> HttpResponse:
    """Opens the room for this booth, with all plans or with those in its basket, and shows what `view` makes of it."""
    try:
        room = open_room(booth, picked_only)
    except Refused as refusal:
        return voted_already(booth) or refused(request, refusal.reason)
    return view(request, room)


def voted_already(booth: Booth) -> HttpResponse | None:
    """Somebody whose vote got in, but whose answer got lost, sees the receipt after all."""
    return voted(booth) if was_given_out(booth) else None


def voted(booth: Booth) -> HttpResponse:
    response = redirect("vote_done")
    cookies.leave_booth(response)
    cookies.keep_voted(response, Voted(booth.edition_id, booth.receipt, code_last=not booth.knows_code))
    return response


def page(request: HttpRequest, name: str, room: Room, step: int, status: int = 200, **context: object) -> HttpResponse:
    """A page inside the booth; every click starts the half hour again. It says once what went off the ballot."""
    steps = STEPS[not room.booth.knows_code]
    if room.cut:
        context["problem"] = GONE
    shown = {"room": room, "edition": room.edition, "steps": steps, "step": step, **context}
    response = render(request, f"voting/booth/{name}.html", shown, status=status)
    cookies.keep_booth(response, room.booth)
    return response


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Voting is over for this booth: it says why and is cleared away."""
    response = render(request, "voting/booth/refused.html", {"reason": reason}, status=422)
    cookies.leave_booth(response)
    return response


def _not_stored(request: HttpRequest) -> HttpResponse:
    """The database is gone. The booth stays as it is, so that trying again goes on where the voter was."""
    return render(request, "voting/booth/refused.html", {"reason": NOT_STORED, "retry": True}, status=503)
