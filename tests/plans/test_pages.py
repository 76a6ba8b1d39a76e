"""The pages of plans: who sees what, and how many queries a page costs."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition
from plans.models import Plan
from plans.queries import plan_for_page
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, MAKERS_PAGES, AsUser, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [3, 30])
def test_my_plans_cost_the_same_queries_however_many(
    as_user: AsUser, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.plan(make.edition(), Status.DRAFT, maker=maker)
    browser = as_user(maker)
    with django_assert_max_num_queries(9):  # session, user, plans, windows, co-makers, cost lines, clock, news, roles
        response = browser.get(reverse("my_plans"))
    assert len(response.context["plans"]) == number


def test_my_plans_are_mine_in_every_status(as_user: AsUser, edition: Edition, maker: User) -> None:
    mine = [make.plan(edition, status, maker=maker) for status in Status]
    make.plan(edition)
    assert set(as_user(maker).get(reverse("my_plans")).context["plans"]) == set(mine)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_plan_that_is_not_public_exists_for_its_maker_only(edition: Edition, maker: User, status: Status) -> None:
    plan = make.plan(edition, status, maker=maker)
    assert plan_for_page(edition, plan.pk, maker).rights.is_maker
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, plan.pk, make.user())


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_plan_that_is_not_there(edition: Edition, maker: User, number: int) -> None:
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, number, maker)


def test_a_plan_of_another_edition_is_not_found(edition: Edition, maker: User) -> None:
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, make.plan(make.edition()).pk, maker)


@pytest.mark.parametrize("name", MAKERS_PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_the_makers_pages_do_not_exist_for_others(as_user: AsUser, edition: Edition, name: str, status: Status) -> None:
    plan = make.plan(edition, status)
    browser = as_user(make.user())
    assert browser.get(url(name, plan)).status_code == 404
    assert browser.post(url(name, plan)).status_code == 404
    assert browser.post(url("cost_line_remove", plan, plan.cost_lines.get().pk)).status_code == 404


@pytest.mark.parametrize("name", [*MAKERS_PAGES, "plan_like", "comment_add"])
def test_visitors_are_sent_to_the_log_in(client: Client, edition: Edition, name: str) -> None:
    plan = make.plan(edition)
    for response in (client.get(url(name, plan)), client.post(url(name, plan))):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", ["plan_like", "comment_add"])
def test_likes_and_reactions_for_somebody_elses_draft_do_not_exist(
    as_user: AsUser, edition: Edition, name: str
) -> None:
    plan = make.plan(edition, Status.DRAFT)
    assert as_user(make.user()).post(url(name, plan), {"like": "1", "text": "Mooi"}).status_code == 404


@pytest.mark.parametrize("name", [*MAKERS_PAGES, "plan_like", "comment_add"])
def test_an_absurd_number_is_not_found(as_user: AsUser, edition: Edition, maker: User, name: str) -> None:
    browser = as_user(maker)
    for number in (ABSURD, "9" * 5000):
        address = reverse(name, args=[edition.slug, 1]).replace("/1/", f"/{number}/")
        assert browser.post(address).status_code == 404
