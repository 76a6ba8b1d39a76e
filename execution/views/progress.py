"""How all chosen plans are doing: the list, the map, and following one of them. For everybody."""

from dataclasses import dataclass
from json import dumps

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_public, edition_resident
from editions.models import Edition
from execution import actions
from execution.filters import ProgressFilter
from execution.looks import kind, signs
from execution.models import Agreement
from execution.queries.public import Row, by_quarter, cards, chosen_plans, photos_of, rows, totals
from plans.finding.ground import ground, quarters
from plans.models import Plan
from plans.status import WON
from theme.money import euro

PLANS_A_PAGE = 24


@dataclass(frozen=True)
class Search:
    """What somebody looks for; no plans at all when the address makes no sense."""

    filter: ProgressFilter

    @property
    def valid(self) -> bool:
        return bool(self.filter.is_valid())

    @property
    def status(self) -> int:
        return 200 if self.valid else 422

    @property
    def found(self) -> QuerySet[Agreement]:
        found: QuerySet[Agreement] = self.filter.qs if self.valid else self.filter.queryset.none()
        return found


def _search(request: HttpRequest, edition: Edition) -> Search:
    return Search(ProgressFilter(edition, request.GET, queryset=chosen_plans(edition)))


@edition_public
@require_safe
def progress(request: HttpRequest, edition: Edition) -> HttpResponse:
    search = _search(request, edition)
    # First the numbers of all, then the cards of one page.
    page = Paginator(list(search.found.values_list("pk", flat=True)), PLANS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "filter": search.filter,
        "page": page,
        "count": page.paginator.count,
        "totals": totals(edition),
        "cards": cards(edition, list(page.object_list)),
    }
    return render(request, "execution/progress.html", context, status=search.status)


@edition_public
@require_safe
def progress_map(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The map, and without a script the same plans by neighbourhood."""
    search, around = _search(request, edition), quarters(edition)
    found = rows(edition, search.found)
    context = {
        "edition": edition,
        "filter": search.filter,
        "count": len(found),
        "totals": totals(edition),
        "groups": by_quarter(around, found),
        "ground": ground(edition, around),
        "signs": signs({row.state for row in found}),
    }
    return render(request, "execution/progress_map.html", context, status=search.status)


@edition_public
@require_safe
def progress_map_data(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the map's script asks for: as plan_map_data, with a last column of words, an image and its words."""
    search = _search(request, edition)
    photos = photos_of(edition)
    told = dumps({"plans": [_told(row, photos.get(row.number)) for row in rows(edition, search.found)]})
    return HttpResponse(told, content_type="application/json", status=search.status)


def _told(row: Row, photo: tuple[str, str] | None) -> list[object]:
    north, east = row.point or (None, None)
    about = {
        "state": str(row.look.word),
        "kind": kind(row.state),
        "lines": lines_about(row),
        "photo": default_storage.url(photo[0]) if photo else "",
        "alt": photo[1] if photo else "",
    }
    return [row.number, row.title, row.neighbourhood, north, east, row.purse.grant, about]


def lines_about(row: Row) -> list[str]:
    """What is said of a plan in few words."""
    spent = _("%(spent)s uitgegeven, %(left)s over") % {"spent": euro(row.purse.spent), "left": euro(row.purse.left)}
    due = _("klaar uiterlijk %(day)s") % {"day": date_format(row.due_on, "j F Y")}
    if row.last_at is None:
        news = _("nog geen bericht")
    else:
        news = _("laatste bericht: %(day)s") % {"day": date_format(localtime(row.last_at), "j F Y")}
    return [spent, due, news] if row.state.value not in ("REALISED", "STOPPED") else [spent, news]


@edition_resident
@require_POST
def plan_follow(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.of(edition).filter(status__in=WON), pk=number)
    wanted = request.POST.get("volgen") != "nee"
    try:
        actions.follow_plan(plan.pk, request.user, wanted)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        done = _("U hoort het als er nieuws is over dit plan.") if wanted else _("U krijgt hierover geen mail meer.")
        messages.success(request, done)
    return redirect(reverse("plan_page", args=[edition.slug, plan.pk]) + "#uitvoering")
