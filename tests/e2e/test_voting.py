"""Voting in a real browser: by keyboard alone, without JavaScript, on a phone, and in both orders."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, expect

from tests.e2e.people import Person
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.codes import show_code
from voting.models import IntakeBallot, IntakeReceipt

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ComeIn = Callable[..., Person]


@pytest.fixture
def world(transactional_db: None) -> BallotWorld:
    return ballot_world(codes=3)


def tab_to(person: Person, name: str) -> None:
    """Presses Tab until the focus is on something with these words."""
    words = "document.activeElement.innerText + ' ' + (document.activeElement.labels?.[0]?.innerText ?? '')"
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if name in person.page.evaluate(words):
            return
    pytest.fail(f"no way to {name!r} by keyboard")


def presses(person: Person, name: str, address: str) -> None:
    tab_to(person, name)
    person.page.keyboard.press("Enter")
    person.page.wait_for_url(f"**{address}")


def test_by_keyboard_alone_with_the_code_first(person: ComeIn, world: BallotWorld) -> None:
    voter = person("Stemmer")
    voter.goes_to("/stemmen/")
    tab_to(voter, "Uw stemcode")
    voter.page.keyboard.type(show_code(world.codes[0]).lower())
    voter.page.keyboard.press("Enter")
    voter.page.wait_for_url("**/stemmen/kiezen/")
    voter.looks()
    tab_to(voter, "Kies dit plan")
    voter.page.keyboard.press("Enter")
    voter.sees("U koos 1 plan")
    presses(voter, "Bekijk uw keuze", "/stemmen/nakijken/")
    voter.looks()
    presses(voter, "Bevestig uw stem", "/stemmen/klaar/")
    voter.looks()
    voter.sees("Uw stem is geteld")
    voter.sees(IntakeReceipt.objects.get().number)


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_with_the_code_last(person: ComeIn, world: BallotWorld, javascript: bool) -> None:
    voter = person("Stemmer", width=360, javascript=javascript)
    voter.goes_to("/stemmen/kiezen/")
    voter.sees("Vul uw stemcode in om verder te gaan")
    voter.clicks("Eerst kijken en kiezen")
    voter.page.wait_for_url("**/stemmen/kiezen/")
    plans = voter.page.locator(".ballot__plan")
    for title in ("Plan A", "Plan C"):
        plans.filter(has_text=title).get_by_label("Vergelijk").check()
    voter.clicks("Zet ze naast elkaar")
    voter.page.wait_for_url("**/stemmen/vergelijken/")
    voter.looks()
    voter.page.locator(".compare__plan").filter(has_text="Plan C").get_by_role("button").click()
    voter.page.wait_for_url("**/stemmen/kiezen/**")
    voter.sees("U koos 1 plan")
    voter.page.reload()
    voter.sees("U koos 1 plan")
    voter.clicks("Bekijk uw keuze", role="link")
    voter.page.wait_for_url("**/stemmen/nakijken/")
    voter.looks()
    voter.clicks("Ja, ga naar mijn stemcode", role="link")
    voter.page.wait_for_url("**/stemmen/code/")
    voter.looks()
    assert not IntakeBallot.objects.exists()
    voter.fills("Uw stemcode", world.codes[0])
    voter.clicks("Bevestig uw stem")
    voter.page.wait_for_url("**/stemmen/klaar/")
    voter.looks()
    voter.clicks("Sluit af")
    voter.page.wait_for_url(lambda url: "/stemmen/" not in url)
    voter.page.go_back()
    voter.page.wait_for_load_state()
    assert IntakeReceipt.objects.get().number not in voter.page.content()
    assert IntakeBallot.objects.get().choice == [world.ids[2]]


def test_leaving_with_a_basket_asks_first_and_our_own_buttons_do_not(person: ComeIn, world: BallotWorld) -> None:
    voter = person("Stemmer")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    voter.page.on("dialog", answer)
    voter.page.goto("/stemmen/")
    voter.clicks("Eerst kijken en kiezen")
    voter.page.wait_for_url("**/stemmen/kiezen/")
    voter.clicks("Kies dit plan")
    voter.sees("U koos 1 plan")
    voter.clicks("Bekijk uw keuze", role="link")
    voter.page.wait_for_url("**/stemmen/nakijken/")
    assert not asked
    voter.page.locator("h1").click()
    voter.page.goto("/")
    assert asked == ["beforeunload"]


def test_a_voter_finds_out_whether_the_code_is_used(person: ComeIn, world: BallotWorld) -> None:
    voter = person("Stemmer", width=360)
    voter.goes_to("/stemmen/code-gebruikt/")
    voter.fills("Uw stemcode", world.codes[0])
    voter.clicks("Kijk of de code gebruikt is")
    voter.sees("Deze code is niet gebruikt")
    voter.looks()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_field_shows_the_whole_code(person: ComeIn, world: BallotWorld, width: int) -> None:
    voter = person("Stemmer", width=width)
    voter.goes_to("/stemmen/code-gebruikt/")
    voter.fills("Uw stemcode", "WWWW-WWWW-WWWWW")
    field = voter.page.get_by_label("Uw stemcode")
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_ticked_plan_offers_to_lay_the_plans_side_by_side(
    person: ComeIn, world: BallotWorld, javascript: bool
) -> None:
    voter = person("Stemmer", width=360, javascript=javascript)
    voter.goes_to("/stemmen/")
    voter.clicks("Eerst kijken en kiezen")
    plans = voter.page.locator(".ballot__plan")
    side = plans.get_by_role("button", name="Bekijk ze samen")
    expect(side).to_have_count(0)
    plans.filter(has_text="Plan A").get_by_label("Vergelijk").check()
    plans.filter(has_text="Plan C").get_by_label("Vergelijk").check()
    expect(side).to_have_count(2)
    side.last.click()
    voter.page.wait_for_url("**/stemmen/vergelijken/")
    assert voter.page.locator(".compare__plan").count() == 2
