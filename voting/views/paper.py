"""The desk of paper ballots: receive, enter twice, settle, reconcile."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Activity, why_not
from voting.actions import paper as actions
from voting.forms.paper import AsideForm, EntryForm, FindForm, ReceiveForm, TakeBackForm
from voting.models import PaperBallot, PaperState
from voting.paper.entries import AsideReason, Differences, differences
from voting.paper.form import render_ballot_form, why_no_form
from voting.queries.desk import times_given, times_returned
from voting.queries.paper import (
    next_to_enter,
    papers_shown,
    plans_to_enter,
    reconcile,
    times_helped,
    to_enter,
    why_no_paper,
)

desk_roles = edition_roles(Role.CLERK, Role.LEADER)
secret = cache_control(private=True, no_store=True)


@desk_roles
@secret
@require_safe
def paper(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _overview(request, edition)


def _overview(
    request: ResidentRequest,
    edition: Edition,
    receive: ReceiveForm | None = None,
    find: FindForm | None = None,
    back: TakeBackForm | None = None,
) -> HttpResponse:
    prefetch_related_objects([edition], "windows")
    context = {
        "edition": edition,
        "blocked": why_no_paper(edition),
        "no_form": why_no_form(edition),
        "numbers": reconcile(edition),
        "papers": papers_shown(edition),
        "mine": request.user.pk,
        "to_enter": to_enter(edition, request.user.pk),
        "receive": receive or ReceiveForm(_is_open(edition)),
        "find": find or FindForm(),
        "back": back or TakeBackForm(),
        "helped": times_helped(edition),
        "given": times_given(edition),
        "returned": times_returned(edition),
    }
    failed = any(form is not None and form.errors for form in (receive, find, back))
    return render(request, "voting/paper/overview.html", context, status=422 if failed else 200)


def _is_open(edition: Edition) -> bool:
    return why_not(Activity.VOTE, edition.current_phase, edition.schedule(), clock.now()) is None


@desk_roles
@secret
@require_POST
def paper_receive(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = ReceiveForm(_is_open(edition), request.POST)
    if form.is_valid():
        try:
            numbers = actions.receive_paper(edition.pk, form.cleaned_data["number"], request.user.pk, form.late)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _received(numbers, form.late))
            return redirect("paper", edition.slug)
    return _overview(request, edition, receive=form)


@desk_roles
@secret
@require_POST
def paper_numbers_back(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """After a slip of the finger, such as 500 for 50."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            gone = actions.take_numbers_back(edition.pk, form.cleaned_data["last"], request.user.pk)
        except Refused as refusal:
            form.add_error("last", refusal.reason)
        else:
            which = f"nummer {gone[0]}" if len(gone) == 1 else f"de nummers {gone[0]} tot en met {gone[-1]}"
            messages.success(request, f"Teruggenomen: {which}. Staan ze al op papier? Streep ze dan door.")
            return redirect("paper", edition.slug)
    return _overview(request, edition, back=form)


def _received(numbers: list[int], late: bool) -> str:
    which = f"nummer {numbers[0]}" if len(numbers) == 1 else f"de nummers {numbers[0]} tot en met {numbers[-1]}"
    words = f"Schrijf {which} op de codestroken, op elk biljet één."
    return f"{words} Deze biljetten waren te laat en tellen niet mee." if late else words


