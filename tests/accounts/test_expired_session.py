"""A session that ended behind a button: the whole page goes to the log-in page, never a box on it."""

import pytest
from django.http import HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.middleware import HtmxLoginMiddleware
from editions.phases import Phase
from tests import make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def like_address() -> str:
    plan = make.plan(make.edition(Phase.LIKES))
    return reverse("plan_like", args=[plan.edition.slug, plan.pk])


def test_an_htmx_like_without_a_session_sends_the_page_to_the_login() -> None:
    address = like_address()
    response = Client().post(address, {"like": "1"}, headers=HTMX)
    assert response.status_code == 204
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next={address}"
    assert response.content == b""


def test_an_ordinary_like_without_a_session_is_redirected_as_always() -> None:
    response = Client().post(like_address(), {"like": "1"})
    assert response.status_code == 302
    assert "HX-Redirect" not in response


def test_other_redirects_of_htmx_requests_are_left_alone() -> None:
    request = RequestFactory().post("/", headers=HTMX)
    response = HtmxLoginMiddleware(lambda _: HttpResponseRedirect("/edities/"))(request)
    assert (response.status_code, response["Location"]) == (302, "/edities/")
