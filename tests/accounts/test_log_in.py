"""Signing up and logging in by a code from the mail; nobody has a password."""

import re
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo.views import second_step
from editions.models import Role
from editions.phases import Phase
from tests import make

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP, LOGOUT = "/account/login/", "/account/signup/", "/account/logout/"
CODE_PAGE, VERIFY_PAGE = "/account/login/code/confirm/", "/account/confirm-email/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code_in_mail() -> str:
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found
    return found.group()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def ask_code(browser: Client, email: str | None, **more: str) -> HttpResponse:
    return browser.post(LOGIN, {"login": email, **more})  # type: ignore[return-value]


def logged_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def log_in(person: User, **more: str) -> tuple[Client, HttpResponse]:
    browser = Client()
    ask_code(browser, person.email, **more)
    return browser, browser.post(CODE_PAGE, {"code": code_in_mail(), **more})  # type: ignore[return-value]


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def test_a_code_from_the_mail_logs_in() -> None:
    browser, response = log_in(make.user())
    assert response.status_code == 302
    assert logged_in(browser)


def test_a_code_works_once() -> None:
    browser, _ = log_in(make.user())
    used = code_in_mail()
    browser.post(LOGOUT)
    assert not logged_in(browser)
    browser.post(CODE_PAGE, {"code": used})
    assert not logged_in(browser)


def test_a_code_works_in_the_browser_that_asked_only() -> None:
    person = make.user()
    ask_code(Client(), person.email)
    other = Client()
    other.post(CODE_PAGE, {"code": code_in_mail()})
    assert not logged_in(other)


def test_a_wrong_code_is_refused_in_dutch_and_after_three_it_is_over() -> None:
    person, browser = make.user(), Client()
    ask_code(browser, person.email)
    right = code_in_mail()
    response = browser.post(CODE_PAGE, {"code": wrong(right)})
    assert "Deze code klopt niet" in text(response)
    for _ in range(3):
        browser.post(CODE_PAGE, {"code": wrong(right)})
    browser.post(CODE_PAGE, {"code": right})
    assert not logged_in(browser)


def test_an_unknown_address_gets_no_hint() -> None:
    known = ask_code(Client(), make.user().email)
    unknown = ask_code(Client(), "niemand@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert mail.outbox[-1].to == ["niemand@example.org"]
    assert not re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))


def test_an_address_is_one_address_in_capitals_too() -> None:
    person, browser = make.user(email="fatima@example.org"), Client()
    ask_code(browser, "FATIMA@Example.ORG")
    browser.post(CODE_PAGE, {"code": code_in_mail()})
    assert browser.session["_auth_user_id"] == str(person.pk)


def test_asking_too_often_is_refused_in_dutch() -> None:
    person = make.user()
    answers = [ask_code(Client(), person.email) for _ in range(25)]
    refused = [answer for answer in answers if answer.status_code != 302]
    assert refused
    for answer in refused:
        assert "te vaak" in text(answer)
        assert "Too many" not in text(answer)


def test_a_sign_up_asks_for_the_code_before_anybody_is_in() -> None:
    browser = Client()
    response = browser.post(SIGNUP, {"email": "Nieuw@Example.org", "name": "Nieuw"})
    assert response.status_code == 302
    assert not logged_in(browser)
    browser.post(VERIFY_PAGE, {"code": code_in_mail()})
    assert logged_in(browser)
    person = User.objects.get(email="nieuw@example.org")
    assert (person.name, person.has_usable_password()) == ("Nieuw", False)


def test_a_sign_up_with_a_wrong_code_lets_nobody_in() -> None:
    browser = Client()
    browser.post(SIGNUP, {"email": "nieuw@example.org", "name": "Nieuw"})
    response = browser.post(VERIFY_PAGE, {"code": wrong(code_in_mail())})
    assert "Deze code klopt niet" in text(response)
    assert not logged_in(browser)


def test_a_sign_up_with_a_known_address_tells_its_owner_only() -> None:
    make.user(email="bekend@example.org")
    known = Client().post(SIGNUP, {"email": "bekend@example.org", "name": "Ander"})
    fresh = Client().post(SIGNUP, {"email": "vers@example.org", "name": "Ander"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert User.objects.filter(email="bekend@example.org").count() == 1


def test_the_trap_for_robots_makes_no_account() -> None:
    Client().post(SIGNUP, {"email": "robot@example.org", "name": "Robot", "website": "http://spam.example"})
    assert not User.objects.filter(email="robot@example.org").exists()


@pytest.mark.parametrize("extra", ["is_staff", "is_superuser", "password1", "is_active"])
def test_a_sign_up_sets_nothing_but_name_and_address(extra: str) -> None:
    Client().post(SIGNUP, {"email": "nieuw@example.org", "name": "Nieuw", extra: "on"})
    person = User.objects.get(email="nieuw@example.org")
    assert (person.is_staff, person.is_superuser, person.is_active) == (False, False, True)
    assert not person.has_usable_password()


@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "<script>@x.nl", "a" * 243 + "@example.org", "a\x00@b.nl"])
def test_a_bad_address_is_answered_beside_the_field(email: str) -> None:
    response = Client().post(SIGNUP, {"email": email, "name": "Nieuw"})
    assert response.status_code in (200, 422)
    assert not User.objects.exists()
    assert not re.search(r"\b(je|jij|jouw)\b", text(response))