@desk_roles
@secret
@require_POST
def paper_find(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """From a number on paper to its page."""
    form = FindForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["paper"]
        found = PaperBallot.objects.filter(edition=edition, number=number).values_list("state", flat=True).first()
        if found:
            return redirect("paper_settle" if found == PaperState.DIFFERENT else "paper_enter", edition.slug, number)
        form.add_error("paper", actions.UNKNOWN)
    return _overview(request, edition, find=form)


@desk_roles
@secret
@require_safe
def ballot_form(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The blank form, for a voting place."""
    headers = {"Content-Disposition": 'attachment; filename="stembiljet.pdf"'}
    return HttpResponse(render_ballot_form(edition), content_type="application/pdf", headers=headers)


@desk_roles
@secret
@sensitive_post_parameters("code", "plans", "reason")
@require_http_methods(["GET", "HEAD", "POST"])
def paper_enter(request: ResidentRequest, edition: Edition, paper: int) -> HttpResponse:
    """One reading: the first or the second, on the same page, which tells nothing of the other."""
    found = _paper(edition, paper)
    plans = plans_to_enter(edition)
    form = EntryForm(frozenset(plan.pk for plan in plans), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            state = actions.enter_paper(edition.pk, paper, form.entry, request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            _tell(request, found, state)
            return _to_next(request, edition, paper)
    context = {
        "edition": edition,
        "paper": found,
        "plans": plans,
        "form": form,
        "aside": AsideForm(),
        "may": _may_enter(found, request.user.pk),
        "left": len(to_enter(edition, request.user.pk)),
    }
    return render(request, "voting/paper/enter.html", context, status=422 if form.errors else 200)


def _paper(edition: Edition, number: int) -> PaperBallot:
    papers = PaperBallot.objects.select_related("first_by", "second_by")
    return get_object_or_404(papers, edition=edition, number=number)


def _may_enter(paper: PaperBallot, by: int) -> str:
    """Why this clerk may not enter this ballot; "" when they may. The action decides again."""
    is_mine = paper.state == PaperState.ENTERED_ONCE and paper.first_by_id == by
    return actions.SAME_CLERK if is_mine else actions.why_no_entry(paper)


TOLD = {
    PaperState.ENTERED_ONCE: (
        "Biljet {number} is één keer ingevoerd. Leg het klaar voor een collega, die voert het de tweede keer in."
    ),
    PaperState.DIFFERENT: "Biljet {number} is twee keer verschillend ingevoerd. Geef het aan een derde collega.",
    PaperState.COUNTED: "Biljet {number} zit in de stembus. Scheur de codestrook eraf en bewaar die apart.",
}


def _tell(request: ResidentRequest, paper: PaperBallot, state: PaperState) -> None:
    number = paper.number
    if state == PaperState.INVALID:
        paper.refresh_from_db(fields=["reason"])
        messages.warning(
            request, f"Biljet {number} is ongeldig: {paper.get_reason_display()}. Leg het bij de ongeldige biljetten."
        )
    elif state == PaperState.DIFFERENT:
        messages.warning(request, TOLD[state].format(number=number))
    else:
        messages.success(request, TOLD[state].format(number=number))


def _to_next(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    following = next_to_enter(edition, request.user.pk, number)
    return redirect("paper_enter", edition.slug, following) if following else redirect("paper", edition.slug)


@desk_roles
@secret
@sensitive_post_parameters("code", "plans", "reason")
@require_http_methods(["GET", "HEAD", "POST"])
def paper_settle(request: ResidentRequest, edition: Edition, paper: int) -> HttpResponse:
    """Both readings beside one another, for a third person with the paper in hand. The first two may not look."""
    found = _paper(edition, paper)
    if found.state == PaperState.DIFFERENT:
        actions.require_a_third(found, request.user.pk)
    plans = plans_to_enter(edition)
    form = EntryForm(frozenset(plan.pk for plan in plans), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            state = actions.settle_paper(edition.pk, paper, form.entry, request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            _tell(request, found, state)
            return redirect("paper", edition.slug)
    differing = _differences(found) if found.state == PaperState.DIFFERENT else None
    chosen = {*differing.both, *differing.only_first, *differing.only_second} if differing else set()
    context = {
        "edition": edition,
        "paper": found,
        "plans": plans,
        "form": form,
        "aside": AsideForm(),
        "differing": differing,
        "rows": [plan for plan in plans if plan.pk in chosen],
    }
    return render(request, "voting/paper/settle.html", context, status=422 if form.errors else 200)


def _differences(paper: PaperBallot) -> Differences:
    return differences(actions.read_back(paper, "first"), actions.read_back(paper, "second"))


@desk_roles
@secret
@require_POST
def paper_aside(request: ResidentRequest, edition: Edition, paper: int) -> HttpResponse:
    form = AsideForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("Kies waarom u het biljet apart legt.")
        actions.set_paper_aside(edition.pk, paper, AsideReason(form.cleaned_data["why"]), request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("paper", edition.slug)
    messages.success(request, f"Biljet {paper} ligt apart. Leg het papier ook apart.")
    return _to_next(request, edition, paper)


@desk_roles
@secret
@require_POST
def paper_back(request: ResidentRequest, edition: Edition, paper: int) -> HttpResponse:
    try:
        actions.take_paper_back(edition.pk, paper, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("paper", edition.slug)
    messages.success(request, f"Biljet {paper} kan weer worden ingevoerd.")
    return redirect("paper_enter", edition.slug, paper)
