"""Who opens an address that only a button sends to, or sends to what is only read, gets a page and not nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editions.phases import Phase
from tests import make
from tests.plans.browsing import AsUser, url

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BUTTON = "Dit adres is alleen voor een knop. Ga terug naar de pagina en druk daar op de knop."
NOTHING_TO_SEND = "Naar dit adres kunt u niets sturen. Er is niets veranderd. Open de pagina opnieuw."


def words_of(response: Any) -> str:
    return str(response.content.decode())


def test_opening_the_address_of_a_button_says_where_the_button_is(as_user: AsUser) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    response = as_user(plan.maker).get(url("review_ask", plan), headers=BROWSER)
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert BUTTON in words_of(response)
    assert 'href="/">Naar de voorpagina' in words_of(response)
    assert "no-store" in response["Cache-Control"]


def test_asking_only_for_its_head_gets_the_same_answer_without_the_page(as_user: AsUser) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    browser = as_user(plan.maker)
    full = browser.get(url("review_ask", plan), headers=BROWSER)
    head = browser.head(url("review_ask", plan), headers=BROWSER)
    assert head.status_code == 405
    assert head["Allow"] == "POST"
    assert head["Content-Type"] == full["Content-Type"]
    assert head.content == b""


def test_sending_to_a_page_that_is_only_read_speaks_of_no_button(as_user: AsUser) -> None:
    response = as_user(make.user()).post(reverse("my_plans"), headers=BROWSER)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert NOTHING_TO_SEND in words_of(response)
    assert BUTTON not in words_of(response)


def test_a_page_of_the_library_for_accounts_answers_alike() -> None:
    response = Client().delete(reverse("account_login"), headers=BROWSER)
    assert response.status_code == 405
    assert "POST" in response["Allow"]
    assert NOTHING_TO_SEND in words_of(response)


@pytest.mark.parametrize("accept", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}])
@pytest.mark.parametrize("name", ["open_data_fields", "progress_feed"])
def test_who_asks_for_no_page_gets_the_empty_answer(name: str, accept: dict[str, str]) -> None:
    of_edition = [make.edition(Phase.EXECUTION).slug] if name == "progress_feed" else []
    response = Client().post(reverse(name, args=of_edition), headers=accept)
    assert response.status_code == 405
    assert response.content == b""
    assert "Accept" in response["Vary"]


def test_data_is_given_as_before_to_a_browser_too() -> None:
    response = Client().get(reverse("open_data_fields"), headers=BROWSER)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_a_page_about_something_else_is_not_touched(as_user: AsUser) -> None:
    assert BUTTON not in words_of(Client().get("/bestaat-niet/", headers=BROWSER))
    assert as_user(make.user()).get(reverse("my_plans"), headers=BROWSER).status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_the_same_queries_however_many_plans_there_are(
    number: int, as_user: AsUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make.edition(Phase.LIKES)
    plans = [make.plan(edition) for _ in range(number)]
    browser = as_user(plans[0].maker)
    with django_assert_num_queries(5):
        browser.get(url("review_ask", plans[0]), headers=BROWSER)
