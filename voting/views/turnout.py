"""Turnout for the project leader: the total while people vote, by group after the close."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import ResidentRequest
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Phase
from voting.queries.count import turnout as total_turnout
from voting.queries.turnout_table import published_turnout, turnout_groups

NOT_YET = {Phase.PREPARATION, Phase.SUBMISSION, Phase.LIKES, Phase.FEASIBILITY, Phase.VOTING}


@edition_roles(Role.LEADER)
@cache_control(private=True, no_store=True)
@require_safe
def turnout(request: ResidentRequest, edition: Edition) -> HttpResponse:
    closed = edition.current_phase not in NOT_YET
    tables = (published_turnout(edition) or turnout_groups(edition)) if closed else []
    context = {"edition": edition, "closed": closed, "total": total_turnout(edition), "tables": tables}
    return render(request, "voting/turnout/page.html", context)
