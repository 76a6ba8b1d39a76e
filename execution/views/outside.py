"""For other sites: the list of chosen plans to put on a page of the district, and the news as Atom.

Nobody is looked at here: no session, no cookie, nothing of whoever asks. So these may be framed and kept in caches.
"""

from hashlib import sha256

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import public
from editions.access import edition_public
from editions.models import Edition
from editions.phases import Phase
from execution.feeds import News, news_of_edition, news_of_plan
from execution.queries.public import chosen_plans, rows, totals
from plans.models import Plan
from plans.status import WON

KEPT_SECONDS = 300
ATOM = "application/atom+xml; charset=utf-8"


@public
@require_safe
@csrf_exempt
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def progress_embed(request: HttpRequest, edition: str) -> HttpResponse:
    found = _open(edition)
    context = {
        "edition": found,
        "rows": rows(found, chosen_plans(found)),
        "totals": totals(found),
        "site": settings.SITE_URL.rstrip("/"),
        "site_name": settings.SITE_NAME,
    }
    return _kept(HttpResponse(render_to_string("execution/embed.html", context)))


@edition_public
@require_safe
def progress_embed_help(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What a wijkraad does to show the list on its own site."""
    context = {
        "edition": edition,
        "address": settings.SITE_URL.rstrip("/") + reverse("progress_embed", args=[edition.slug]),
        "feed": settings.SITE_URL.rstrip("/") + reverse("progress_feed", args=[edition.slug]),
    }
    return render(request, "execution/embed_help.html", context)


@public
@require_safe
def progress_feed(request: HttpRequest, edition: str) -> HttpResponse:
    return _fed(request, news_of_edition(_open(edition)))


@public
@require_safe
def plan_feed(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    if number >= 2**63:
        raise Http404("Dit plan is er niet.")
    chosen = Plan.objects.of(_open(edition)).filter(status__in=WON, pk=number)
    plan = chosen.select_related("edition", "maker").prefetch_related("co_makers__user").first()
    if plan is None:
        raise Http404("Dit plan is er niet.")
    return _fed(request, news_of_plan(plan))


def _open(slug: str) -> Edition:
    """An edition that has begun; who asks makes no difference."""
    return get_object_or_404(Edition.objects.exclude(phase=Phase.PREPARATION), slug=slug)


def _fed(request: HttpRequest, news: News) -> HttpResponse:
    body = news.xml()
    response = HttpResponse(body, content_type=ATOM)
    response["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    response["Last-Modified"] = news.last_modified
    answer = get_conditional_response(request, etag, news.changed_seconds, response) or response
    return _kept(answer)


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response
