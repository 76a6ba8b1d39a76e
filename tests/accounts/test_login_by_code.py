"""Logging in by code: the words that people read on the way."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def asked_for_code() -> Client:
    person = make.user("Fatima")
    browser = Client()
    browser.post(reverse("account_login"), {"login": person.email})
    return browser


def test_the_mail_names_the_site_and_not_the_address_of_a_server() -> None:
    asked_for_code()
    (letter,) = mail.outbox
    assert letter.subject == "Schalkwijk aan Zet: Uw code om in te loggen"
    assert "het team van Schalkwijk aan Zet" in letter.body
    assert "testserver" not in letter.subject + letter.body


def test_a_wrong_code_says_what_to_do() -> None:
    response = asked_for_code().post(reverse("account_confirm_login_code"), {"code": "000000"})
    assert "Deze code klopt niet. Kijk nog eens in uw mail" in response.content.decode()


def test_staying_logged_in_warns_about_shared_computers() -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert "Blijf ingelogd op dit apparaat" in page
    assert "een computer die anderen ook gebruiken" in page
    assert "placeholder" not in page
