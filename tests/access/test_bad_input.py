"""No input makes a 500: every page, as everybody, with everything that no page asked for.

Each request runs in a savepoint that is rolled back, so that all of them meet the same world.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve, reverse
from pytest_django import DjangoDbBlocker

from accounts.models import User
from editions.models import Edition, EditionRole
from editions.phases import Phase
from execution.models import Agreement
from plans.models import Plan
from tests import make
from tests.access.nasty import EXTRA, HUGE, NUMBERS, QUERIES, SCRIPT, SLUGS, VALUES, FoundForm, forms_of
from tests.access.world import World, build, our_patterns
from tests.voting.ballot_world import BallotWorld, ballot_world

pytestmark = pytest.mark.django_db

# Who finds a form in which phase; the forms of the other rooms do not change with it.
WHO_FILLS_IN = [
    (Phase.SUBMISSION, "bezoeker"),
    (Phase.SUBMISSION, "plannenmaker"),
    (Phase.LIKES, "bewoner"),
    (Phase.FEASIBILITY, "checker"),
    (Phase.FEASIBILITY, "voorzitter"),
    (Phase.FEASIBILITY, "wijkraad"),
    (Phase.FEASIBILITY, "projectleider"),
    (Phase.VOTING, "stemmer"),
    (Phase.EXECUTION, "plannenmaker"),
    (Phase.EXECUTION, "projectleider"),
]
SAFE_TO_FILL_IN = [
    "plan_new",
    "plan_edit",
    "plan_place",
    "cost_lines",
    "cost_line_edit",
    "plan_page",
    "agreement",
    "update_add",
    "spending",
    "account_signup",
]
ROLES = ["bezoeker", "bewoner", "plannenmaker", "checker", "voorzitter", "wijkraad", "projectleider", "beheerder"]
# Makes a PDF: what stands in the query does not reach it, and it would take most of the time of this file.
SLOW = {"letter_preview", "letter_proof", "meeting_minutes", "agreement_pdf"}
LIBRARY_PAGES = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_email",
    "account_inactive",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
]
NO_LIMITS = {
    "STAFF_SECOND_FACTOR": False,
    "ACCOUNT_RATE_LIMITS": False,
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}


@dataclass
class Visited:
    """What a request came back with."""

    what: str
    status: int
    body: str


@dataclass
class Everything:
    """The world of the access matrix, with a vote that is going on, and a browser for everybody."""

    world: World
    browsers: dict[str, Client]

    def ask(self, role: str, method: str, url: str, **request: Any) -> Visited:
        """One request, of which nothing stays: not in the database, not in the browser."""
        browser = self.browsers[role]
        cookies = browser.cookies.copy()
        with transaction.atomic():
            form = request.pop("form", None)
            answer = browser.generic(method, url, **request) if form is None else browser.post(url, form)
            body = answer.getvalue()
            transaction.set_rollback(True)
        browser.cookies = SimpleCookie()
        browser.cookies.update(cookies)
        return Visited(f"{role} {method} {url[:120]}", answer.status_code, body.decode("utf-8", "replace"))


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Everything]:
    with django_db_blocker.unblock(), override_settings(**NO_LIMITS), transaction.atomic():
        world = build()
        world.people["beheerder"] = make.user("Beheerder", is_staff=True, is_superuser=True)
        yield Everything(world, browsers_of(world, ballot_world(codes=1)))
        transaction.set_rollback(True)


def browsers_of(world: World, vote: BallotWorld) -> dict[str, Client]:
    found = {role: world.browser(role) for role in ROLES}
    found["stemmer"] = Client()
    found["stemmer"].post(reverse("vote_start"), {"code": vote.codes[0]})
    for browser in found.values():
        browser.raise_request_exception = False
    return found


def broken(visits: list[Visited]) -> list[str]:
    return [f"{visit.status} {visit.what}" for visit in visits if visit.status >= 500]


def with_a_number() -> list[tuple[str, str]]:
    return [
        (name, key)
        for name, pattern in our_patterns().items()
        for key in pattern.pattern.converters
        if key != "edition"
    ]


def url_with(world: World, name: str, /, **replaced: object) -> str:
    return replace(world, arguments={**world.arguments, "chosen": world.arguments["chosen"], **replaced}).url(name)


@pytest.mark.parametrize(("name", "key"), with_a_number())
def test_no_number_in_an_address_breaks_a_page(name: str, key: str, everything: Everything) -> None:
    urls = []
    for number in NUMBERS:
        given = {key: number, **({"chosen": number, "fallen": number} if key == "number" else {})}
        urls.append(url_with(everything.world, name, **given))
    visits = [
        everything.ask(role, method, url)
        for url in urls
        for role, method in (
            ("bezoeker", "GET"),
            ("plannenmaker", "POST"),
            ("voorzitter", "POST"),
            ("projectleider", "GET"),
        )
    ]
    assert not broken(visits)
    assert {visit.status for visit in visits} <= {302, 403, 404, 405}


@pytest.mark.parametrize("slug", SLUGS, ids=lambda slug: slug[:10])
def test_no_edition_in_an_address_breaks_a_page(slug: str, everything: Everything) -> None:
    names = [name for name, pattern in our_patterns().items() if "edition" in pattern.pattern.converters]
    visits = [
        everything.ask(role, method, url_with(everything.world, name, edition=slug))
        for name in names
        for role, method in (("bezoeker", "GET"), ("projectleider", "POST"))
    ]
    assert not broken(visits)
    assert {visit.status for visit in visits} <= {302, 404, 405}


def every_page() -> list[str]:
    return [*our_patterns(), *LIBRARY_PAGES]


def address(everything: Everything, name: str) -> str:
    return everything.world.url(name) if name in our_patterns() else reverse(name)


@pytest.mark.parametrize("name", [name for name in every_page() if name not in SLOW])
def test_no_query_breaks_a_page(name: str, everything: Everything) -> None:
    url = address(everything, name)
    roles = ("bezoeker", "plannenmaker", "projectleider", "voorzitter", "stemmer")
    inside = [role for role in roles if everything.ask(role, "GET", url).status == 200]
    visits = [everything.ask(role, "GET", url, QUERY_STRING=query) for role in inside[-1:] for query in QUERIES]
    assert not broken(visits)
    assert not [visit.what for visit in visits if SCRIPT in visit.body]


BODIES: list[tuple[str, bytes]] = [
    ("application/x-www-form-urlencoded", b""),
    ("application/x-www-form-urlencoded", b"%00=%00&\xff=\xff&&&=&==&%zz"),
    ("application/x-www-form-urlencoded; charset=bestaat-niet", b"a=1"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"title=a"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3000))),
    ("multipart/form-data", b"zonder grens"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=title\r\n\r\nniet af"),
    ("multipart/form-data; boundary=\xff", b"--x"),
    ("application/json", b'{"title": "a", "is_staff": true}'),
    ("text/plain", b"\x00\xff"),
]


@pytest.mark.parametrize("name", every_page())
def test_no_body_or_method_breaks_a_page(name: str, everything: Everything) -> None:
    url = address(everything, name)
    roles = ("plannenmaker", "voorzitter", "projectleider", "stemmer")
    inside = [role for role in roles if everything.ask(role, "POST", url).status not in (302, 403, 404, 405)]
    visits = [
        everything.ask(role, "POST", url, data=body, content_type=content_type)
        for role in inside[:1]
        for content_type, body in BODIES
    ]
    for method in ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "RARE"):
        visits.append(everything.ask("projectleider", method, url))
    assert not broken(visits)


def forms_in(everything: Everything, role: str, pages: list[str]) -> list[FoundForm]:
    """Every kind of form that this person sees on these pages, once."""
    found: dict[object, FoundForm] = {}
    for page in pages:
        for form in forms_of(page, everything.ask(role, "GET", page).body):
            if form.fields:
                found.setdefault((resolve(urlsplit(form.action).path).url_name, *sorted(form.fields)), form)
    return list(found.values())


def move_to(edition: Edition, phase: Phase) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=phase)
    make.set_schedule(edition, phase)


def fillings(form: FoundForm) -> Iterator[dict[str, Any]]:
    """The form filled with each nasty value everywhere, and with some in one field among good ones."""
    plain: dict[str, Any] = dict(form.fields)
    for value in VALUES:
        yield dict.fromkeys(plain, value)
    for name in plain:
        yield {key: value for key, value in plain.items() if key != name}
        yield {**plain, name: ["1", "\x00", HUGE]}
        yield {**plain, name: [HUGE]}
        yield {**plain, name: SimpleUploadedFile("x\x00../../x.jpg", b"\xff\xd8\xff\x00", "image/jpeg")}


@pytest.mark.parametrize(("phase", "role"), WHO_FILLS_IN, ids=str)
def test_no_field_of_any_form_breaks_a_page(phase: Phase, role: str, everything: Everything) -> None:
    move_to(everything.world.edition, phase)
    pages = [address(everything, name) for name in every_page() if name not in SLOW]
    forms = forms_in(everything, role, pages)
    visits = [everything.ask(role, "POST", form.action, form=filled) for form in forms for filled in fillings(form)]
    assert len(visits) > 20, "the forms are not found"
    assert not broken(visits)
    assert not [visit.what for visit in visits if SCRIPT in visit.body]


def worth() -> dict[str, list[Any]]:
    """What an extra field could have changed about anybody's rights or anything's worth."""
    return {
        "people": sorted(User.objects.values_list("pk", "email", "is_staff", "is_superuser", "is_active")),
        "roles": sorted(EditionRole.objects.values_list("pk", "user", "role")),
        "plans": sorted(Plan.objects.values_list("pk", "status", "maker", "ballot_cents", "edition")),
        "editions": sorted(Edition.objects.values_list("pk", "phase", "budget_cents", "threshold")),
        "grants": sorted(Agreement.objects.values_list("pk", "plan", "grant_cents")),
    }


@pytest.mark.parametrize("phase", [Phase.SUBMISSION, Phase.LIKES, Phase.EXECUTION])
@pytest.mark.parametrize("role", ["plannenmaker", "bewoner"])
def test_fields_that_no_form_has_change_nothing(phase: Phase, role: str, everything: Everything) -> None:
    move_to(everything.world.edition, phase)
    before, person = worth(), everything.world.people[role]
    assert person
    for form in forms_in(everything, role, [address(everything, name) for name in SAFE_TO_FILL_IN]):
        filled = {**form.fields, "website": "", **EXTRA}
        with transaction.atomic():
            answer = everything.browsers[role].post(form.action, filled)
            after = worth()
            transaction.set_rollback(True)
        assert answer.status_code < 500
        known = {row[0] for row in before["plans"]}
        assert {**after, "plans": [row for row in after["plans"] if row[0] in known]} == before, form.action
        made = [row for row in after["plans"] if row[0] not in known]
        assert all(row[1:4] == ("DRAFT", person.pk, None) for row in made)


ODD_HEADERS = [
    {"HTTP_COOKIE": 'sessionid="aaaaaaaaaaaa\\000"; csrftoken="\\000"; messages="\\000"'},
    {"HTTP_COOKIE": "sessionid=" + "a" * 5000 + "; messages=x:y:z; stemhokje=gAAAAA; stembewijs=\xff"},
    {"HTTP_COOKIE": 'stemhokje="\\000"; stembewijs="\\377\\376"; ==;;; sessionid'},
    {"HTTP_HOST": "kwaad.example"},
    {"HTTP_HOST": "a b\x00"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5000 + ";q=NaN"},
    {"HTTP_X_FORWARDED_FOR": "\x00, geen adres", "REMOTE_ADDR": "geen adres"},
    {"HTTP_REFERER": "javascript:\x00", "HTTP_ORIGIN": "null"},
    {"HTTP_RANGE": "bytes=99999999999999999999-", "HTTP_IF_MODIFIED_SINCE": "NaN", "HTTP_IF_NONE_MATCH": "\x00"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[", "HTTP_HX_TRIGGER": "\x00"},
    {"HTTP_HX_CURRENT_URL": "%ff", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true", "HTTP_HX_REQUEST": "true"},
    {"CONTENT_LENGTH": "-5"},
    {"CONTENT_LENGTH": "x"},
    {"PATH_INFO": "/edities/\x00/"},
    {"PATH_INFO": "/\xff\xfe/"},
    {"PATH_INFO": "/media/../../etc/passwd"},
]


@pytest.mark.parametrize("headers", ODD_HEADERS, ids=lambda headers: next(iter(headers.items()))[1][:20].encode().hex())
def test_no_header_cookie_or_path_breaks_a_page(headers: dict[str, Any], everything: Everything) -> None:
    visits = []
    for name in ("home", "my_plans", "plan_list", "vote_start", "vote_choose", "vote_done", "account_login"):
        browser = Client(raise_request_exception=False)
        for method in ("GET", "POST"):
            with transaction.atomic():
                answer = browser.generic(method, address(everything, name), **headers)
                transaction.set_rollback(True)
            visits.append(Visited(f"{method} {name}", answer.status_code, ""))
    assert not broken(visits)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_no_query_breaks_the_administration(query: str, everything: Everything) -> None:
    lists = [f"/beheer/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
    visits = [everything.ask("beheerder", "GET", page, QUERY_STRING=f"q=%00&p=x&o=9.9&{query}") for page in lists]
    visits += [everything.ask("beheerder", "GET", f"{page}{HUGE}/change/") for page in lists]
    visits += [everything.ask("beheerder", "GET", f"{page}%00/change/") for page in lists]
    assert not broken(visits)
