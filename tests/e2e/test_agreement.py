"""The agreement in a real browser: the leader writes, the maker confirms on a phone, the leader confirms, a PDF."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from editions.models import Role
from editions.phases import Phase
from execution.actions import open_agreements
from execution.models import Agreement
from plans.status import Status
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.usefixtures("worker")
def test_an_agreement_from_the_form_to_the_paper(person: ComeIn, tmp_path: Path) -> None:
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
