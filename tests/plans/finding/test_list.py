"""The list of plans: what is found, in what order, and what it costs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editions.models import Edition
from editions.phases import Phase
from plans.finding.views import CHANCE, PLANS_A_PAGE
from plans.models import CostLine
from plans.status import PUBLIC, Status
from tests import make
from tests.plans.browsing import ABSURD, titles

pytestmark = pytest.mark.django_db
JUNK = [
    "'\"&|!()\\",
    "🌳" * 80,
    "<->",
    ":*",
    "& | !",
    "a:*b",
    "((((",
    "%",
    "--",
    "\\",
    "*",
    "٣",
    "𝔗",
    "\ufeff",
    "' OR 1=1",
]


def test_visitors_see_public_plans_of_this_edition_only(client: Client, edition: Edition) -> None:
    for status in Status:
        make.plan(edition, status, title=status.value)
    make.plan(make.edition(), title="Elders")
    assert set(titles(client, edition)) == {status.value for status in PUBLIC}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.HELD, Status.MERGED, Status.WITHDRAWN])
def test_what_is_not_public_is_found_in_no_way(client: Client, edition: Edition, status: Status) -> None:
    plan = make.plan(edition, status, title="Geheime fruitbomen")
    assert titles(client, edition, zoek="fruitbomen") == []
    assert titles(client, edition, wijk=str(plan.neighbourhood_id)) == []
    asked = client.get(reverse("plan_list", args=[edition.slug]), {"status": status.value})
    assert asked.status_code == 422
    assert "Geheime" not in asked.content.decode()


def test_a_plan_that_was_passed_on_shows_with_its_chip(client: Client, edition: Edition) -> None:
    make.plan(edition, Status.REFERRED, title="Zebrapad")
    page = client.get(reverse("plan_list", args=[edition.slug])).content.decode()
    assert "Zebrapad" in page
    assert "doorgegeven aan de gemeente" in page.split("<ul class")[1]


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
    assert titles(client, edition, thema=str(theme.pk), status="CHOSEN") == []


def test_a_plan_is_found_once_under_each_of_its_themes(client: Client, edition: Edition) -> None:
    first, second = edition.themes.all()
    make.plan(edition, title="Beide", theme=first).more_themes.set([first, second])
    make.plan(edition, title="Eén", theme=first)
    assert sorted(titles(client, edition, thema=str(first.pk))) == ["Beide", "Eén"]
    assert titles(client, edition, thema=str(second.pk)) == ["Beide"]


@pytest.mark.parametrize("where", ["title", "summary", "body", "place"])
def test_text_is_found_everywhere_in_a_plan(client: Client, edition: Edition, where: str) -> None:
    make.plan(edition)
    texts: dict[str, Any] = {where: "Een APPELboom erbij"}
    found = make.plan(edition, **texts)
    assert titles(client, edition, zoek="appelBOOM") == [found.title]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Fruitbomen langs het pad", "fruitboom"),
        ("Een fruitboom in het gras", "fruitbomen"),
        ("Repaircafé in de hal", "repaircafe"),
        ("Repaircafe in de hal", "RepairCAFÉ"),
        ("Speeltuin voor kleuters", "speel"),
        ("Een moestuin bij de flat", "tuin"),
        ("Bankjes/tafels op het plein", "tafel"),
        ("Vogels kijken bij het water", "vogels water"),
        ("Bomen planten", "bomen in de"),
        ("E-bike om te lenen", "e-bike"),
    ],
)
def test_a_word_is_found_in_other_forms(client: Client, edition: Edition, written: str, typed: str) -> None:
    make.plan(edition, title="Iets heel anders")
    make.plan(edition, title=written)
    assert titles(client, edition, zoek=typed) == [written]


def test_all_words_count(client: Client, edition: Edition) -> None:
    make.plan(edition, title="Bomen langs het pad")
    assert titles(client, edition, zoek="bomen vijver") == []
    assert titles(client, edition, zoek="pad bomen") == ["Bomen langs het pad"]


def test_a_word_in_the_title_goes_before_one_in_the_story(client: Client, edition: Edition) -> None:
    for number in range(3):
        make.plan(edition, title=f"Plein {number}", body="Met een boom.")
    make.plan(edition, title="Een boom")
    for seed in range(4):
        client.cookies[CHANCE] = str(seed)
        assert titles(client, edition, zoek="boom")[0] == "Een boom"


@pytest.mark.parametrize("typed", ["%", "_", "100%_", "\\", "'", "<b>"])
def test_search_takes_signs_literally(client: Client, edition: Edition, typed: str) -> None:
    make.plan(edition)
    found = make.plan(edition, title=f"Met {typed} erin")
    assert titles(client, edition, zoek=typed) == [found.title]


@pytest.mark.parametrize("typed", JUNK)
@pytest.mark.parametrize("page", ["plan_list", "plan_map", "plan_map_data"])
def test_junk_finds_nothing_and_breaks_nothing(client: Client, edition: Edition, typed: str, page: str) -> None:
    make.plan(edition)
    response = client.get(reverse(page, args=[edition.slug]), {"zoek": typed})
    assert response.status_code == 200
    told = '"plans": []' if page == "plan_map_data" else "Geen plan gevonden"
    assert told in response.content.decode()


def test_what_is_too_long_is_told_beside_the_field(client: Client, edition: Edition) -> None:
    response = client.get(reverse("plan_list", args=[edition.slug]), {"zoek": "a" * 81})
    assert response.status_code == 422
    assert response.context["filter"].form.errors["zoek"]
    assert "a" * 81 in response.content.decode()


def test_plans_are_put_in_the_chosen_order(client: Client, edition: Edition) -> None:
    for title, likes in (("B", 1), ("C", 2), ("A", 0)):
        make.likes(make.plan(edition, title=title), likes)
    assert titles(client, edition, volgorde="nieuwste") == ["A", "C", "B"]
    assert titles(client, edition, volgorde="likes") == ["C", "B", "A"]
    assert titles(client, edition, volgorde="titel") == ["A", "B", "C"]


def test_without_a_choice_every_visit_has_an_order_of_its_own(edition: Edition) -> None:
    for number in range(8):
        make.plan(edition, title=f"Plan {number}")
    orders = set()
    for seed in range(6):
        visitor = Client()
        visitor.cookies[CHANCE] = str(seed)
        orders.add(tuple(titles(visitor, edition)))
        assert titles(visitor, edition) == titles(visitor, edition)
    assert len(orders) > 3


def test_the_order_of_a_visit_holds_over_the_pages(client: Client, edition: Edition) -> None:
    """Nobody sees a plan twice while another one stays out of sight."""
    for number in range(2 * PLANS_A_PAGE + 2):
        make.plan(edition, title=f"Plan {number}")
    pages = [titles(client, edition, page=str(page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [PLANS_A_PAGE, PLANS_A_PAGE, 2]
    assert len({title for page in pages for title in page}) == 2 * PLANS_A_PAGE + 2


def test_the_cookie_of_the_order_says_nothing_about_anybody(client: Client, edition: Edition) -> None:
    response = client.get(reverse("plan_list", args=[edition.slug]))
    cookie = response.cookies[CHANCE]
    assert cookie.value.isdecimal()
    assert len(cookie.value) < 5
    assert cookie["httponly"]
    assert not cookie["max-age"]
    again = client.get(reverse("plan_list", args=[edition.slug]))
    assert CHANCE not in again.cookies


@pytest.mark.parametrize("order", ["titel", "likes", "nieuwste"])
def test_a_chosen_order_needs_no_cookie(client: Client, edition: Edition, order: str) -> None:
    assert not client.get(reverse("plan_list", args=[edition.slug]), {"volgorde": order}).cookies


@pytest.mark.parametrize("value", ["", "-1", "x", "1e3", ABSURD, "²", "1\x00"])
def test_a_cookie_that_makes_no_sense_gets_a_new_order(client: Client, edition: Edition, value: str) -> None:
    make.plan(edition)
    client.cookies[CHANCE] = value
    response = client.get(reverse("plan_list", args=[edition.slug]))
    assert response.status_code == 200
    assert response.cookies[CHANCE].value.isdecimal()


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTING])
def test_while_people_vote_no_order_is_about_votes(client: Client, phase: Phase) -> None:
    edition = make.edition(phase)
    make.plan(edition, Status.ON_BALLOT)
    page = client.get(reverse("plan_list", args=[edition.slug]))
    assert {key for key, _label in page.context["filter"].form.fields["volgorde"].choices} == {
        "",
        "likes",
        "nieuwste",
        "titel",
    }


def test_links_keep_the_filter_and_the_order(client: Client, edition: Edition) -> None:
    for _ in range(PLANS_A_PAGE + 1):
        make.plan(edition, title="Bomen")
    page = client.get(reverse("plan_list", args=[edition.slug]), {"zoek": "bomen", "volgorde": "titel"})
    assert 'href="?zoek=bomen&amp;volgorde=titel&amp;page=2"' in page.content.decode()
    assert f'href="{reverse("plan_map", args=[edition.slug])}?zoek=bomen&amp;volgorde=titel"' in page.content.decode()


@pytest.mark.parametrize("name", ["thema", "wijk", "status", "volgorde", "zoek"])
@pytest.mark.parametrize("value", [ABSURD, "-1", "x", "a\x00b", "zo lang" * 20])
@pytest.mark.parametrize("page", ["plan_list", "plan_map", "plan_map_data"])
def test_a_filter_that_makes_no_sense_is_answered(
    client: Client, edition: Edition, name: str, value: str, page: str
) -> None:
    make.plan(edition)
    assert client.get(reverse(page, args=[edition.slug]), {name: value}).status_code in (200, 422)


def test_a_theme_of_another_edition_is_no_filter(client: Client, edition: Edition) -> None:
    foreign = make.edition().themes.first()
    assert foreign
    response = client.get(reverse("plan_list", args=[edition.slug]), {"thema": foreign.pk})
    assert response.status_code == 422
    offered = {number for number, _name in response.context["filter"].form.fields["thema"].choices}
    assert offered == {"", *edition.themes.values_list("pk", flat=True)}


@pytest.mark.parametrize("page", ["0", "-1", "x", ABSURD, "a\x00"])
def test_a_page_that_is_not_there_shows_one_that_is(client: Client, edition: Edition, page: str) -> None:
    make.plan(edition, title="Fruitbomen")
    assert titles(client, edition, page=page) == ["Fruitbomen"]


@pytest.mark.parametrize("number", [3, 60])
@pytest.mark.parametrize("query", [{}, {"volgorde": "likes"}, {"zoek": "plan"}])
def test_the_list_costs_the_same_queries_however_many_plans(
    client: Client,
    edition: Edition,
    number: int,
    query: dict[str, str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        plan = make.plan(edition)
        make.likes(plan, 1)
        CostLine.objects.create(plan=plan, label="Nog iets", cents=100)
    with django_assert_max_num_queries(8):  # edition, windows, clock twice, numbers, cards, themes, neighbourhoods
        response = client.get(reverse("plan_list", args=[edition.slug]), query)
        assert response.status_code == 200
    assert len(response.context["plans"]) == min(number, PLANS_A_PAGE)
