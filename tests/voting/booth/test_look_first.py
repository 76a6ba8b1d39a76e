"""Choose first, identify last: kiezen → nakijken → code → klaar, with the same basket as code first."""

import pytest
from django.db import OperationalError
from django.test import Client

from editions.phases import Phase
from tests.voting.ballot_world import BallotWorld, ballot_world, void
from tests.voting.booth.walking import (
    CHOOSE,
    CODE,
    COMPARE,
    CONFIRM,
    DONE,
    LOOK,
    REVIEW,
    START,
    STATUS,
    confirm,
    enter,
    look,
    nothing_cast,
    press,
    text,
)
from voting.actions.box import cast_ballot
from voting.booth import BOOTH_COOKIE
from voting.codes import make_code, show_code
from voting.models import IntakeBallot, IntakeReceipt
from voting.receipts import new_receipt_number, read_number

pytestmark = pytest.mark.django_db


def give_code(browser: Client, code: str, *plans: int) -> object:
    return browser.post(CODE, {"code": code, "plan": plans})


def test_somebody_without_a_code_chooses_and_gives_it_last(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    press(browser, world.ids[2])
    review = text(browser.get(REVIEW))
    assert "U heeft nog niet gestemd" in review
    assert "Bevestig uw stem" not in review
    page = text(browser.get(CODE))
    assert "Plan A" in page
    assert "Plan C" in page
    response = give_code(browser, show_code(world.codes[0]).lower(), world.ids[0], world.ids[2])
    assert response["Location"] == DONE  # type: ignore[index]
    assert IntakeReceipt.objects.get().number in text(browser.get(DONE))
    assert IntakeBallot.objects.get().choice == [world.ids[0], world.ids[2]]


def test_the_steps_stand_in_the_order_of_the_way_that_was_taken(world: BallotWorld) -> None:
    def order(page: str) -> list[str]:
        words = ("Code", "Kiezen", "Nakijken", "Klaar")
        steps = page.split("<body")[1].split("</header>")[0]
        return sorted(words, key=steps.index)

    assert order(text(look(world).get(CHOOSE))) == ["Kiezen", "Nakijken", "Code", "Klaar"]
    assert order(text(enter(world).get(CHOOSE))) == ["Code", "Kiezen", "Nakijken", "Klaar"]


def test_a_basket_without_a_code_never_counts(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    assert confirm(browser, world, 0)["Location"] == CODE
    assert browser.post(CODE, {"plan": world.ids[0]}).status_code == 422
    assert browser.post(CONFIRM, {"plan": world.ids[0], "code": world.codes[0]})["Location"] == CODE
    assert nothing_cast()


def test_the_code_at_the_door_takes_over_the_basket_of_who_looked_first(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[1])
    assert browser.post(START, {"code": world.codes[0]})["Location"] == CHOOSE
    assert "Plan B" in text(browser.get(REVIEW))
    assert "U koos 1 plan" in text(browser.get(CHOOSE))
    assert confirm(browser, world, 1)["Location"] == DONE


def test_the_next_voter_at_a_shared_computer_finds_no_basket_of_somebody_with_another_code(
    world: BallotWorld,
) -> None:
    browser = enter(world, 0)
    press(browser, world.ids[0])
    browser.post(START, {"code": world.codes[1]})
    assert "U koos nog niets" in text(browser.get(CHOOSE))
    press(browser, world.ids[0])
    browser.post(LOOK, {"editie": world.edition.pk})
    assert "U koos nog niets" in text(browser.get(CHOOSE))


def test_an_unfinished_basket_survives_a_reload_and_looking_again(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    browser.post(LOOK, {"editie": world.edition.pk})
    for _ in range(2):
        assert "data-unfinished" in text(browser.get(CHOOSE))
    assert "data-unfinished" not in text(look(world).get(CHOOSE))


@pytest.mark.parametrize("which", ["unknown", "void", "used"])
def test_a_code_that_does_not_count_leaves_the_basket_as_it_is(world: BallotWorld, which: str) -> None:
    void(world, 1)
    cast_ballot(world.edition.pk, world.hash(2), world.ids[:1])
    code = {"unknown": make_code(), "void": world.codes[1], "used": world.codes[2]}[which]
    browser = look(world)
    press(browser, world.ids[0])
    response = browser.post(CODE, {"code": code, "plan": world.ids[0]})
    assert response.status_code == 422
    assert ("al gebruikt" in text(response)) is (which == "used")
    assert "Plan A" in text(response)
    assert IntakeBallot.objects.count() == 1
    assert give_code(browser, world.codes[0], world.ids[0])["Location"] == DONE  # type: ignore[index]


def test_only_what_the_voter_saw_is_cast_with_the_code(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    response = give_code(browser, world.codes[0], world.ids[1])
    assert "intussen veranderd" in text(response)
    assert nothing_cast()


def test_a_lost_answer_and_the_same_post_again_show_the_same_receipt(world: BallotWorld) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    kept = browser.cookies[BOOTH_COOKIE].value
    give_code(browser, world.codes[0], world.ids[0])
    for page in (None, CHOOSE, CODE):
        retry = Client()
        retry.cookies[BOOTH_COOKIE] = kept
        response = retry.get(page) if page else give_code(retry, world.codes[0], world.ids[0])
        assert response["Location"] == DONE  # type: ignore[index]
        assert IntakeReceipt.objects.get().number in text(retry.get(DONE))
    assert IntakeBallot.objects.count() == 1


def test_with_two_votes_open_one_chooses_which_and_a_code_of_the_other_says_so(world: BallotWorld) -> None:
    other = ballot_world(codes=1)
    door = text(Client().get(START))
    assert f"Eerst kijken bij {world.edition.name}" in door
    assert f"Eerst kijken bij {other.edition.name}" in door
    browser = look(world)
    press(browser, world.ids[0])
    response = give_code(browser, other.codes[0], world.ids[0])
    assert "hoort bij een andere stemming" in text(response)
    assert nothing_cast()


@pytest.mark.parametrize("value", ["", "0", "x", "9" * 18, "-1"])
def test_one_looks_only_at_a_vote_that_is_open(world: BallotWorld, value: str) -> None:
    closed = ballot_world(phase=Phase.FEASIBILITY)
    for edition in (value, str(closed.edition.pk)):
        response = Client().post(LOOK, {"editie": edition})
        assert response["Location"] == START
        assert BOOTH_COOKIE not in response.cookies


def test_a_deep_link_says_that_a_code_is_needed_and_where_it_is(world: BallotWorld) -> None:
    for page in (CHOOSE, REVIEW, CODE, COMPARE):
        page_text = text(Client().get(page, follow=True))
        assert "Vul uw stemcode in om verder te gaan. Die staat in de brief" in page_text
        assert "Eerst kijken en kiezen" in page_text


def test_an_empty_basket_asks_for_no_code(world: BallotWorld) -> None:
    browser = look(world)
    for page in (CODE, REVIEW):
        assert "U koos nog geen plan" in text(browser.get(page))


def test_without_the_database_the_code_page_says_that_nothing_was_stored(
    world: BallotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = look(world)
    press(browser, world.ids[0])

    def gone(*args: object) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("voting.views.booth.cast_ballot", gone)
        response = browser.post(CODE, {"code": world.codes[0], "plan": world.ids[0]})
    assert response.status_code == 503
    assert "Uw stem is niet opgeslagen" in text(response)
    assert give_code(browser, world.codes[0], world.ids[0])["Location"] == DONE  # type: ignore[index]


def test_the_last_page_shows_the_receipt_with_or_without_the_database(
    world: BallotWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    number = IntakeReceipt.objects.get().number

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("voting.queries.held.clock.now", gone)
    monkeypatch.setattr("voting.queries.booth.Edition.objects.filter", gone)
    page = browser.get(DONE)
    assert page.status_code == 200
    assert number in text(page)
    assert "niet opgeslagen" not in text(page)


# Comparing.


def test_two_or_three_plans_stand_side_by_side_and_no_address_names_them(world: BallotWorld) -> None:
    browser = look(world)
    page = text(browser.post(COMPARE, {"vergelijk": world.ids[:2]}))
    assert "Plan A" in page
    assert "Plan B" in page
    assert "Plan C" not in page
    for wrong in ([], world.ids[:1], [*world.ids[:1], 0], ["x", "y"]):
        response = browser.post(COMPARE, {"vergelijk": wrong})
        assert response.status_code == 422
        assert "twee of drie plannen" in text(response)
    assert browser.get(COMPARE)["Location"] == CHOOSE


# Is my code used?


def test_somebody_who_did_not_vote_sees_that_the_code_is_not_used(world: BallotWorld) -> None:
    cast_ballot(world.edition.pk, world.hash(1), world.ids[:1])
    assert "Deze code is niet gebruikt" in text(Client().post(STATUS, {"code": world.codes[0]}))
    used = text(Client().post(STATUS, {"code": world.codes[1]}))
    assert "Deze code is gebruikt" in used
    assert "14 023" in used
    world.edition.phase = "COUNTING"
    world.edition.save()
    assert "Deze code is niet gebruikt" in text(Client().post(STATUS, {"code": world.codes[0]}))
    assert not IntakeBallot.objects.filter(edition=world.edition).count() > 1


def test_after_the_close_the_answer_keeps_its_phone_and_leads_to_the_front_page(world: BallotWorld) -> None:
    cast_ballot(world.edition.pk, world.hash(1), world.ids[:1])
    assert "Naar het stemmen" in text(Client().get(STATUS))
    world.edition.phase = "COUNTING"
    world.edition.save()
    closed = text(Client().post(STATUS, {"code": world.codes[1]}))
    assert "14 023" in closed
    assert "Naar de voorpagina" in closed
    assert "Naar het stemmen" not in closed
    world.edition.help_phone = ""
    world.edition.save()
    assert "Bel dan het nummer op uw stembrief." in text(Client().post(STATUS, {"code": world.codes[1]}))


def test_an_unknown_and_a_void_code_have_one_answer(world: BallotWorld) -> None:
    void(world, 0)
    answers = []
    for code in (world.codes[0], make_code()):
        response = Client().post(STATUS, {"code": code})
        assert response.status_code == 422
        assert "no-store" in response["Cache-Control"]
        answers.append(text(response).split("field__error")[1].split("</p>")[0])
    assert answers[0] == answers[1]
    assert "kennen wij niet" in answers[0]


# The number itself.


def test_a_receipt_may_be_typed_as_people_type_and_nothing_else_is_one() -> None:
    number = new_receipt_number()
    assert read_number(number.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == number
    for wrong in ("", number[:-1], number + "A", "U" * 12, "x" * 10**6, "\x00" * 12):
        assert read_number(wrong) is None
