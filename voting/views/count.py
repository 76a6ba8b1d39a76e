"""The count for the project leader, and the result for everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_public, edition_roles
from editions.models import Edition, Role
from editions.phases import Phase
from plans.pairs import pairs_among
from voting.actions.count import count_votes
from voting.forms.count import LotForm
from voting.models import Count
from voting.queries.count import (
    Turnout,
    box_numbers,
    count_state,
    published_ballots,
    published_count,
    result_lines,
    tied_plans,
)
from voting.queries.turnout_table import public_desk_report


@edition_roles(Role.LEADER)
@require_safe
def count(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _count_page(request, edition, count_state(edition))


def _count_page(
    request: HttpRequest,
    edition: Edition,
    counted: Count | None,
    form: LotForm | None = None,
    problem: str = "",
) -> HttpResponse:
    tied = tied_plans(counted) if counted and counted.needs_lot else []
    context = {
        "edition": edition,
        "numbers": box_numbers(edition),
        "counting": edition.current_phase is Phase.COUNTING,
        "count": counted,
        "lines": result_lines(counted) if counted else [],
        "form": form or (LotForm(tied) if tied else None),
        "tied": tied,
        "problem": problem,
    }
    failed = problem or (form is not None and form.errors)
    return render(request, "voting/count.html", context, status=422 if failed else 200)


@edition_roles(Role.LEADER)
@require_POST
def count_run(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """Counts, counts again, or counts with a lot: `wat` is tellen, loting or opnieuw (without any lot)."""
    counted = count_state(edition)
    lot: list[int] = list(counted.lot) if counted and request.POST.get("wat") != "opnieuw" else []
    if request.POST.get("wat") == "loting" and counted and counted.needs_lot:
        form = LotForm(tied_plans(counted), request.POST)
        if not form.is_valid():
            return _count_page(request, edition, counted, form)
        lot += form.order
    try:
        count_votes(edition.pk, request.user.pk, lot)
    except Refused as refusal:
        return _count_page(request, edition, counted, problem=refusal.reason)
    messages.success(request, "De stemmen zijn geteld.")
    return redirect("count", edition.slug)


@edition_public
@require_safe
def results(request: HttpRequest, edition: Edition) -> HttpResponse:
    counted = published_count(edition)
    if counted is None:
        window = edition.schedule().get(Phase.VOTING)
        closed = edition.current_phase is Phase.COUNTING
        context = {"edition": edition, "closed": closed, "closes_at": window.ends_at if window else None}
        return render(request, "voting/results.html", context)
    lines = result_lines(counted)
    context = {
        "edition": edition,
        "count": counted,
        "turnout": Turnout(counted.eligible, counted.ballots),
        "lines": lines,
        "chosen": [line for line in lines if line.chosen],
        "not_chosen": [line for line in lines if not line.chosen],
        "pairs": pairs_among(line.plan for line in lines),
        **public_desk_report(edition),
    }
    return render(request, "voting/results.html", context)


@edition_public
@require_safe
def ballots_csv(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All ballots without any trace of who or when, exactly as they were hashed."""
    ballots = published_ballots(edition)
    if ballots is None:
        raise Http404("De uitslag is nog niet bekendgemaakt.")
    headers = {"Content-Disposition": 'attachment; filename="stembiljetten.csv"'}
    return HttpResponse(ballots, content_type="text/csv; charset=utf-8", headers=headers)
