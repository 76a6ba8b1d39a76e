"""The booth: a code opens it, one cookie is all it keeps, and nothing that is sent to it makes it fail."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from common import clock
from editions.models import Edition, Neighbourhood
from editions.phases import Phase
from plans.status import Status
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, issue, void
from voting.actions.box import cast_ballot
from voting.booth import BOOTH_COOKIE, RECEIPT_COOKIE
from voting.codes import make_code, show_code
from voting.models import IntakeBallot, Receipt
from voting.wrong_codes import FREE_TRIES, LONGEST_SECONDS, count_wrong_code, delay_after, network_of

pytestmark = pytest.mark.django_db

START, CHOOSE, BASKET = "/stemmen/", "/stemmen/kiezen/", "/stemmen/mandje/"
REVIEW, CONFIRM, DONE, STOP = "/stemmen/nakijken/", "/stemmen/bevestigen/", "/stemmen/klaar/", "/stemmen/stoppen/"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=3)


def enter(world: BallotWorld, number: int = 0) -> Client:
    """A browser in which this voter stands inside the booth."""
    browser = Client()
    response = browser.post(START, {"code": world.codes[number]})
    assert (response.status_code, response["Location"]) == (302, CHOOSE)
    return browser


def press(browser: Client, plan: object, do: str = "add", **more: Any) -> HttpResponse:
    return browser.post(BASKET, {"plan": plan, "do": do, **more})  # type: ignore[return-value]


def confirm(browser: Client, world: BallotWorld, *places: int) -> HttpResponse:
    return browser.post(CONFIRM, {"plan": [world.ids[place] for place in places]})  # type: ignore[return-value]


def text(response: Any) -> str:
    return str(response.content.decode())


def nothing_cast() -> bool:
    return not IntakeBallot.objects.exists() and not Receipt.objects.exists()


# The way through.


def test_a_voter_goes_from_code_to_receipt_without_an_account(world: BallotWorld) -> None:
    browser = enter(world)
    assert "€\xa070.000" in text(browser.get(CHOOSE)).replace("€ ", "€\xa0")
    assert press(browser, world.ids[0])["Location"] == f"{CHOOSE}#plan-{world.ids[0]}"
    press(browser, world.ids[2])
    page = text(browser.get(REVIEW))
    assert "Plan A" in page
    assert "Plan B" not in page
    assert confirm(browser, world, 0, 2)["Location"] == DONE
    done = text(browser.get(DONE))
    assert Receipt.objects.get().number in done
    assert "Uw stem is binnen" in done
    assert IntakeBallot.objects.get().choice == [world.ids[0], world.ids[2]]
    assert "sessionid" not in browser.cookies


def test_the_code_may_be_typed_as_people_type(world: BallotWorld) -> None:
    typed = show_code(world.codes[0]).lower().replace("-", " ").replace("0", "o")
    assert Client().post(START, {"code": f"  {typed} "}).status_code == 302


def test_the_receipt_is_shown_once(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    number = Receipt.objects.get().number
    assert number in text(browser.get(DONE))
    again = text(browser.get(DONE))
    assert number not in again
    assert "Uw stem is binnen" in again


def test_the_last_page_says_nothing_to_somebody_who_did_not_vote(world: BallotWorld) -> None:
    assert Client().get(DONE)["Location"] == START
    assert enter(world).get(DONE)["Location"] == START


def test_going_back_after_the_vote_shows_that_it_is_in_and_no_choice(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    for page in (CHOOSE, REVIEW):
        assert browser.get(page)["Location"] == DONE


def test_confirming_again_after_a_lost_answer_shows_the_same_receipt(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    kept = browser.cookies[BOOTH_COOKIE].value
    confirm(browser, world, 0)
    retry = Client()
    retry.cookies[BOOTH_COOKIE] = kept
    assert confirm(retry, world, 0)["Location"] == DONE
    assert Receipt.objects.get().number in text(retry.get(DONE))


def test_another_booth_with_the_same_code_gets_no_second_vote(world: BallotWorld) -> None:
    first, second = enter(world), enter(world)
    for browser in (first, second):
        press(browser, world.ids[0])
    confirm(first, world, 0)
    answer = confirm(second, world, 0)
    assert answer.status_code == 422
    assert "al gebruikt" in text(answer)
    assert Receipt.objects.get().number not in text(answer)
    assert IntakeBallot.objects.count() == 1


# The door.


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul uw stemcode in"),
        ("   ", "Vul uw stemcode in"),
        ("4F2K", "heeft 13 tekens"),
        ("UUUU-UUUU-UUUUU", "komt niet voor in een stemcode"),
        ("0" * 12 + "1", "klopt niet"),
        ("x" * 5000, "te lang"),
        ("\x00" * 13, "een teken in dat niet voorkomt"),
        ("<script>alert(1)", "komt niet voor in een stemcode"),
    ],
)
def test_a_typing_error_is_caught_before_anything_is_looked_up(
    world: BallotWorld, typed: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voting.views.booth.usable_code", lambda _: pytest.fail("looked up"))
    response = Client().post(START, {"code": typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert BOOTH_COOKIE not in response.cookies


def test_a_missing_code_is_an_empty_one(world: BallotWorld) -> None:
    assert Client().post(START).status_code == 422


def test_unknown_and_void_codes_are_answered_alike_and_a_used_one_says_so(world: BallotWorld) -> None:
    void(world, 1)
    cast_ballot(world.edition.pk, world.hash(2), world.ids[:1])
    pages = {}
    for name, code in {"unknown": make_code(), "void": world.codes[1], "used": world.codes[2]}.items():
        response = Client().post(START, {"code": code})
        assert response.status_code == 422
        pages[name] = text(response).replace(show_code(code), "").replace(code, "").split("<form")[1].split("csrf")[0]
    assert pages["unknown"] == pages["void"]
    assert "al gebruikt" in text(response)
    assert "kunt u nu niet stemmen" in text(Client().post(START, {"code": make_code()}))


def test_when_no_vote_is_open_the_door_says_when_it_opens() -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    page = text(Client().get(START))
    assert "De stemming voor" in page
    assert "opent op" in page
    response = Client().post(START, {"code": world.codes[0]})
    assert response.status_code == 422
    assert "niet open" in text(response)


def test_a_code_for_a_vote_that_is_not_open_is_like_an_unknown_one(world: BallotWorld) -> None:
    later = ballot_world(phase=Phase.FEASIBILITY)
    assert "kunt u nu niet stemmen" in text(Client().post(START, {"code": later.codes[0]}))


def test_the_field_does_not_invite_the_browser_to_remember(world: BallotWorld) -> None:
    page = text(Client().get(START))
    assert 'autocomplete="off"' in page
    assert 'autocapitalize="characters"' in page


# Wrong codes cost time, never a vote.


def test_after_twenty_wrong_codes_each_next_one_waits_and_a_right_one_does_not(
    world: BallotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    browser = Client()
    for _ in range(FREE_TRIES + 12):
        assert browser.post(START, {"code": make_code()}).status_code == 422
    assert slept[:FREE_TRIES] == [0] * FREE_TRIES
    assert slept[FREE_TRIES] > 0
    assert slept[-1] == LONGEST_SECONDS
    before = len(slept)
    assert browser.post(START, {"code": world.codes[0]}).status_code == 302
    assert len(slept) == before


def test_wrong_codes_are_counted_per_network() -> None:
    assert [count_wrong_code("192.0.2.1"), count_wrong_code("192.0.2.1"), count_wrong_code("192.0.2.2")] == [1, 2, 1]
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of("geen adres") == network_of("")


def test_the_wait_is_bounded() -> None:
    assert delay_after(0) == delay_after(FREE_TRIES) == 0
    assert 0 < delay_after(FREE_TRIES + 1) < delay_after(FREE_TRIES + 2)
    assert delay_after(10**9) == LONGEST_SECONDS


def test_no_address_is_kept_in_the_cache(world: BallotWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    monkeypatch.setattr(cache, "add", lambda key, *_: keys.append(key))
    count_wrong_code("192.0.2.77")
    assert keys
    assert "192.0.2.77" not in keys[0]


def test_without_redis_voting_goes_on(world: BallotWorld, settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert Client().post(START, {"code": make_code()}).status_code == 422
    browser = enter(world)
    press(browser, world.ids[0])
    assert confirm(browser, world, 0)["Location"] == DONE


# The cookie.


def test_the_booth_is_one_strict_cookie_for_its_own_pages(world: BallotWorld, settings: Settings) -> None:
    settings.HTTPS = True
    cookie = enter(world).cookies[BOOTH_COOKIE]
    assert (cookie["path"], cookie["samesite"]) == (START, "Strict")
    assert cookie["httponly"]
    assert cookie["secure"]
    assert not cookie["max-age"]


def test_the_cookie_tells_nothing_without_the_key(world: BallotWorld, settings: Settings) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    value = browser.cookies[BOOTH_COOKIE].value
    assert world.codes[0] not in value
    assert world.hash().hex() not in value
    settings.CODE_KEY = "een andere sleutel"
    assert "opnieuw" in browser.get(CHOOSE)["Location"]


@pytest.mark.parametrize(
    "value", ["", "onzin", "gAAAAA" + "A" * 80, "é", "\x7f", "x" * 4000, "\N{SNOWMAN}".encode().decode("latin-1")]
)
def test_a_cookie_that_is_not_ours_leads_back_to_the_door(world: BallotWorld, value: str) -> None:
    browser = Client()
    browser.cookies[BOOTH_COOKIE] = value
    browser.cookies[RECEIPT_COOKIE] = value
    for page in (CHOOSE, REVIEW):
        assert browser.get(page)["Location"].startswith(START)
    assert confirm(browser, world, 0)["Location"].startswith(START)
    assert browser.get(DONE)["Location"] == START
    assert nothing_cast()


def test_a_changed_cookie_is_refused(world: BallotWorld) -> None:
    browser = enter(world)
    value = browser.cookies[BOOTH_COOKIE].value
    browser.cookies[BOOTH_COOKIE] = value[:40] + ("A" if value[40] != "A" else "B") + value[41:]
    assert browser.get(CHOOSE)["Location"].startswith(START)


def test_the_receipt_cookie_is_no_booth(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    browser.cookies[BOOTH_COOKIE] = browser.cookies[RECEIPT_COOKIE].value
    del browser.cookies[RECEIPT_COOKIE]
    assert browser.get(CHOOSE)["Location"].startswith(START)


def test_half_an_hour_without_a_click_ends_it_and_each_click_starts_it_again(world: BallotWorld) -> None:
    browser = enter(world)
    for _ in range(2):
        clock.move(timedelta(minutes=29))
        assert browser.get(CHOOSE).status_code == 200
    clock.move(timedelta(minutes=31))
    assert "opnieuw" in browser.get(CHOOSE)["Location"]
    assert "Vul uw stemcode in om te beginnen" in text(browser.get(START + "?opnieuw"))


def test_stopping_wipes_the_booth_and_leaves_the_code_good(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    response = browser.post(STOP)
    assert response["Location"] == START + "?gestopt"
    assert response.cookies[BOOTH_COOKIE]["max-age"] == 0
    assert browser.get(CHOOSE)["Location"].startswith(START)
    assert nothing_cast()
    enter(world)


def test_closing_the_last_page_wipes_the_receipt(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    browser.get(DONE)
    assert browser.post(STOP)["Location"] == "/"
    assert browser.get(DONE)["Location"] == START


def test_no_page_of_the_booth_is_ever_stored(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    pages = [
        browser.get(START),
        browser.get(CHOOSE),
        browser.get(REVIEW),
        press(browser, 0),
        browser.get(CHOOSE + "?wijk=x"),
    ]
    pages += [confirm(browser, world, 0), browser.get(DONE), browser.get(CHOOSE), browser.post(STOP)]
    for page in pages:
        assert "no-store" in page["Cache-Control"]


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
            with django_assert_num_queries(8):
                browser.get(page)


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
