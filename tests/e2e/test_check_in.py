"""A maker of 75 with a phone: the monthly mail, a tap, a press, and the plan is busy. Scanners change nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import sweep_pulse
from execution.models import Agreement, CheckIn, HelpRequest
from execution.states import State
from mail.actions import deliver
from tests import make
from tests.e2e.people import Person
from tests.execution.pulse_world import agreed

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]


@pytest.fixture
def links(live_server: Any, settings: Settings) -> list[str]:
    """The three links of the mail, a month after the agreement, in its order."""
    settings.SITE_URL = live_server.url
    edition = make.edition(Phase.EXECUTION, slug="schalkwijk", name="Schalkwijk aan Zet")
    make.staff(edition, Role.LEADER, email="joke@example.org")
    agreed(edition, title="Fruitbomen in de Europawijk", maker=make.user("Riet", email="riet@example.org"))
    sweep_pulse()
    clock.move(timedelta(days=32))
    sweep_pulse()
    deliver()
    letter = next(each for each in mail.outbox if "riet@example.org" in each.to)
    found = re.findall(r"\S+/hoe-gaat-het/\S+", str(letter.body))
    assert [link.rstrip("/").rsplit("/", 1)[1] for link in found] == ["goed", "hulp", "klaar"]
    return found


def test_scanners_change_nothing_and_a_maker_answers_with_a_tap_and_a_press(person: ComeIn, links: list[str]) -> None:
    scanner = person("scanner", javascript=False)
    for link in links:
        for method in ("GET", "HEAD"):
            assert scanner.page.request.fetch(link, method=method).status == 200
    assert not CheckIn.objects.get().answer
    assert Agreement.objects.get().current is State.AGREED

    maker = person("Riet", width=360)
    maker.goes_to(links[0])
    maker.sees("Fruitbomen in de Europawijk")
    maker.clicks("Ja: Het loopt goed")
    maker.sees("Dank u wel!")
    maker.looks()
    assert Agreement.objects.get().current is State.BUSY

    maker.goes_to(links[1])
    maker.sees("U kunt dat nog veranderen")
    maker.fills("Waar heeft u hulp bij nodig?", "Wie heeft een kraan?")
    maker.clicks("Ja: Ik heb hulp nodig")
    maker.sees("Het team weet het nu.")
    maker.looks()
    assert Agreement.objects.get().current is State.STUCK
    assert HelpRequest.objects.get().text == "Wie heeft een kraan?"


def test_it_works_without_javascript_and_a_broken_link_says_what_to_do(person: ComeIn, links: list[str]) -> None:
    maker = person("Riet", width=360, javascript=False)
    maker.goes_to(links[2])
    maker.clicks("Ja: Het is klaar")
    maker.sees("De projectleider komt kijken of belt u.")
    maker.goes_to(links[0].replace("/goed/", "x/goed/"))
    maker.sees("Deze link kennen wij niet.")
    Edition.objects.update(phase=Phase.CLOSED)
    maker.goes_to(links[0])
    maker.sees("Deze ronde van het wijkbudget is afgerond.")
