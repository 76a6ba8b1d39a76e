"""The count for the project leader, and for the second person who checks it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Phase
from plans.queries import ballot_plans
from voting.actions.count import count_votes
from voting.actions.deciding import confirm_lot, confirm_result, propose_lot, propose_result, take_back
from voting.actions.withdrawing import withdraw_from_ballot
from voting.forms.count import LotForm, OffBallotForm
from voting.models import Count, ProposalKind
from voting.queries.count import box_numbers, count_state, result_lines, tied_plans
from voting.queries.deciding import drawings, signed_result, waiting
from voting.queries.receipts import has_receipts
from voting.queries.rules import public_rules


@edition_roles(Role.LEADER)
@require_safe
def count(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _count_page(request, edition, count_state(edition))


def _count_page(
    request: HttpRequest,
    edition: Edition,
    counted: Count | None,
    form: LotForm | None = None,
    off_form: OffBallotForm | None = None,
    problem: str = "",
) -> HttpResponse:
    tied = tied_plans(counted) if counted and counted.needs_lot else []
    counting = edition.current_phase is Phase.COUNTING
    may_withdraw = edition.current_phase in (Phase.VOTING, Phase.COUNTING) and not (counted and counted.published_at)
    context = {
        "edition": edition,
        "numbers": box_numbers(edition),
        "from_here": has_receipts(edition),
        "counting": counting,
        "count": counted,
        "rules": public_rules(edition),
        "lines": result_lines(counted) if counted else [],
        "form": form or (LotForm(tied) if tied else None),
        "tied": tied,
        "lot_waiting": waiting(edition, ProposalKind.LOT) if tied else None,
        "result_waiting": waiting(edition, ProposalKind.RESULT) if counting else None,
        "signed": signed_result(counted) if counted else None,
        "drawings": drawings(counted) if counted and counted.lots else [],
        "off_form": (off_form or OffBallotForm(list(ballot_plans(edition)))) if may_withdraw else None,
        "problem": problem,
    }
    failed = problem or any(each is not None and each.errors for each in (form, off_form))
    return render(request, "voting/count.html", context, status=422 if failed else 200)


@edition_roles(Role.LEADER)
@require_POST
def count_run(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        count_votes(edition.pk, request.user.pk)
    except Refused as refusal:
        return _count_page(request, edition, count_state(edition), problem=refusal.reason)
    messages.success(request, "De stemmen zijn geteld.")
    return redirect("count", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def count_lot(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The first person enters the lot."""
    counted = count_state(edition)
    form = LotForm(tied_plans(counted) if counted else [], request.POST)
    if not form.is_valid():
        return _count_page(request, edition, counted, form)
    try:
        propose_lot(edition.pk, form.order, request.user.pk)
    except Refused as refusal:
        return _count_page(request, edition, counted, form, problem=refusal.reason)
    messages.success(request, "De loting is ingevoerd. Een tweede persoon voert haar nu ook in.")
    return redirect("count", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def count_result(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The first person says that the result may be published."""
    try:
        propose_result(edition.pk, request.user.pk)
    except Refused as refusal:
        return _count_page(request, edition, count_state(edition), problem=refusal.reason)
    messages.success(request, "U stelde voor om de uitslag bekend te maken. Een tweede persoon bevestigt dat.")
    return redirect("count", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def count_take_back(request: ResidentRequest, edition: Edition) -> HttpResponse:
    kind = ProposalKind.LOT if request.POST.get("wat") == "loting" else ProposalKind.RESULT
    try:
        take_back(edition.pk, kind, request.user.pk)
    except Refused as refusal:
        return _count_page(request, edition, count_state(edition), problem=refusal.reason)
    messages.success(request, "Het voorstel is teruggenomen.")
    return redirect("count", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def count_off_ballot(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """Takes a plan off the ballot: its maker withdrew after the vote opened."""
    form = OffBallotForm(list(ballot_plans(edition)), request.POST)
    if not form.is_valid():
        return _count_page(request, edition, count_state(edition), off_form=form)
    try:
        withdraw_from_ballot(edition.pk, int(form.cleaned_data["plan"]), request.user.pk, form.cleaned_data["reason"])
    except Refused as refusal:
        return _count_page(request, edition, count_state(edition), off_form=form, problem=refusal.reason)
    messages.success(request, "Het plan staat niet meer op het stembiljet. Tel opnieuw als er al geteld is.")
    return redirect("count", edition.slug)


@edition_roles(Role.LEADER, Role.CHAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def count_confirm(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The second person: enters the lot anew, or agrees that the result may be published."""
    counted = count_state(edition)
    lot, result = waiting(edition, ProposalKind.LOT), waiting(edition, ProposalKind.RESULT)
    tied = tied_plans(counted) if counted and lot else []
    form = LotForm(tied, request.POST if request.POST.get("wat") == "loting" else None)
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("wat") == "uitslag":
                confirm_result(edition.pk, request.user.pk)
                messages.success(request, "Twee mensen zijn het eens. De projectleider kan de uitslag bekendmaken.")
                return redirect("count_confirm", edition.slug)
            if form.is_valid():
                confirm_lot(edition.pk, form.order, request.user.pk)
                messages.success(request, "De loting is bevestigd. De telling is verdergegaan.")
                return redirect("count_confirm", edition.slug)
        except Refused as refusal:
            problem = refusal.reason
    context = {
        "edition": edition,
        "count": counted,
        "lot": lot,
        "result": result,
        "own_lot": lot is not None and lot.proposed_by_id == request.user.pk,
        "own_result": result is not None and result.proposed_by_id == request.user.pk,
        "limit": waiting(edition, ProposalKind.LIMIT),
        "form": form,
        "lines": result_lines(counted) if counted and result else [],
        "numbers": box_numbers(edition) if result else None,
        "problem": problem,
    }
    return render(request, "voting/count_confirm.html", context, status=422 if problem or form.errors else 200)
