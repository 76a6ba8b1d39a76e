"""The result: nothing before publication, everything after it, and countable by anybody."""

import hashlib
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import Plan
from tests import make
from tests.voting.ballot_world import CLEAR, BallotWorld, ballot_world, counted_world, leader_of
from tests.voting.counting.tallying import count_ballots
from voting.actions.box import cast_ballot
from voting.actions.count import count_votes, publish_count
from voting.models import VotingRules
from voting.queries.count import Turnout, plan_result, turnout

pytestmark = pytest.mark.django_db


def published(world: BallotWorld) -> BallotWorld:
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    publish_count(world.edition, leader.pk)
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.EXECUTION)
    return world


def result_page(world: BallotWorld) -> str:
    return Client().get(reverse("results", args=[world.edition.slug])).content.decode()


def file_of(world: BallotWorld) -> str:
    return reverse("ballots_csv", args=[world.edition.slug])


def test_the_result_shows_each_plan_with_votes_price_money_and_why() -> None:
    world = published(counted_world(CLEAR))
    page = result_page(world).replace("\xa0", " ")
    assert "2 plannen gekozen" in page
    assert "4 bewoners stemden (100%)" in page
    assert page.index("Deze plannen gaan door") < page.index("Alle plannen en waarom")
    assert "Dit plan kost € 20.000. Er was nog € 15.000 over, dus te weinig." in page
    assert "Er was nog € 70.000 over. Dit plan kost € 30.000 en paste dus." in page
    assert page.count("Niet gekozen") == 1


@pytest.mark.parametrize("state", ["voting", "closed", "counted"])
def test_before_publication_there_is_no_result_for_anybody(state: str, as_user: Callable[[User], Client]) -> None:
    if state == "voting":
        world = ballot_world(codes=2)
        cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    else:
        world = counted_world(CLEAR)
    if state == "counted":
        count_votes(world.edition.pk, leader_of(world).pk)
    for browser in (Client(), as_user(make.staff(world.edition, *Role))):
        page = browser.get(reverse("results", args=[world.edition.slug])).content.decode()
        assert "Er is nog geen uitslag" in page
        assert "Plan A" not in page
        assert browser.get(file_of(world)).status_code == 404
    assert [plan_result(plan) for plan in world.plans] == [None] * 3


def test_votes_change_no_byte_of_what_the_public_sees_while_people_vote() -> None:
    world = ballot_world(codes=30)
    urls = [reverse("results", args=[world.edition.slug]), reverse("plan_list", args=[world.edition.slug])]
    visitor = Client()
    visitor.cookies["volgorde"] = "7"  # the same visit, so that the plans stand in the same order
    before = [visitor.get(url).content for url in urls]
    for number in range(30):
        cast_ballot(world.edition.pk, world.hash(number), world.ids[2:])
    assert [visitor.get(url).content for url in urls] == before


def test_the_file_of_ballots_has_the_published_fingerprint_and_gives_the_same_result() -> None:
    world = published(counted_world(CLEAR))
    response = Client().get(file_of(world))
    assert response["Content-Type"].startswith("text/csv")
    published_file = response.getvalue()
    assert hashlib.sha256(published_file).hexdigest() in result_page(world)
    lines = published_file.decode().splitlines()
    assert lines == sorted(lines)
    prices = {plan.pk: plan.ballot_cents or 0 for plan in Plan.objects.filter(pk__in=world.ids)}
    ballots = [[int(number) for number in line.split(",")] for line in lines]
    assert count_ballots(prices, world.edition.budget_cents, ballots).chosen == tuple(world.ids[:2])


def test_a_plan_page_shows_the_votes_and_why_only_after_publication() -> None:
    world = counted_world(CLEAR)
    assert plan_result(world.plans[0]) is None
    assert not render_to_string("voting/_plan_result.html", {"result": None}).strip()
    published(world)
    chosen, lost = plan_result(world.plans[0]), plan_result(world.plans[2])
    assert chosen is not None
    assert lost is not None
    assert chosen.chosen
    assert "3 stemmen" in render_to_string("voting/_plan_result.html", {"result": chosen})
    shown = render_to_string("voting/_plan_result.html", {"result": lost})
    assert "1 stem" in shown
    assert "te weinig" in shown


def test_a_plan_that_was_not_on_the_ballot_has_no_result() -> None:
    world = published(counted_world(CLEAR))
    assert plan_result(make.plan(world.edition)) is None


def test_the_turnout_is_of_the_roll_of_this_edition() -> None:
    world = ballot_world(codes=3)
    ballot_world(codes=5)
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    assert turnout(world.edition) == Turnout(eligible=3, voted=1)
    assert turnout(world.edition).percentage == 33
    assert Turnout(0, 0).percentage == 0


def test_the_page_with_rules_tells_how_this_edition_counts_once_that_is_fixed() -> None:
    fixed = "Elk stembiljet geeft één stem aan elk plan dat erop staat."
    usual = "Daarna het volgende, zolang er geld is."
    edition = make.edition(Phase.LIKES)
    shown = Client().get(reverse("rules")).content.decode()
    assert usual in shown
    assert fixed not in shown
    edition.delete()
    counted_world(CLEAR)
    shown = Client().get(reverse("rules")).content.decode()
    assert fixed in shown
    assert usual not in shown


@pytest.mark.parametrize(
    ("fewest", "most", "said"),
    [
        (2, 2, "precies 2 plannen die samen in het budget passen."),
        (1, 1, "precies 1 plan dat in het budget past."),
        (1, 3, "kiest 1 tot 3 plannen"),
    ],
)
def test_the_rules_say_how_many_plans(fewest: int, most: int, said: str) -> None:
    rules = VotingRules(min_plans=fewest, max_plans=most)
    assert said in render_to_string("voting/_rules_in_words.html", {"rules": rules})


def test_an_edition_that_has_not_begun_shows_no_result_page() -> None:
    hidden = make.edition(Phase.PREPARATION)
    assert Client().get(reverse("results", args=[hidden.slug])).status_code == 404
    assert Client().get(reverse("ballots_csv", args=[hidden.slug])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_result(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for plans in (2, 20):
        world = published(counted_world([[0], [1]], [100_000] * plans))
        with django_assert_num_queries(11):
            result_page(world)
