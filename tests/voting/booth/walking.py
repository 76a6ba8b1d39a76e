"""Walking through the booth in tests: its addresses and what one does there."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.voting.ballot_world import BallotWorld
from voting.models import IntakeBallot, IntakeReceipt

START, CHOOSE, BASKET = "/stemmen/", "/stemmen/kiezen/", "/stemmen/mandje/"
REVIEW, CONFIRM, DONE, STOP = "/stemmen/nakijken/", "/stemmen/bevestigen/", "/stemmen/klaar/", "/stemmen/stoppen/"


LOOK, CODE, COMPARE, STATUS = "/stemmen/kijken/", "/stemmen/code/", "/stemmen/vergelijken/", "/stemmen/code-gebruikt/"


def look(world: BallotWorld) -> Client:
    """A browser in which somebody without a code at hand stands inside the booth."""
    browser = Client()
    response = browser.post(LOOK, {"editie": world.edition.pk})
    assert (response.status_code, response["Location"]) == (302, CHOOSE)
    return browser


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
    return not IntakeBallot.objects.exists() and not IntakeReceipt.objects.exists()
