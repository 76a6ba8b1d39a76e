"""A chosen plan in a real browser, from the form of its agreement until it is realised.

The leader writes, the maker confirms on a phone, the leader confirms, and there is a PDF. A month later the maker
answers by a link in the mail and posts news, and the leader says that the plan is there.
"""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from pytest_django import Settings

from common import clock
from editions.models import Role
from editions.phases import Phase
from execution.actions import open_agreements, sweep_pulse
from execution.models import Agreement
from execution.states import State
from mail.actions import compose_due
from mail.models import Mail
from plans.status import Status
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.usefixtures("worker")
def test_a_plan_from_the_form_of_its_agreement_until_it_is_realised(
    person: ComeIn, tmp_path: Path, live_server: Any, settings: Settings
) -> None:
    settings.SITE_URL = live_server.url
    edition = make.edition(Phase.EXECUTION, slug="schalkwijk")
    plan = make.plan(edition, Status.CHOSEN, cost_cents=250_000, maker=make.user("Fatima", email="fatima@example.org"))
    TOTP.activate(make.staff(edition, Role.LEADER, name="Joke", email="joke@gemeente.example"), SECRET)
    open_agreements(edition, None, {plan.pk: [("Het kan, als de buren water geven.", "de plannenmaker")]})
    page = f"/edities/schalkwijk/plannen/{plan.pk}/uitvoering/"

    leader = person("Joke")
    leader.logs_in("joke@gemeente.example", SECRET)
    leader.goes_to(page)
    leader.clicks("Schrijf de afspraak op", role="link")
    leader.looks()
    leader.fills("Aanspreekpunt", "Karin Smit")
    leader.page.locator("[name=instalments-0-cents]").fill("9.000")
    leader.clicks("Leg deze versie voor")
    leader.sees("meer dan het toegekende bedrag")
    leader.looks()
    leader.page.locator("[name=instalments-0-cents]").fill("1.500")
    leader.page.locator("[name=partners-0-name]").fill("Wijkcentrum de Ringvaart")
    leader.page.locator("[name=partners-0-does]").fill("leent een zaal")
    leader.clicks("Leg deze versie voor")
    leader.sees("De afspraak staat klaar.")
    leader.looks()

    maker = person("Fatima", width=360)
    maker.logs_in("fatima@example.org")
    maker.goes_to(page)
    maker.sees("Wij wachten op uw akkoord")
    maker.sees("Het kan, als de buren water geven.")
    maker.clicks("Ik ga akkoord met deze afspraak")
    maker.sees("U ging akkoord")
    maker.looks()

    leader.goes_to(page)
    leader.clicks("Ik ga akkoord met deze afspraak")
    leader.sees("De afspraak als PDF")
    leader.looks()
    assert Agreement.objects.get().is_agreed

    maker.goes_to(page)
    maker.sees("Uw volgende stap")
    maker.clicks("Dit is geregeld")
    maker.sees("Geregeld op")
    maker.looks()
    address = maker.page.get_by_role("link", name="De afspraak als PDF").get_attribute("href")
    assert address
    paper = tmp_path / "afspraak.pdf"
    paper.write_bytes(maker.page.request.get(address).body())
    text = subprocess.run(["pdftotext", str(paper), "-"], check=True, capture_output=True).stdout.decode()
    assert "Wijkcentrum de Ringvaart" in text
    assert "Concept" not in text

    how_it_goes(person, maker, page)
    it_is_there(person, leader, page)


def how_it_goes(person: ComeIn, maker: Person, page: str) -> None:
    """By the link, in a browser that knows nobody; news from the phone that is logged in."""
    sweep_pulse()
    clock.move(timedelta(days=32))
    sweep_pulse()
    compose_due()
    letters = [each for each in Mail.objects.filter(user__email="fatima@example.org") if "hoe-gaat-het" in each.text]
    link = re.search(r"\S+/hoe-gaat-het/\S+/goed/", letters[-1].text)
    assert link
    anybody = person("Fatima, uit de mail", width=360)
    anybody.goes_to(link[0])
    anybody.clicks("Ja: Het loopt goed")
    anybody.sees("Dank u wel!")
    anybody.looks()
    assert Agreement.objects.get().current is State.BUSY
    maker.goes_to(page)
    maker.fills("Wat is er gebeurd?", "De bomen staan in de grond.")
    maker.clicks("Plaats het bericht")
    maker.sees("De bomen staan in de grond.")


def it_is_there(person: ComeIn, leader: Person, page: str) -> None:
    leader.goes_to(page)
    leader.clicks("Dit plan is gerealiseerd")
    leader.sees("Gerealiseerd op")
    leader.looks()
    visitor = person("een bezoeker", width=360)
    visitor.goes_to(page.removesuffix("uitvoering/"))
    visitor.sees("gerealiseerd")
    visitor.sees("De bomen staan in de grond.")
    visitor.looks()
