"""Pages to find plans: the list, the map, what the map shows, and where an address lies."""

from dataclasses import dataclass
from secrets import randbelow

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import ResidentRequest
from common import clock
from editions.access import edition_public, edition_resident
from editions.models import Edition
from editions.phases import Activity, why_not
from plans.finding.filters import PlanFilter
from plans.finding.geocode import LONGEST_QUESTION, find_place
from plans.finding.ground import ground, groups, map_data, quarters
from plans.models import Plan, PlanQuerySet
from plans.queries import cards_of

PLANS_A_PAGE = 24
SEEDS = 10_000
CHANCE = "volgorde"  # the cookie with the seed of this visit's order
DATA_SECONDS = 60
SEARCHES, SEARCH_SECONDS = 30, 60  # how often one person may look up a place


@dataclass(frozen=True)
class Search:
    """What somebody looks for; no plans at all when the address makes no sense."""

    filter: PlanFilter
    seed: int

    @property
    def valid(self) -> bool:
        return bool(self.filter.is_valid())

    @property
    def status(self) -> int:
        return 200 if self.valid else 422

    @property
    def plans(self) -> PlanQuerySet:
        found: PlanQuerySet = self.filter.qs if self.valid else self.filter.queryset.none()
        return found


@edition_public
@require_safe
def plan_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    search = _search(request, edition)
    # First the numbers of all, then the cards of one page: no figure of any other plan is worked out.
    numbers = list(search.plans.values_list("pk", flat=True))
    page = Paginator(numbers, PLANS_A_PAGE).get_page(request.GET.get("page"))
    context = {**_around(edition, search), "page": page, "count": page.paginator.count}
    context["plans"] = cards_of(edition, list(page.object_list))
    response = render(request, "plans/finding/plan_list.html", context, status=search.status)
    return _remembering(request, response, search)


@edition_public
@require_safe
def plan_map(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The map, and without a script the same plans by neighbourhood."""
    search = _search(request, edition)
    around = quarters(edition)
    found = groups(edition, around, search.plans)
    context = {
        **_around(edition, search),
        "groups": found,
        "ground": ground(edition, around),
        "count": sum(group.number for group in found),
        "on_map": True,
    }
    return render(request, "plans/finding/plan_map.html", context, status=search.status)


@edition_public
@require_safe
def plan_map_data(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The plans as rows. Visitors may get an answer of at most a minute ago, from their browser or from here."""
    search = _search(request, edition)
    is_visitor = search.valid and settings.SESSION_COOKIE_NAME not in request.COOKIES
    told = _kept_data(edition, search) if is_visitor else map_data(search.plans)
    response = HttpResponse(told, content_type="application/json", status=search.status)
    if is_visitor:
        patch_cache_control(response, public=True, max_age=DATA_SECONDS)
    return response


def _kept_data(edition: Edition, search: Search) -> str:
    """Only the map of all plans is kept: what people search for would fill the cache."""
    if search.filter.chosen:
        return map_data(search.plans)
    return str(cache.get_or_set(f"map-data:{edition.pk}", lambda: map_data(search.plans), DATA_SECONDS))


@edition_resident
@require_safe
def place_find(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """Where an address or postcode (`q`) lies. Says in a sentence what it found, or what to do."""
    words = request.GET.get("q", "").strip()
    if not words or len(words) > LONGEST_QUESTION or "\0" in words:
        return JsonResponse({"said": _("Typ een straat met huisnummer, of een postcode.")}, status=422)
    if _too_often(request):
        return JsonResponse(
            {"said": _("U zocht vaak achter elkaar. Wacht even, en zoek dan nog een keer.")}, status=429
        )
    found = find_place(edition, words)
    if found is None:
        return JsonResponse({"said": _("Deze plek vinden wij niet in dit gebied. Zet de speld zelf op de kaart.")})
    home = found.neighbourhood
    said = _("Gevonden: %(place)s.") if found.exact else _("Dit is in %(place)s. Zet de speld zelf op de goede plek.")
    answer = {"at": found.point, "exact": found.exact, "wijk": home and home.pk, "said": said % {"place": found.label}}
    return JsonResponse(answer)


def _search(request: HttpRequest, edition: Edition) -> Search:
    known = request.COOKIES.get(CHANCE, "")
    seed = int(known) if known.isascii() and known.isdecimal() and len(known) < 5 else randbelow(SEEDS)
    return Search(PlanFilter(edition, request.GET, queryset=Plan.objects.of(edition).public(), seed=seed), seed)


def _around(edition: Edition, search: Search) -> dict[str, object]:
    """What list and map share."""
    open_now = why_not(Activity.SUBMIT, edition.current_phase, edition.schedule(), clock.now()) is None
    return {"edition": edition, "filter": search.filter, "may_submit": open_now}


def _remembering(request: HttpRequest, response: HttpResponse, search: Search) -> HttpResponse:
    """Keeps the seed for this visit, so that the next page goes on where this one ends."""
    patch_vary_headers(response, ["Cookie"])
    if search.filter.by_chance and request.COOKIES.get(CHANCE) != str(search.seed):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(CHANCE, str(search.seed), secure=secure, httponly=True, samesite="Lax")
    return response


def _too_often(request: ResidentRequest) -> bool:
    """Counts a look-up. While the cache does not answer nobody is stopped: the geocoder has its own patience."""
    key = f"place-find:{request.user.pk}"
    cache.add(key, 0, SEARCH_SECONDS)
    try:
        return cache.incr(key) > SEARCHES
    except ValueError:
        return False
