"""The desks in a browser: two clerks and a third with paper, by keyboard; a lost letter; everything also on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from editions.models import Role
from tests import make
from tests.e2e.people import Person
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.codes import show_code
from voting.models import CodeState, IntakeBallot, PaperBallot, PaperState, Voter, VotingCode

pytestmark = pytest.mark.django_db(transaction=True)
Come = Callable[..., Person]


@pytest.fixture
def world(settings: Settings) -> BallotWorld:
    settings.STAFF_SECOND_FACTOR = False
    return ballot_world(codes=3)


def clerk(world: BallotWorld, come: Come, name: str, width: int = 1280, javascript: bool = True) -> Person:
    user: User = make.staff(world.edition, Role.CLERK, name=name)
    person = come(name, width, javascript)
    person.logs_in(str(user.email))
    return person


def types(person: Person, code: str, numbers: str) -> None:
    """As on a busy evening: the code, Tab, the numbers, Enter. The cursor stands ready."""
    person.page.locator("input:focus").wait_for()
    keyboard = person.page.keyboard
    keyboard.type(code)
    keyboard.press("Tab")
    keyboard.type(numbers)
    keyboard.press("Enter")
    person.page.wait_for_load_state()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_two_clerks_differ_and_a_third_decides(
    world: BallotWorld, person: Come, live_server: Any, width: int, javascript: bool
) -> None:
    first, second, third = (clerk(world, person, name, width, javascript) for name in ("Lotte", "Winston", "Aylin"))
    desk = f"/edities/{world.edition.slug}/beheer/papier/"
    code, other = (show_code(each) for each in world.codes[:2])
    a, b = world.ids[:2]

    first.goes_to(desk)
    first.fills("Hoeveel biljetten", "2")
    first.clicks("Geef ze een nummer")
    first.sees("de nummers 1 tot en met 2")
    first.clicks("Voer biljet 1 in", role="link")
    first.looks()
    types(first, code, f"{a} {b}")
    first.sees("Biljet 1 is één keer ingevoerd")
    types(first, other, "999999")
    first.sees("staat niet op het stembiljet")
    first.looks()
    first.fills("Stemcode", other)
    first.fills("Nummers van de", f"{a}")
    first.page.keyboard.press("Enter")
    first.sees("Biljet 2 is één keer ingevoerd")

    second.goes_to(f"{desk}1/")
    types(second, code, f"{b}")
    second.sees("twee keer verschillend")
    types(second, other, f"{a}")
    second.sees("Biljet 2 zit in de stembus")
    second.page.goto(f"{desk}1/beslis/")
    second.sees("derde collega")

    third.goes_to(desk)
    third.clicks("Beslis over biljet 1", role="link")
    third.looks()
    types(third, code, f"{a} {b}")
    third.sees("Biljet 1 zit in de stembus")
    third.sees("Alle papieren stemmen zijn verwerkt")
    third.looks()
    assert sorted(ballot.choice for ballot in IntakeBallot.objects.all()) == [[a], [a, b]]
    assert set(PaperBallot.objects.values_list("state", flat=True)) == {PaperState.COUNTED}


@pytest.mark.parametrize("width", [1280, 360])
def test_a_lost_letter_is_replaced_at_the_desk(world: BallotWorld, person: Come, live_server: Any, width: int) -> None:
    helper = clerk(world, person, "Lotte", width)
    helper.goes_to(f"/edities/{world.edition.slug}/beheer/stembrief-kwijt/")
    helper.page.keyboard.type("bewoner 0")
    helper.page.keyboard.press("Enter")
    helper.sees("Gevonden")
    helper.looks()
    helper.clicks("Dit is de persoon", role="link")
    helper.looks()
    helper.fills("Geboortedatum", "2-1-1980")
    helper.clicks("Geef de nieuwe code uit")
    helper.sees("andere dan in het kiezersbestand")
    helper.looks()
    helper.fills("Geboortedatum", "1-1-1980")
    helper.clicks("Geef de nieuwe code uit")
    helper.sees("Haal het nu op")
    helper.looks()
    with helper.page.expect_download() as download:
        helper.clicks("Haal de stembrief op")
    assert download.value.suggested_filename == "stembrief.pdf"
    helper.page.reload()
    helper.sees("Opgehaald")
    voter = Voter.objects.get(name_line="J. Bewoner 0")
    states = VotingCode.objects.filter(voter=voter).order_by("pk").values_list("state", flat=True)
    assert list(states) == [CodeState.VOID, CodeState.ISSUED]


def test_help_opens_the_ordinary_booth(world: BallotWorld, person: Come, live_server: Any) -> None:
    helper = clerk(world, person, "Lotte")
    helper.goes_to(f"/edities/{world.edition.slug}/beheer/hulp-bij-stemmen/")
    helper.page.get_by_text("ziet slecht of niet").click()
    helper.page.get_by_text("De stemmer is erbij").click()
    helper.clicks("Open het stemhokje")
    helper.sees("Vul uw stemcode in")
    helper.fills("Uw stemcode", show_code(world.codes[0]))
    helper.clicks("Ga verder")
    helper.page.wait_for_url("**/stemmen/kiezen/")
