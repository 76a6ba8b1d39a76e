"""The live board, and how pages at the table hear that something changed: both without reading what is the same."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import ResidentRequest
from editions.access import edition_roles
from editions.models import Edition
from feasibility.permissions import TABLE_ROLES
from feasibility.queries import TABLED, person_at
from feasibility.queries.board import board
from feasibility.queries.meetings import Stand, board_stand
from plans.models import Plan

# Nothing of the table lies in a browser's cache: the page itself sends along what it has.
never_kept = cache_control(private=True, no_store=True)


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
def meeting_board(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    context = _context(request, edition, _stand(edition, meeting))
    return render(request, "feasibility/meetings/board.html", context)


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
def board_part(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    """What an open board asks for all the time; who has it as it stands gets 304 and nothing is read or drawn."""
    stand = _stand(edition, meeting)
    same = get_conditional_response(request, etag=_tag(request, stand))
    if same:
        return same
    response = render(request, "feasibility/meetings/_board.html", _context(request, edition, stand))
    response["ETag"] = _tag(request, stand)
    return response


def _stand(edition: Edition, meeting: int) -> Stand:
    found = board_stand(edition, meeting) if meeting < 2**63 else None
    if found is None:
        raise Http404("Deze vergadering is er niet.")
    return found


def _tag(request: ResidentRequest, stand: Stand) -> str:
    """Two boards with the same tag show the same; of two people never, because each sees their own board."""
    return f'"{request.user.pk}.{stand.text}"'


def _context(request: ResidentRequest, edition: Edition, stand: Stand) -> dict[str, Any]:
    """The stand was read before all else: what changes meanwhile is told once too often rather than never."""
    return {
        "edition": edition,
        "meeting": stand.meeting,
        "board": board(edition, stand.meeting, person_at(request.user.pk, edition.pk)),
        "tag": _tag(request, stand),
        "server_now": stand.at,
    }


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
def plan_stand(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    """What the page of a plan asks for all the time: 304, or a word that there is news."""
    plans = Plan.objects.of(edition).filter(status__in=TABLED, pk=plan).order_by() if plan < 2**63 else None
    found = plans.values_list("dossier__version", "status").first() if plans is not None else None
    if found is None:
        raise Http404("Dit plan ligt niet op tafel.")
    version, status = found
    tag = f'"{version or 0}.{status}.{edition.verdicts_published_at is not None:d}"'
    same = get_conditional_response(request, etag=tag)
    if same:
        return same
    return HttpResponse("nieuw", content_type="text/plain; charset=utf-8", headers={"ETag": tag})