def test_a_name_with_a_script_is_shown_as_text() -> None:
    plan = make.plan(make.edition(Phase.LIKES), maker=make.user("<script>alert(1)</script>"))
    page = text(Client().get(reverse("plan_page", args=[plan.edition.slug, plan.pk])))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "address",
    ["https://kwaad.example/", "//kwaad.example/", "///kwaad.example", "/\\kwaad.example", "javascript:alert(1)"],
)
def test_next_leads_to_no_other_site(address: str) -> None:
    _, response = log_in(make.user(), next=address)
    assert response.headers["Location"] == reverse("my_plans")
    browser, _ = log_in(make.user())
    assert "kwaad" not in browser.post(LOGOUT, {"next": address})["Location"]


def test_next_leads_back_to_a_page_of_ours() -> None:
    _, response = log_in(make.user(), next="/spelregels/")
    assert response.headers["Location"] == "/spelregels/"


def test_logging_out_takes_a_post() -> None:
    browser, _ = log_in(make.user())
    assert browser.get(LOGOUT).status_code == 200
    assert logged_in(browser)
    browser.post(LOGOUT)
    assert not logged_in(browser)


def test_logging_in_from_another_site_is_refused() -> None:
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(LOGIN, {"login": make.user().email})
    assert response.status_code == 403
    assert "stond te lang open" in text(response)
    assert not mail.outbox


def test_the_session_is_fresh_after_logging_in_and_its_cookie_is_closed() -> None:
    person, browser = make.user(), Client()
    ask_code(browser, person.email)
    before = browser.cookies[site.SESSION_COOKIE_NAME].value
    browser.post(CODE_PAGE, {"code": code_in_mail()})
    cookie = browser.cookies[site.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def staff(where_to: str = "") -> tuple[User, str]:
    edition = make.edition(Phase.FEASIBILITY)
    return make.staff(edition, Role.LEADER), reverse("cockpit", args=[edition.slug])


def give_second_factor(person: User) -> None:
    TOTP.activate(person, SECRET)


def test_staff_without_a_second_factor_are_sent_to_set_it_up() -> None:
    person, cockpit = staff()
    browser, _ = log_in(person)
    response = browser.get(cockpit)
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))
    assert browser.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/accounts/user/"])
def test_an_administrator_without_a_second_factor_administers_nothing(path: str) -> None:
    browser, _ = log_in(make.user(is_staff=True, is_superuser=True))
    for response in (browser.get(path), browser.post(path, {"action": "delete_selected"})):
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))


def test_staff_with_a_second_factor_pass_it_before_they_are_in() -> None:
    person, cockpit = staff()
    give_second_factor(person)
    browser, response = log_in(person)
    assert response.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not logged_in(browser)
    assert browser.get(cockpit)["Location"].startswith(LOGIN)
    refused = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not logged_in(browser)
    assert "code klopt niet" in text(refused)
    browser.post(reverse("mfa_authenticate"), {"code": second_step(SECRET)})
    assert logged_in(browser)
    assert browser.get(cockpit).status_code == 200


@pytest.mark.parametrize(("seconds", "is_in"), [(0, True), (29, True), (31, True), (59, True), (61, False)])
def test_a_second_factor_typed_while_it_changes_is_good(
    seconds: int, is_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, _ = staff()
    give_second_factor(person)
    browser, _ = log_in(person)
    shown = 30 * (int(time.time()) // 30)
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: shown))
    typed = second_step(SECRET)
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: shown + seconds))
    browser.post(reverse("mfa_authenticate"), {"code": typed})
    assert logged_in(browser) is is_in


def test_a_second_factor_works_once_while_it_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    person, _ = staff()
    give_second_factor(person)
    code = second_step(SECRET)
    for is_in in (True, False):
        browser, _ = log_in(person)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert logged_in(browser) is is_in
        # As if more than one step went by: allauth has forgotten the code by then.
        monkeypatch.setattr(TOTP, "_mark_code_used", lambda self, code: True)


def test_an_administrator_with_a_second_factor_gets_in() -> None:
    person = make.user(is_staff=True, is_superuser=True)
    give_second_factor(person)
    browser, _ = log_in(person)
    browser.post(reverse("mfa_authenticate"), {"code": second_step(SECRET)})
    assert browser.get("/beheer/").status_code == 200
    assert Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("name", ["account_change_password", "account_set_password", "account_reset_password"])
def test_there_are_no_pages_about_passwords(name: str) -> None:
    browser, _ = log_in(make.user())
    address = reverse(name)
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"password1": "Welkom01!", "password2": "Welkom01!"}).status_code == 404


@pytest.mark.parametrize("page", [LOGIN, SIGNUP])
def test_no_page_asks_for_a_password(page: str) -> None:
    assert 'type="password"' not in text(Client().get(page))


def test_a_password_logs_nobody_in() -> None:
    person = make.user()
    person.set_password("Welkom01!")
    person.save()
    browser = Client()
    browser.post(LOGIN, {"login": person.email, "password": "Welkom01!"})
    assert not logged_in(browser)
