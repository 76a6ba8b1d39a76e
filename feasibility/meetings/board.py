"""The live board, and how pages at the table hear that something changed: both without reading what is the same."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from accounts.access import ResidentRequest
from common import clock
from editions.access import edition_roles
from editions.models import Edition
from feasibility.meetings.views import find
from feasibility.permissions import TABLE_ROLES
from feasibility.queries import TABLED, person_at
from feasibility.queries.board import board
from feasibility.queries.meetings import board_state
from plans.models import Plan

# Nothing of the table lies in a browser's cache: the page itself sends along what it has.
never_kept = cache_control(private=True, no_store=True)


def board_tag(request: HttpRequest, edition: Edition, meeting: int) -> str | None:
    """Two boards with the same tag show the same; of two people never, because each sees their own board."""
    state = board_state(edition, meeting) if meeting < 2**63 else None
    return f'"{request.user.pk}.{state}"' if state else None


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
def meeting_board(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    tag = board_tag(request, edition, meeting)
    return render(request, "feasibility/meetings/board.html", _context(request, edition, meeting, tag))


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
@condition(etag_func=board_tag)
def board_part(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    """What an open board asks for all the time; who has the tag of today gets 304 and nothing is read or drawn."""
    tag = board_tag(request, edition, meeting)
    return render(request, "feasibility/meetings/_board.html", _context(request, edition, meeting, tag))


def _context(request: ResidentRequest, edition: Edition, meeting: int, tag: str | None) -> dict[str, Any]:
    """`tag` was made before anything was read: what changes meanwhile is told once too often rather than never."""
    shown = board(edition, find(edition, meeting), person_at(request.user.pk, edition.pk))
    return {"edition": edition, "board": shown, "meeting": shown.meeting, "tag": tag, "server_now": clock.now()}


def plan_tag(request: HttpRequest, edition: Edition, plan: int) -> str | None:
    """The version of a plan on this table, 0 before anybody touched it; None for a plan that does not lie here."""
    found = Plan.objects.of(edition).filter(status__in=TABLED, pk=plan).order_by() if plan < 2**63 else None
    rows = list(found.values_list("dossier__version", "status")) if found is not None else []
    published = edition.verdicts_published_at is not None
    return f'"{rows[0][0] or 0}.{rows[0][1]}.{published:d}"' if rows else None


@edition_roles(*TABLE_ROLES)
@require_safe
@never_kept
@condition(etag_func=plan_tag)
def plan_stand(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    """What the page of a plan asks for all the time: 304, or a word that there is news."""
    if plan_tag(request, edition, plan) is None:
        raise Http404("Dit plan ligt niet op tafel.")
    return HttpResponse("nieuw", content_type="text/plain; charset=utf-8")
