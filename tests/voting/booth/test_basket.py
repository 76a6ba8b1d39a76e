"""The basket of the booth and the ballot paper: what fits, what is refused, what the page shows."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editions.models import Edition, Neighbourhood
from editions.phases import Phase
from plans.status import Status
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, exclude, issue, leader_of
from tests.voting.booth.walking import (
    BASKET,
    CHOOSE,
    CODE,
    CONFIRM,
    DONE,
    REVIEW,
    START,
    STOP,
    confirm,
    enter,
    look,
    nothing_cast,
    press,
    text,
)
from voting.actions.withdrawing import withdraw_from_ballot
from voting.models import IntakeBallot, VotingRules

pytestmark = pytest.mark.django_db


# The basket.


def test_a_plan_that_no_longer_fits_says_so_and_cannot_be_chosen(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    page = text(browser.get(CHOOSE))
    assert page.count("Te duur voor wat over is") == 1
    assert page.count("disabled") == 1
    response = press(browser, world.ids[2])
    assert response.status_code == 422
    assert "€ 5.000 meer dan u nog over heeft" in text(response)
    assert "Plan C" not in text(browser.get(REVIEW))


def test_htmx_gets_the_same_refusal_as_a_page_it_can_show(world: BallotWorld) -> None:
    browser = enter(world)
    response = browser.post(BASKET, {"plan": "999999", "do": "add"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'id="melding"' in text(response)
    assert "niet op het stembiljet" in text(response)


def test_a_plan_is_in_the_basket_once_and_can_be_taken_out(world: BallotWorld) -> None:
    browser = enter(world)
    for _ in range(3):
        press(browser, world.ids[0])
    assert "U koos 1 plan" in text(browser.get(CHOOSE))
    press(browser, world.ids[0], "remove")
    press(browser, world.ids[0], "remove")
    assert "U koos nog niets" in text(browser.get(CHOOSE))


def test_taking_a_plan_out_on_the_review_page_stays_there_while_one_is_left(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    assert press(browser, world.ids[0], "remove", terug="nakijken")["Location"] == REVIEW
    assert press(browser, world.ids[1], "remove", terug="nakijken")["Location"] == CHOOSE


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"plan": ""},
        {"plan": "-1"},
        {"plan": "1.5"},
        {"plan": "９"},
        {"plan": "1" * 400},
        {"plan": str(2**63)},
        {"plan": "\x00"},
        {"plan": "0", "do": "weggeven"},
        {"plan": ["1", "2", "3"] * 200, "do": "add"},
    ],
)
def test_bad_input_to_the_basket_is_refused_and_changes_nothing(world: BallotWorld, fields: dict[str, Any]) -> None:
    browser = enter(world)
    response = browser.post(BASKET, {"do": "add", **fields})
    assert response.status_code == 422
    assert "U koos nog niets" in text(browser.get(CHOOSE))


def test_a_plan_of_another_edition_does_not_go_in(world: BallotWorld) -> None:
    other, draft = ballot_world(), make.plan(world.edition)
    browser = enter(world)
    for plan in (other.ids[0], draft.pk):
        assert press(browser, plan).status_code == 422
    assert "U koos nog niets" in text(browser.get(CHOOSE))


def test_a_flood_of_fields_is_a_bad_request(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    body = "&".join(["plan=1"] * 10_000)
    for url in (CONFIRM, BASKET):
        response = browser.post(url, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 400
    assert nothing_cast()


@pytest.mark.parametrize("seen", [[], ["x"], ["-1"], ["1.0"], ["\x00"], ["9" * 300], [0, 1], [0, 0]])
def test_only_what_the_voter_saw_is_cast(world: BallotWorld, seen: list[Any]) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    shown = [world.ids[each] if isinstance(each, int) else each for each in seen]
    response = browser.post(CONFIRM, {"plan": shown})
    assert response.status_code == 422
    assert "intussen veranderd" in text(response)
    assert nothing_cast()


def test_an_empty_choice_is_not_cast(world: BallotWorld) -> None:
    browser = enter(world)
    assert "nog geen plan" in text(browser.get(REVIEW))
    response = browser.post(CONFIRM)
    assert response.status_code == 422
    assert nothing_cast()


def test_the_budget_is_checked_again_when_confirming(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    Edition.objects.filter(pk=world.edition.pk).update(budget_cents=5_499_900)
    response = confirm(browser, world, 0, 1)
    assert response.status_code == 422
    assert "€ 1 meer dan het budget" in text(response)
    assert nothing_cast()


def test_a_vote_that_closes_while_somebody_chooses_says_so_and_casts_nothing(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.COUNTING)
    response = confirm(browser, world, 0)
    assert response.status_code == 422
    assert "niet open" in text(response)
    assert nothing_cast()


def test_a_database_that_is_gone_gives_503_and_keeps_the_choice(
    world: BallotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = enter(world)
    press(browser, world.ids[0])

    def gone(*_: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("voting.views.booth.cast_ballot", gone)
    response = confirm(browser, world, 0)
    assert response.status_code == 503
    assert "Uw stem is niet opgeslagen" in text(response)
    assert nothing_cast()
    monkeypatch.undo()
    assert confirm(browser, world, 0)["Location"] == DONE


def withdraw(world: BallotWorld, place: int) -> None:
    withdraw_from_ballot(world.edition.pk, world.ids[place], leader_of(world).pk, "Maker stopt")


GONE = "Een plan uit uw keuze staat niet meer op het stembiljet"


def test_a_plan_that_went_off_the_ballot_leaves_the_basket_and_the_page_says_so_once(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    withdraw(world, 0)
    page = text(browser.get(CHOOSE))
    assert GONE in page
    assert "U koos 1 plan" in page
    assert GONE not in text(browser.get(REVIEW))
    assert confirm(browser, world, 1)["Location"] == DONE
    assert IntakeBallot.objects.get().choice == [world.ids[1]]


def test_a_plan_that_goes_off_the_ballot_before_confirming_casts_nothing_and_then_the_rest(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    withdraw(world, 0)
    response = confirm(browser, world, 0, 1)
    assert response.status_code == 422
    assert GONE in text(response)
    assert nothing_cast()
    assert confirm(browser, world, 1)["Location"] == DONE


def test_who_gives_the_code_last_sees_it_before_the_code(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    withdraw(world, 0)
    assert GONE in text(browser.get(CODE))
    sent = {"code": world.codes[0], "plan": [world.ids[1]]}
    assert browser.post(CODE, sent)["Location"] == DONE


def test_taking_out_what_went_off_the_ballot_or_was_all_one_chose_goes_on(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    withdraw(world, 0)
    response = press(browser, world.ids[0], "remove")
    assert GONE in text(response)
    assert press(browser, world.ids[1])["Location"].startswith(CHOOSE)
    page = text(browser.get(CHOOSE))
    assert GONE not in page
    assert "U koos 1 plan" in page


@pytest.mark.parametrize("url", [BASKET, CONFIRM, STOP])
def test_what_writes_is_post_only(world: BallotWorld, url: str) -> None:
    assert enter(world).get(url).status_code == 405


def test_the_booth_wants_a_csrf_token(world: BallotWorld) -> None:
    assert Client(enforce_csrf_checks=True).post(START, {"code": world.codes[0]}).status_code == 403


# The ballot.


def titles(page: str) -> list[str]:
    return [part.split("</h2>")[0].split(">")[-1] for part in page.split('class="ballot__title"')[1:]]


def test_the_order_is_another_one_for_another_visit_and_the_same_within_one() -> None:
    world = ballot_world(codes=1, prices=[100_000] * 20)
    browser = enter(world)
    order = titles(text(browser.get(CHOOSE)))
    press(browser, world.ids[3])
    assert titles(text(browser.get(CHOOSE))) == order
    assert sorted(order) == sorted(plan.title for plan in world.plans)
    assert {tuple(titles(text(enter(world).get(CHOOSE)))) for _ in range(5)} != {tuple(order)}


def test_plans_are_filtered_by_neighbourhood_and_theme_and_a_press_keeps_the_filter(world: BallotWorld) -> None:
    meerwijk = Neighbourhood.objects.get(area=world.edition.area, name="Meerwijk")
    theme = world.edition.themes.all()[1]
    plan = make.plan(world.edition, Status.ON_BALLOT, title="Meer groen", neighbourhood=meerwijk, theme=theme)
    browser = enter(world)
    assert titles(text(browser.get(CHOOSE, {"wijk": meerwijk.pk}))) == ["Meer groen"]
    assert titles(text(browser.get(CHOOSE, {"thema": theme.pk, "wijk": meerwijk.pk}))) == ["Meer groen"]
    assert press(browser, plan.pk, wijk=meerwijk.pk)["Location"] == f"{CHOOSE}?wijk={meerwijk.pk}#plan-{plan.pk}"


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 50, "\x00", "1 OR 1=1"])
def test_a_filter_that_does_not_exist_shows_all(world: BallotWorld, value: str) -> None:
    assert len(titles(text(enter(world).get(CHOOSE, {"wijk": value, "thema": value})))) == 3


def test_only_plans_on_the_ballot_are_shown(world: BallotWorld) -> None:
    make.plan(world.edition, Status.NOT_FEASIBLE, title="Nee")
    make.plan(world.edition, Status.DRAFT, title="Concept")
    assert sorted(titles(text(enter(world).get(CHOOSE)))) == ["Plan A", "Plan B", "Plan C"]


def test_the_number_of_queries_does_not_grow_with_the_ballot(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small, large = ballot_world(prices=[100_000] * 2), ballot_world(prices=[100_000] * 26)
    for world in (small, large):
        browser = enter(world)
        press(browser, world.ids[0])
        for page in (CHOOSE, REVIEW):
            with django_assert_num_queries(10):
                browser.get(page)


def test_a_press_on_the_basket_asks_for_no_rules(
    world: BallotWorld, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = enter(world)
    with django_assert_num_queries(7) as seen:
        press(browser, world.ids[0])
    assert not any("votingrules" in each["sql"] for each in seen.captured_queries)


@pytest.mark.parametrize("exclude_each_other", [True, False])
def test_plans_that_exclude_one_another_are_only_named_where_the_rules_say_so(
    world: BallotWorld, exclude_each_other: bool
) -> None:
    VotingRules.objects.create(edition=world.edition, pairs_exclude=exclude_each_other)
    exclude(world, 0, 1)
    browser = enter(world)
    press(browser, world.ids[0])
    press(browser, world.ids[1])
    for page in (CHOOSE, REVIEW):
        assert ("Hoogstens één van de twee wordt gekozen." in text(browser.get(page))) is exclude_each_other


@pytest.mark.parametrize(
    ("settings", "said", "unsaid"),
    [
        ({}, [], ["Kies minstens", "ten hoogste"]),
        ({"min_plans": 2}, ["Kies minstens 2 plannen."], ["ten hoogste"]),
        ({"max_plans": 3}, ["U kunt ten hoogste 3 plannen kiezen."], ["Kies minstens"]),
        ({"max_plans": 1}, ["U kunt ten hoogste 1 plan kiezen."], ["Kies minstens"]),
    ],
)
def test_the_page_says_at_the_top_how_many_plans_to_choose(
    world: BallotWorld, settings: dict[str, int], said: list[str], unsaid: list[str]
) -> None:
    VotingRules.objects.create(edition=world.edition, **settings)
    page = text(enter(world).get(CHOOSE))
    assert all(words in page for words in said)
    assert not any(words in page for words in unsaid)


def test_the_booth_never_touches_the_session(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    browser.get(DONE)
    assert "sessionid" not in browser.cookies
    assert reverse("vote_start") == START


def test_two_open_votes_are_told_apart_by_the_code(world: BallotWorld) -> None:
    other = ballot_world()
    assert issue(other.edition, 1)
    enter(world)
    browser = enter(other)
    assert press(browser, world.ids[0]).status_code == 422
    assert press(browser, other.ids[0]).status_code == 302
