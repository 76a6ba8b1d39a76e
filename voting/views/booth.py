"""Inside the voting booth. Two ways with one basket: code → kiezen → nakijken → klaar, or kiezen → nakijken → code →
klaar. No account and no session.

All that is known of a voter between two clicks is in the booth's cookie; see `voting.booth`. No page is ever stored by
a browser or a proxy. What a page refuses, it refuses in the booth's own words with status 422.
"""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import public
from common.errors import Refused
from editions.models import Edition
from voting import booth as cookies
from voting.actions.box import cast_ballot
from voting.ballots import EMPTY, NOT_ON_BALLOT, show_euros
from voting.booth import Booth
from voting.forms.booth import BasketForm, CodeForm
from voting.keys import lookup_hash
from voting.queries.booth import Room, edition_for, edition_of_vote, open_basket, was_given_out
from voting.views.door import wrong_code
from voting.views.room import (
    STEPS,
    enter,
    inside,
    nobody_inside,
    page,
    refused,
    says_when_nothing_is_stored,
    voted,
    voted_already,
)
from voting.words import NOT_USABLE, OTHER_EDITION, RECEIPT_GIVEN

CHANGED = gettext_lazy("Uw keuze is intussen veranderd. Kijk haar hieronder nog een keer na.")
TOO_DEAR = gettext_lazy(
    "Dit plan past niet meer: het kost %(short)s meer dan u nog over heeft. Haal eerst een ander plan weg."
)
COMPARE_SOME = gettext_lazy("Kruis twee of drie plannen aan die u naast elkaar wilt zien.")
MOST_COMPARED = 3


def _choosing(room: Room) -> int:
    """The step in which plans are chosen; looking them over is the next."""
    return 2 if room.booth.knows_code else 1


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
    return page(request, "choose", room, _choosing(room), status, **context)


def _filters(request: HttpRequest, room: Room) -> tuple[int | None, int | None]:
    """The theme and neighbourhood to show, if they are on this ballot; anything else in the address means all."""
    sources = request.POST if request.method == "POST" else request.GET
    themes = {str(theme.pk): theme.pk for theme in room.themes}
    neighbourhoods = {str(each.pk): each.pk for each in room.neighbourhoods}
    return themes.get(sources.get("thema", "")), neighbourhoods.get(sources.get("wijk", ""))


@public
@never_cache
@require_POST
@says_when_nothing_is_stored
def vote_basket(request: HttpRequest) -> HttpResponse:
    """One plan in or out. The budget is checked here, and again when the vote is cast."""
    booth = cookies.read_booth(request)
    if booth is None:
        return nobody_inside(request)
    try:
        basket = open_basket(booth)
    except Refused as refusal:
        return voted_already(booth) or refused(request, refusal.reason)
    form = BasketForm(request.POST)
    plan = int(form.cleaned_data["plan"]) if form.is_valid() else None
    if plan is None or plan not in basket.prices:
        return _unhappy(request, booth, gettext(NOT_ON_BALLOT))
    if form.cleaned_data["do"] == "remove":
        return _basket_changed(booth.removing(plan), plan, form)
    if short := basket.short_cents(plan):
        return _unhappy(request, booth, str(TOO_DEAR) % {"short": show_euros(short)})
    return _basket_changed(booth.adding(plan), plan, form)


def _basket_changed(booth: Booth, plan: int, form: BasketForm) -> HttpResponse:
    """Back to where the voter was, with the same filters and the same plan in sight."""
    if form.data.get("terug") == "nakijken":
        response = redirect("vote_review" if booth.choice else "vote_choose")
    else:
        filters = [f"{name}={form.cleaned_data[name]}" for name in ("thema", "wijk") if form.cleaned_data[name]]
        query = f"?{'&'.join(filters)}" if filters else ""
        response = redirect(f"{reverse('vote_choose')}{query}#plan-{plan}")
    cookies.keep_booth(response, booth)
    return response


def _unhappy(request: HttpRequest, booth: Booth, problem: str) -> HttpResponse:
    """The same page with what went wrong. htmx only shows a page with status 200."""
    status = 200 if request.headers.get("HX-Request") else 422
    return enter(request, booth, lambda request, room: _choose_page(request, room, problem, status))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@inside
def vote_compare(request: HttpRequest, room: Room) -> HttpResponse:
    """Two or three plans side by side. Sent with POST, so that no address or log tells what somebody looked at."""
    if request.method != "POST":
        return redirect("vote_choose")
    ticked = set(request.POST.getlist("vergelijk"))
    cards = [card for card in room.cards if str(card.plan.pk) in ticked]
    if room.cut or not 2 <= len(cards) <= MOST_COMPARED:
        return _choose_page(request, room, str(COMPARE_SOME), status=422)
    return page(request, "compare", room, _choosing(room), cards=cards)


@public
@never_cache
@require_safe
@says_when_nothing_is_stored
def vote_review(request: HttpRequest) -> HttpResponse:
    booth = cookies.read_booth(request)
    return nobody_inside(request) if booth is None else _review(request, booth)


