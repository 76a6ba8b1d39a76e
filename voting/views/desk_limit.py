"""How many new codes one clerk may give alone: changed by a leader, and made higher by two people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.desk_limit import confirm_desk_limit, set_desk_limit
from voting.actions.proposing import withdraw
from voting.forms.desk import LimitForm, SearchForm
from voting.models import ProposalKind
from voting.queries.deciding import waiting
from voting.queries.desk import desk_numbers
from voting.views.desk import desk_page, secret

PROPOSED = "Een hogere grens vraagt twee mensen. Een andere projectleider of de voorzitter bevestigt dit nog."


@edition_roles(Role.LEADER)
@secret
@require_POST
def desk_limit(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = LimitForm(request.POST)
    if not form.is_valid():
        return desk_page(request, edition, SearchForm(), limit=form)
    try:
        kept = set_desk_limit(edition.pk, form.cleaned_data["alone"], request.user.pk)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return desk_page(request, edition, SearchForm(), limit=form)
    if kept:
        messages.success(request, "De grens is bewaard.")
    else:
        messages.warning(request, PROPOSED)
    return redirect("desk", edition.slug)


@edition_roles(Role.LEADER, Role.CHAIR)
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def desk_limit_confirm(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The second person agrees with a higher number."""
    problem = ""
    if request.method == "POST":
        try:
            confirm_desk_limit(edition.pk, request.user.pk)
        except Refused as refusal:
            problem = refusal.reason
        else:
            messages.success(request, "De hogere grens geldt vanaf nu.")
            return redirect("desk_limit_confirm", edition.slug)
    proposal = waiting(edition, ProposalKind.LIMIT)
    context = {
        "edition": edition,
        "proposal": proposal,
        "own": proposal is not None and proposal.proposed_by_id == request.user.pk,
        "numbers": desk_numbers(edition),
        "problem": problem,
    }
    return render(request, "voting/desk/limit_confirm.html", context, status=422 if problem else 200)


@edition_roles(Role.LEADER)
@secret
@require_POST
def desk_limit_withdraw(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        withdraw(edition.pk, ProposalKind.LIMIT, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Het voorstel is teruggenomen. De grens blijft wat hij was.")
    return redirect("desk", edition.slug)
