"""What every answer says to a browser, and that the site stays up when its cache or database does not."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache, caches
from django.core.handlers.wsgi import WSGIRequest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import get_exception_reporter_class
from pytest_django import Settings

from common.reports import CarefulFormatter
from tests import make
from tests.access.world import build, our_patterns
from tests.voting.ballot_world import ballot_world

pytestmark = pytest.mark.django_db
PUBLIC_PAGES = ["home", "edition_list", "rules", "privacy", "accessibility", "vote_start", "account_login"]


@pytest.fixture
def dead_cache(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:9/0"}}
    caches.close_all()


# What stands in a frame on a page of ours: the letter, beside the form with its texts.
FRAMED = {"letter_preview", "letter_try"}


# What other sites may show and caches may keep: it looks at nobody and sets no cookie.
OUTSIDE = {"progress_embed", "progress_feed", "plan_feed"}


def assert_guarded(response: HttpResponse, framed: bool = False) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert ("frame-ancestors 'self'" if framed else "frame-ancestors 'none'") in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY")
    # Neither tells another site on which page of ours somebody was.
    assert response["Referrer-Policy"] in ("same-origin", "strict-origin")


def assert_uncacheable(response: HttpResponse) -> None:
    assert "no-store" in response["Cache-Control"]


def test_every_page_is_guarded_against_scripts_and_frames(no_second_factor: None) -> None:
    world = build()
    visitor, leader = world.browser("bezoeker"), world.browser("projectleider")
    for name in set(our_patterns()) - {"progress_embed"}:
        for browser in (visitor, leader):
            framed = name in FRAMED and browser is leader
            assert_guarded(browser.get(world.url(name)), framed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", ["/bestaat-niet/", "/static/bestaat-niet.css", "/account/password/reset/", "/media/x.jpg"]
)
def test_what_is_not_there_is_404_and_guarded(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert_guarded(response)  # type: ignore[arg-type]


def test_pages_of_somebody_are_in_no_cache(no_second_factor: None) -> None:
    world = build()
    leader = world.browser("projectleider")
    for name in set(our_patterns()) - OUTSIDE:
        assert_uncacheable(leader.get(world.url(name)))  # type: ignore[arg-type]


def test_what_other_sites_may_take_is_the_same_for_everybody(no_second_factor: None) -> None:
    world = build()
    for name in OUTSIDE:
        answers = [world.browser(who).get(world.url(name)) for who in ("bezoeker", "plannenmaker", "projectleider")]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1
        assert all("public" in answer["Cache-Control"] and not answer.cookies for answer in answers)
        assert all("script" not in answer["Content-Security-Policy"].replace("script-src", "") for answer in answers)
    framed = world.browser("bezoeker").get(world.url("progress_embed"))
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed


def test_the_booth_is_in_no_cache() -> None:
    vote, browser = ballot_world(), Client()
    assert_uncacheable(browser.post(reverse("vote_start"), {"code": vote.codes[0]}))  # type: ignore[arg-type]
    for name in ("vote_start", "vote_choose", "vote_review", "vote_done"):
        assert_uncacheable(browser.get(reverse(name)))  # type: ignore[arg-type]


def test_a_page_that_is_the_same_for_everybody_may_be_cached() -> None:
    assert "Cache-Control" not in Client().get(reverse("rules"))


def test_a_cookie_with_a_nul_is_as_good_as_none() -> None:
    response = Client().get(reverse("my_plans"), headers={"Cookie": 'sessionid="aaaaaaaaaaaa\\000"'})
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/mijn/")


@pytest.mark.parametrize("name", [*PUBLIC_PAGES, "health_ready"])
def test_the_site_works_without_its_cache(name: str, dead_cache: None) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_people_vote_and_log_in_without_the_cache(dead_cache: None) -> None:
    assert Client().post(reverse("account_login"), {"login": make.user().email}).status_code == 302
    vote = ballot_world()
    assert Client().post(reverse("vote_start"), {"code": vote.codes[0]}).status_code == 302
    assert Client().post(reverse("vote_start"), {"code": "0000-0000-00000"}).status_code == 422


def test_a_dead_cache_keeps_and_finds_nothing(dead_cache: None) -> None:
    cache.set("a", 1)
    assert (cache.get("a", "niets"), cache.get_many(["a"]), cache.add("a", 1)) == ("niets", {}, True)
    assert (cache.delete("a"), cache.has_key("a"), cache.set_many({"a": 1})) == (False, False, ["a"])
    with pytest.raises(ValueError, match="not there"):
        cache.incr("a")


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
def test_a_watchman_hears_when_the_database_is_away(problem: type[Exception]) -> None:
    with patch.object(connection, "cursor", side_effect=problem("wachtwoord=geheim")):
        live, ready = Client().get("/health/live"), Client().get("/health/ready")
    assert (live.status_code, ready.status_code) == (200, 503)
    assert b"geheim" not in ready.content
    assert b"Traceback" not in ready.content


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
@pytest.mark.parametrize("logged_in", [False, True])
def test_a_page_without_a_database_asks_for_patience(problem: type[Exception], logged_in: bool) -> None:
    browser = Client(raise_request_exception=False)
    if logged_in:
        browser.force_login(make.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    with patch.object(connection, "cursor", side_effect=problem("weg")):
        response = browser.get(reverse("edition_list"))
    assert response.status_code == 503
    assert "Even geduld" in response.content.decode()


def test_a_mistake_of_ours_is_told_in_dutch_and_without_details() -> None:
    browser = Client(raise_request_exception=False)
    with patch("website.views.public.visible_editions", side_effect=RuntimeError("geheim")):
        response = browser.get(reverse("edition_list"))
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.content.decode()
    assert "geheim" not in response.content.decode()


def failed(request: WSGIRequest) -> Any:
    reporter: Any = get_exception_reporter_class(request)
    try:
        code = request.POST["code"]
        raise RuntimeError(len(code))
    except RuntimeError as problem:
        return reporter(request, type(problem), problem, problem.__traceback__)


@pytest.mark.parametrize("html", [True, False])
def test_a_report_of_a_mistake_holds_nothing_that_was_typed(html: bool, settings: Settings) -> None:
    settings.DEBUG = True
    request = RequestFactory().post("/stemmen/?zoek=GEHEIM", {"code": "GEHEIM"}, headers={"Cookie": "stemhokje=GEHEIM"})
    report = failed(request).get_traceback_html() if html else failed(request).get_traceback_text()
    assert "RuntimeError" in report
    assert "GEHEIM" not in report


def test_the_log_leaves_out_what_the_database_says_about_values() -> None:
    words = "duplicate key\nDETAIL:  Key (email)=(fatima@example.org) already exists.\n"
    try:
        raise IntegrityError(words)
    except IntegrityError as problem:
        told = CarefulFormatter().formatException((type(problem), problem, problem.__traceback__))
    assert "duplicate key" in told
    assert "fatima" not in told
