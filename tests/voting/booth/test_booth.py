"""The booth: a code opens it, one cookie is all it keeps, and nothing that is sent to it makes it fail."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from common import clock
from editions.phases import Phase
from tests.voting.ballot_world import BallotWorld, ballot_world, void
from tests.voting.booth.walking import (
    CHOOSE,
    DONE,
    REVIEW,
    START,
    STOP,
    confirm,
    enter,
    nothing_cast,
    press,
    text,
)
from voting.actions.box import cast_ballot
from voting.booth import BOOTH_COOKIE, RECEIPT_COOKIE, _close, read_booth, read_voted
from voting.codes import make_code, show_code
from voting.models import IntakeBallot, IntakeReceipt

pytestmark = pytest.mark.django_db


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
    assert IntakeReceipt.objects.get().number in done
    assert "Uw stem is geteld" in done
    assert IntakeBallot.objects.get().choice == [world.ids[0], world.ids[2]]
    assert "sessionid" not in browser.cookies


def test_the_code_may_be_typed_as_people_type(world: BallotWorld) -> None:
    typed = show_code(world.codes[0]).lower().replace("-", " ").replace("0", "o")
    assert Client().post(START, {"code": f"  {typed} "}).status_code == 302


def test_the_receipt_is_shown_once(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    number = IntakeReceipt.objects.get().number
    assert number in text(browser.get(DONE))
    again = text(browser.get(DONE))
    assert number not in again
    assert "Uw stem is geteld" in again


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
    assert IntakeReceipt.objects.get().number in text(retry.get(DONE))


def test_another_booth_with_the_same_code_gets_no_second_vote(world: BallotWorld) -> None:
    first, second = enter(world), enter(world)
    for browser in (first, second):
        press(browser, world.ids[0])
    confirm(first, world, 0)
    answer = confirm(second, world, 0)
    assert answer.status_code == 422
    assert "al gebruikt" in text(answer)
    assert IntakeReceipt.objects.get().number not in text(answer)
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
    monkeypatch.setattr("voting.views.door.edition_for", lambda _: pytest.fail("looked up"))
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
    assert "Vul uw stemcode in om verder te gaan" in text(browser.get(START + "?opnieuw"))


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


@pytest.mark.parametrize(
    "facts", ["[1, 2]", "{}", "7", "geen json", '[1, "zz", "s", "r", []]', '[1, "aa", "s", "r", 4]']
)
def test_a_cookie_of_an_older_version_counts_as_none(facts: str) -> None:
    request = RequestFactory().get("/stemmen/")
    request.COOKIES = {BOOTH_COOKIE: _close(facts, "booth cookie"), RECEIPT_COOKIE: _close(facts, "receipt cookie")}
    assert read_booth(request) is None
    assert read_voted(request) is None
