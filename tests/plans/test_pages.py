"""The pages of plans: who sees what, what bad input does, and how many queries a list costs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition
from plans.models import Comment, Plan
from plans.queries import discussion, plan_for_page
from plans.status import PUBLIC, Status
from plans.views import PLANS_A_PAGE
from tests import make
from tests.plans.browsing import ABSURD, MAKERS_PAGES, AsUser, titles, url

pytestmark = pytest.mark.django_db


def test_visitors_see_public_plans_of_this_edition_only(client: Client, edition: Edition) -> None:
    for status in Status:
        make.plan(edition, status, title=status.value)
    make.plan(make.edition(), title="Elders")
    assert set(titles(client, edition)) == {status.value for status in PUBLIC}


def test_plans_are_found_by_theme_neighbourhood_and_status(client: Client, edition: Edition) -> None:
    theme, neighbourhood = edition.themes.last(), edition.area.neighbourhoods.last()
    make.plan(edition, title="Gewoon")
    make.plan(edition, title="Thema", theme=theme)
    make.plan(edition, title="Wijk", neighbourhood=neighbourhood)
    make.plan(edition, Status.CHOSEN, title="Gekozen")
    assert theme
    assert neighbourhood
    assert titles(client, edition, thema=str(theme.pk)) == ["Thema"]
    assert titles(client, edition, wijk=str(neighbourhood.pk)) == ["Wijk"]
    assert titles(client, edition, status="CHOSEN") == ["Gekozen"]


@pytest.mark.parametrize("where", ["title", "summary", "body", "place"])
def test_text_is_found_everywhere_in_a_plan(client: Client, edition: Edition, where: str) -> None:
    make.plan(edition)
    texts: dict[str, Any] = {where: "Een APPELboom erbij"}
    found = make.plan(edition, **texts)
    assert titles(client, edition, zoek="appelBOOM") == [found.title]


@pytest.mark.parametrize("typed", ["%", "_", "100%_", "\\", "'", "<b>"])
def test_search_takes_signs_literally(client: Client, edition: Edition, typed: str) -> None:
    make.plan(edition)
    found = make.plan(edition, title=f"Met {typed} erin")
    assert titles(client, edition, zoek=typed) == [found.title]


def test_plans_are_put_in_order(client: Client, edition: Edition) -> None:
    for title, likes in (("B", 1), ("C", 2), ("A", 0)):
        make.likes(make.plan(edition, title=title), likes)
    assert titles(client, edition) == ["A", "C", "B"]
    assert titles(client, edition, volgorde="nieuwste") == ["A", "C", "B"]
    assert titles(client, edition, volgorde="likes") == ["C", "B", "A"]
    assert titles(client, edition, volgorde="titel") == ["A", "B", "C"]


@pytest.mark.parametrize("name", ["thema", "wijk", "status", "volgorde", "zoek"])
@pytest.mark.parametrize("value", [ABSURD, "-1", "x", "a\x00b", "zo lang" * 20])
def test_a_filter_that_makes_no_sense_is_answered(client: Client, edition: Edition, name: str, value: str) -> None:
    make.plan(edition)
    response = client.get(reverse("plan_list", args=[edition.slug]), {name: value})
    assert response.status_code in (200, 422)


def test_a_theme_of_another_edition_is_no_filter(client: Client, edition: Edition) -> None:
    foreign = make.edition().themes.first()
    assert foreign
    response = client.get(reverse("plan_list", args=[edition.slug]), {"thema": foreign.pk})
    assert response.status_code == 422
    assert foreign not in response.context["filter"].form.fields["thema"].queryset


@pytest.mark.parametrize("page", ["0", "-1", "x", ABSURD, "a\x00"])
def test_a_page_that_is_not_there_shows_one_that_is(client: Client, edition: Edition, page: str) -> None:
    make.plan(edition, title="Fruitbomen")
    assert titles(client, edition, page=page) == ["Fruitbomen"]


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_queries_however_many_plans(
    client: Client, edition: Edition, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.likes(make.plan(edition), 1)
    with django_assert_max_num_queries(8):  # edition, windows, clock (thrice), count, plans, themes, neighbourhoods
        response = client.get(reverse("plan_list", args=[edition.slug]))
    assert len(response.context["plans"]) == min(number, PLANS_A_PAGE)


@pytest.mark.parametrize("number", [3, 30])
def test_my_plans_cost_the_same_queries_however_many(
    as_user: AsUser, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.plan(make.edition(), Status.DRAFT, maker=maker)
    browser = as_user(maker)
    with django_assert_max_num_queries(6):  # session, user, plans, windows, clock, roles for the menu
        response = browser.get(reverse("my_plans"))
    assert len(response.context["plans"]) == number


@pytest.mark.parametrize("number", [3, 30])
def test_a_plan_and_its_discussion_cost_the_same_queries(
    edition: Edition, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make.plan(edition)
    for _ in range(number):
        Comment.objects.create(plan=plan, author=make.user(), text="Mooi")
    with django_assert_max_num_queries(5):  # plan, windows, clock, co-makers, comments
        found = plan_for_page(edition, plan.pk, maker)
        assert len({str(comment.author) for comment in discussion(found)}) == 1


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