def _review(request: HttpRequest, booth: Booth, problem: str = "") -> HttpResponse:
    """What was chosen; the page on which to choose while that is nothing."""

    def shown(request: HttpRequest, room: Room) -> HttpResponse:
        if not room.picked:
            return _nothing_chosen(request, booth)
        return page(request, "review", room, _choosing(room) + 1, 422 if problem else 200, problem=problem)

    return enter(request, booth, shown, picked_only=True)


def _nothing_chosen(request: HttpRequest, booth: Booth) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return enter(request, booth, lambda request, room: _choose_page(request, room, gettext(EMPTY), status))


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@says_when_nothing_is_stored
def vote_code(request: HttpRequest) -> HttpResponse:
    """For who chose first: the code, and with it the vote. One press casts, as on the other way."""
    booth = cookies.read_booth(request)
    if booth is None:
        return nobody_inside(request)
    if booth.knows_code:
        return redirect("vote_review")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _code_page(request, booth, form, 422 if form.is_bound else 200)
    return _cast(request, booth, lookup_hash(form.cleaned_data["code"]), form)


def _code_page(request: HttpRequest, booth: Booth, form: CodeForm, status: int) -> HttpResponse:
    def shown(request: HttpRequest, room: Room) -> HttpResponse:
        if not room.picked:
            return _nothing_chosen(request, booth)
        if room.cut:
            return page(request, "review", room, 2, 422 if status == 422 else 200)
        return page(request, "code", room, 3, status, form=form)

    return enter(request, booth, shown, picked_only=True)


@public
@never_cache
@require_POST
@says_when_nothing_is_stored
def vote_confirm(request: HttpRequest) -> HttpResponse:
    """Casts the vote of who gave the code at the door."""
    booth = cookies.read_booth(request)
    if booth is None:
        return nobody_inside(request)
    return _cast(request, booth, booth.code_hash) if booth.knows_code else redirect("vote_code")


def _cast(request: HttpRequest, booth: Booth, code_hash: bytes, form: CodeForm | None = None) -> HttpResponse:
    """Casts the vote, if what the voter saw is what the booth holds. The whole page is only made to say no."""
    if sorted(request.POST.getlist("plan")) != sorted(str(plan_id) for plan_id in booth.choice):
        return _review(request, booth, str(CHANGED))
    try:
        cast_ballot(booth.edition_id, code_hash, booth.choice, booth.receipt)
    except Refused as refusal:
        if refusal.reason == str(RECEIPT_GIVEN):
            return refused(request, refusal.reason)
        return voted_already(booth) or _not_cast(request, booth, code_hash, form, refusal.reason)
    return voted(booth)


def _not_cast(request: HttpRequest, booth: Booth, code_hash: bytes, form: CodeForm | None, reason: str) -> HttpResponse:
    if form is None or not booth.choice or reason == gettext(NOT_ON_BALLOT):
        return _review(request, booth, reason)
    if reason == str(NOT_USABLE) and _opens_another(code_hash):
        reason = str(OTHER_EDITION)
    return _code_page(request, booth, form, wrong_code(request, form, reason))


def _opens_another(code_hash: bytes) -> bool:
    try:
        return bool(edition_for(code_hash))
    except Refused:
        return False


@public
@never_cache
@require_safe
def vote_done(request: HttpRequest) -> HttpResponse:
    """The last page. It shows the receipt once; looking again says that the vote is in, without the number."""
    found = cookies.read_voted(request)
    if found is None:
        return redirect("vote_start")
    edition = _edition(found.edition_id)
    where = settings.SITE_URL.rstrip("/") + reverse("receipts", args=[edition.slug]) if edition else ""
    context = {"number": found.number, "edition": edition, "where": where, "steps": STEPS[found.code_last], "step": 4}
    response = render(request, "voting/booth/done.html", context)
    cookies.keep_voted(response, cookies.Voted(found.edition_id, "", found.code_last))
    cookies.leave_booth(response)
    return response


def _edition(edition_id: int) -> Edition | None:
    """Only to say where the list of receipts will be: the vote is in, whether the database answers now or not."""
    try:
        return edition_of_vote(edition_id)
    except (OperationalError, InterfaceError):
        return None


@public
@never_cache
@require_POST
def vote_stop(request: HttpRequest) -> HttpResponse:
    """Leaves the booth and wipes what this browser kept; the code stays good as long as no vote was cast.

    Whose vote got in without an answer hears that first, and is not told that nothing was cast.
    """
    booth = cookies.read_booth(request)
    if booth and _got_in(booth):
        return voted(booth)
    response = redirect(reverse("vote_start") + "?gestopt" if booth else "/")
    cookies.leave_booth(response)
    cookies.leave_voted(response)
    return response


def _got_in(booth: Booth) -> bool:
    """Stopping works without the database too."""
    try:
        return was_given_out(booth)
    except (OperationalError, InterfaceError):
        return False
