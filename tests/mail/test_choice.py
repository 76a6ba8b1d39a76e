"""Choosing how much mail one gets: by link, by the button of a mail program, or logged in. Only a POST changes it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from mail.kinds import Level
from mail.links import choice_key, user_of
from mail.models import MailChoice
from mail.queries import level_of
from tests import make

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def fatima() -> User:
    return make.user("Fatima")


def chosen(user: User) -> Level:
    return level_of(User.objects.get(pk=user.pk))


def link(user: User, name: str = "mail_choice_by_link") -> str:
    return reverse(name, args=[choice_key(user)])


def test_who_never_chose_gets_all(fatima: User) -> None:
    assert chosen(fatima) is Level.ALL


@pytest.mark.parametrize("name", ["mail_choice_by_link", "mail_stop"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(fatima: User, name: str, method: str) -> None:
    getattr(Client(), method)(link(fatima, name), follow=True)
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("level", list(Level))
def test_with_the_link_somebody_chooses_without_a_log_in(fatima: User, level: Level) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(link(fatima))
    token = page.context["csrf_token"]
    answer = browser.post(link(fatima), {"level": level.value, "csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302
    assert chosen(fatima) is level
    assert Entry.objects.get().data == {"level": level.value}


def test_the_page_behind_the_link_does_not_take_a_post_of_another_site(fatima: User) -> None:
    assert Client(enforce_csrf_checks=True).post(link(fatima), {"level": "NONE"}).status_code == 403
    assert chosen(fatima) is Level.ALL


def test_one_press_in_a_mail_program_stops_what_one_can_do_without(fatima: User) -> None:
    answer = Client(enforce_csrf_checks=True).post(link(fatima, "mail_stop"), ONE_CLICK)
    assert answer.status_code == 200
    assert chosen(fatima) is Level.NONE


def test_a_post_that_does_not_say_one_click_changes_nothing(fatima: User) -> None:
    answer = Client(enforce_csrf_checks=True).post(link(fatima, "mail_stop"), {})
    assert (answer.status_code, answer["Location"]) == (302, link(fatima))
    assert chosen(fatima) is Level.ALL


@pytest.mark.parametrize("name", ["mail_choice_by_link", "mail_stop"])
@pytest.mark.parametrize("key", ["1", "1:", "1:abc", ":", "99999999999999999999:x", "é:é"])
def test_a_link_that_we_did_not_make_is_not_there(fatima: User, name: str, key: str) -> None:
    assert Client().get(reverse(name, args=[key])).status_code == 404
    assert Client().post(reverse(name, args=[key]), {**ONE_CLICK, "level": "NONE"}).status_code == 404
    assert not MailChoice.objects.exists()


def test_a_link_is_of_one_person(fatima: User) -> None:
    other = make.user()
    number, signature = choice_key(fatima).split(":")
    assert user_of(f"{number}:{signature}") == fatima
    assert user_of(f"{other.pk}:{signature}") is None


def test_a_link_holds_no_personal_data(fatima: User) -> None:
    assert fatima.email
    assert fatima.email.split("@")[0] not in link(fatima)
    assert "fatima" not in link(fatima).lower()


def test_a_link_of_somebody_who_is_gone_leads_nowhere(fatima: User) -> None:
    url = link(fatima)
    fatima.delete()
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("typed", ["", "ALLES", "NONE\0"])
def test_a_choice_that_is_none_is_asked_again(fatima: User, typed: str, as_user: Callable[[User], Client]) -> None:
    for browser, url in ((Client(), link(fatima)), (as_user(fatima), reverse("mail_choice"))):
        assert browser.post(url, {"level": typed}).status_code == 422
    assert chosen(fatima) is Level.ALL


def test_logged_in_people_choose_for_themselves_only(fatima: User, as_user: Callable[[User], Client]) -> None:
    other = make.user()
    as_user(other).post(reverse("mail_choice"), {"level": "IMPORTANT"})
    assert (chosen(other), chosen(fatima)) == (Level.IMPORTANT, Level.ALL)


def test_the_page_behind_the_link_is_in_no_cache(fatima: User) -> None:
    assert "no-store" in Client().get(link(fatima))["Cache-Control"]


def test_the_same_choice_again_is_no_news(fatima: User) -> None:
    for _ in range(2):
        Client().post(link(fatima), {"level": "NONE"})
    assert Entry.objects.filter(action="mail_chosen").count() == 1
