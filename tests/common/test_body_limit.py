"""What is too large for every page is answered before it is read."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from common.middleware import BodyLimitMiddleware

pytestmark = pytest.mark.django_db


def answer(length: str) -> int:
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    view: Any = lambda request: HttpResponse()  # noqa: E731
    return BodyLimitMiddleware(view)(request).status_code


def test_a_body_that_fits_is_read_and_one_byte_more_is_not(settings: Settings) -> None:
    assert answer(str(settings.MAX_BODY_BYTES)) == 200
    assert answer(str(settings.MAX_BODY_BYTES + 1)) == 413
    assert answer("9" * 400) == 413


@pytest.mark.parametrize("length", ["", "x", "-5", "1e9", "²"])
def test_a_length_that_is_no_number_is_left_to_django(length: str) -> None:
    assert answer(length) == 200


def test_who_sends_too_much_reads_why(settings: Settings) -> None:
    response = Client().post(reverse("account_login"), {}, CONTENT_LENGTH=str(settings.MAX_BODY_BYTES + 1))
    assert response.status_code == 413
    assert "te groot" in response.content.decode()


def test_nothing_of_it_is_read(settings: Settings) -> None:
    """Whoever reads what a client announced and did not send waits for it; here reading finds less than announced."""
    request = RequestFactory().post("/", {"a": "1"}, CONTENT_LENGTH=str(settings.MAX_BODY_BYTES + 1))
    view: Any = lambda request: HttpResponse(request.POST["a"])  # noqa: E731
    assert BodyLimitMiddleware(view)(request).status_code == 413
    assert not hasattr(request, "_post")
