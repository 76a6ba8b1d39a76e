"""The map: the same plans as the list, only public facts, and a list where there is no script."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editions.models import Edition, Neighbourhood
from plans.status import PUBLIC, Status
from tests import make
from tests.plans.browsing import AsUser, titles

pytestmark = pytest.mark.django_db
AT: dict[str, Any] = {"latitude": Decimal("52.355"), "longitude": Decimal("4.645")}


def data(client: Client, edition: Edition, **query: str) -> list[dict[str, Any]]:
    response = client.get(reverse("plan_map_data", args=[edition.slug]), query)
    assert response.status_code == 200
    return [
        dict(zip(("id", "title", "wijk", "lat", "lon", "cents"), row, strict=True)) for row in response.json()["plans"]
    ]


def mapped(client: Client, edition: Edition, **query: str) -> list[str]:
    return [plan["title"] for plan in data(client, edition, **query)]


@pytest.mark.parametrize("query", [{}, {"zoek": "boom"}, {"status": "CHOSEN"}, {"volgorde": "likes"}])
def test_list_and_map_show_the_same_plans(client: Client, edition: Edition, query: dict[str, str]) -> None:
    for status in Status:
        make.plan(edition, status, title=f"Boom {status}", **AT)
        make.plan(edition, status, title=f"Bank {status}")
    listed = titles(client, edition, **query)
    assert sorted(mapped(client, edition, **query)) == sorted(listed)
    assert listed
    assert len(listed) <= 2 * len(PUBLIC)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.HELD, Status.MERGED, Status.WITHDRAWN])
def test_what_is_not_public_is_not_on_the_map(client: Client, edition: Edition, status: Status) -> None:
    make.plan(edition, status, title="Geheim", **AT)
    assert mapped(client, edition) == []
    assert "Geheim" not in client.get(reverse("plan_map", args=[edition.slug])).content.decode()


def test_the_map_says_public_facts_only(client: Client, edition: Edition, west: Neighbourhood) -> None:
    plan = make.plan(edition, title="Fruitbomen", cost_cents=125_000, neighbourhood=west, **AT)
    make.likes(plan, 3)
    [told] = data(client, edition)
    assert told == {
        "id": plan.pk,
        "title": "Fruitbomen",
        "wijk": west.pk,
        "cents": 125_000,
        "lat": 52.355,
        "lon": 4.645,
    }


def test_what_a_plan_costs_on_the_ballot_is_what_the_map_says(client: Client, edition: Edition) -> None:
    make.plan(edition, Status.ON_BALLOT, cost_cents=125_000, ballot_cents=99_000)
    [told] = data(client, edition)
    assert (told["cents"], told["lat"], told["lon"]) == (99_000, None, None)


def test_without_a_script_the_plans_stand_by_neighbourhood(
    client: Client, edition: Edition, west: Neighbourhood, east: Neighbourhood
) -> None:
    make.plan(edition, title="<b>Oost</b>", neighbourhood=east)
    make.plan(edition, title="West", neighbourhood=west, **AT)
    page = client.get(reverse("plan_map", args=[edition.slug]))
    found = [(group.quarter.name, [spot.title for spot in group.spots]) for group in page.context["groups"]]
    assert found == [("Europawijk", ["West"]), ("Meerwijk", ["<b>Oost</b>"])]
    assert "&lt;b&gt;Oost&lt;/b&gt;" in page.content.decode()
    assert "<b>Oost" not in page.content.decode()


def test_of_many_plans_the_first_stand_beside_the_map_and_the_rest_in_the_list(
    client: Client, edition: Edition, west: Neighbourhood, east: Neighbourhood
) -> None:
    for number in range(26):
        make.plan(edition, title=f"Plan {number:02}", neighbourhood=west)
    make.plan(edition, title="Oost", neighbourhood=east)
    page = client.get(reverse("plan_map", args=[edition.slug]))
    [many, one] = page.context["groups"]
    assert [spot.title for spot in many.spots] == [f"Plan {number:02}" for number in range(24)]
    assert (many.number, one.number, page.context["count"]) == (26, 1, 27)
    text = page.content.decode()
    assert f'href="{reverse("plan_list", args=[edition.slug])}?wijk={west.pk}">Bekijk alle 26 plannen in' in text
    assert text.count("Bekijk alle") == 1
    assert len(data(client, edition)) == 27


def test_what_is_kept_for_visitors_is_a_minute_old_at_most_and_nobody_elses(
    client: Client, edition: Edition, as_user: AsUser
) -> None:
    make.plan(edition, title="Eerst")
    assert mapped(client, edition) == ["Eerst"]
    make.plan(edition, title="Later")
    assert mapped(client, edition) == ["Eerst"]
    assert sorted(mapped(as_user(make.user()), edition)) == ["Eerst", "Later"]
    assert mapped(client, edition, zoek="later") == ["Later"]
    assert mapped(client, make.edition()) == []
    cache.clear()
    assert sorted(mapped(client, edition)) == ["Eerst", "Later"]


@pytest.mark.parametrize("raw", [[], None, "x", [[1]], [["a", "b"]] * 4, {"a": 1}, [[999, 999]] * 4, [[1, 2]]])
def test_an_outline_that_is_none_breaks_no_map(client: Client, edition: Edition, raw: object) -> None:
    edition.area.neighbourhoods.update(outline=raw if raw is not None else [])
    plan = make.plan(edition, **AT)
    assert client.get(reverse("plan_map", args=[edition.slug])).status_code == 200
    assert client.get(reverse("plan_page", args=[edition.slug, plan.pk])).status_code == 200
    assert len(mapped(client, edition)) == 1


def test_visitors_may_keep_the_data_for_a_minute(client: Client, edition: Edition, as_user: AsUser) -> None:
    address = reverse("plan_map_data", args=[edition.slug])
    assert client.get(address)["Cache-Control"] == "public, max-age=60"
    assert "no-store" in as_user(make.user()).get(address)["Cache-Control"]
    assert "Cache-Control" not in client.get(address, {"status": "HELD"})


@pytest.mark.parametrize("number", [3, 60])
@pytest.mark.parametrize("page", ["plan_map", "plan_map_data"])
def test_the_map_costs_the_same_queries_however_many_plans(
    client: Client, edition: Edition, number: int, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.plan(edition, **AT)
    with django_assert_max_num_queries(9):  # edition, windows, clock twice, themes, neighbourhoods twice, plans twice
        assert client.get(reverse(page, args=[edition.slug])).status_code == 200


def test_a_plan_page_draws_its_place(client: Client, edition: Edition, west: Neighbourhood) -> None:
    plan = make.plan(edition, neighbourhood=west, **AT)
    page = client.get(reverse("plan_page", args=[edition.slug, plan.pk])).content.decode()
    assert "Kaartje: dit plan ligt in Europawijk." in page
    assert page.count("<polygon") == 2
    assert "data-place-view" not in page


def test_a_plan_without_a_point_has_no_drawing(client: Client, edition: Edition) -> None:
    plan = make.plan(edition)
    page = client.get(reverse("plan_page", args=[edition.slug, plan.pk])).content.decode()
    assert "<polygon" not in page
    assert plan.place in page


@override_settings(MAP_TILES_URL="https://tegels.example.org/{z}/{x}/{y}.png", MAP_TILES_ATTRIBUTION="Kadaster")
def test_tiles_come_where_there_are_any(client: Client, edition: Edition) -> None:
    plan = make.plan(edition, **AT)
    page = client.get(reverse("plan_page", args=[edition.slug, plan.pk])).content.decode()
    assert 'data-place-view="52.355000,4.645000"' in page
    assert "https://tegels.example.org/{z}/{x}/{y}.png" in page
    assert "vendor/leaflet/leaflet.js" in page


def test_a_page_without_tiles_asks_nothing_of_others(client: Client, edition: Edition) -> None:
    make.plan(edition, **AT)
    page = client.get(reverse("plan_map", args=[edition.slug]))
    assert "https://" not in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"].split("; ")
