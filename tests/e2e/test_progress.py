"""After the vote: a maker posts news with a photo from a phone, and it stands on the public page, the feed and the map.

Everything a person sees is checked with axe, for pages that are too wide, and for errors on the browser's console.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from editions.phases import Phase
from execution.actions import open_agreements
from execution.models import Agreement
from execution.states import State
from plans.status import Status
from tests import make
from tests.e2e.people import Person
from tests.e2e.test_together import photo_with_a_place

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]
NEWS, ALT = "Alle bomen staan in de grond.", "Kinderen planten een boom"
SITE = "/edities/schalkwijk/voortgang/"
# The names on the map that lie over a pin, or under one.
COVERED = """() => {
  const map = document.querySelector(".planmap__map");
  const boxes = (which) => [...map.querySelectorAll(which)].map((each) => each.getBoundingClientRect());
  return boxes(".wijkname > span").filter((name) => boxes(".pin, .bunch").some((pin) =>
    name.left < pin.right && pin.left < name.right && name.top < pin.bottom && pin.top < name.bottom)).length;
}"""


@pytest.fixture
def agreement(live_server: Any, settings: Settings, tmp_path: Path) -> Agreement:
    settings.SITE_URL = live_server.url
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = str(tmp_path / "media"), tmp_path / "besloten"
    edition = make.edition(Phase.EXECUTION, slug="schalkwijk", name="Schalkwijk aan Zet")
    meerwijk = edition.area.neighbourhoods.get(name="Meerwijk")
    meerwijk.outline = [[52.345, 4.640], [52.345, 4.660], [52.360, 4.660], [52.360, 4.640]]
    meerwijk.save()
    make.plan(
        edition,
        Status.CHOSEN,
        250_000,
        maker=make.user("Fatima Yılmaz", email="fatima@example.org"),
        title="Fruitbomen in Meerwijk",
        neighbourhood=meerwijk,
        latitude="52.352",
        longitude="4.650",
    )
    open_agreements(edition, None, {})
    Agreement.objects.update(state=State.BUSY)
    return Agreement.objects.get()


def test_news_from_a_phone_is_everywhere(person: ComeIn, agreement: Agreement, tmp_path: Path) -> None:
    photo = photo_with_a_place(tmp_path / "IMG_0001.jpg")
    base = f"/edities/schalkwijk/plannen/{agreement.plan_id}/"
    maker = person("Fatima", width=360)
    maker.logs_in("fatima@example.org")
    news_is_posted(maker, base, photo)
    money_is_spent(maker, base, photo)
    visitor = person("een bezoeker", width=360)
    everybody_reads_it(visitor, base)
    it_is_on_the_map(visitor)
    it_is_in_the_feed(visitor)


def news_is_posted(maker: Person, base: str, photo: Path) -> None:
    maker.goes_to(f"{base}uitvoering/")
    maker.looks()
    maker.page.get_by_label("Wat is er gebeurd?").fill(NEWS)
    maker.page.get_by_label("Foto", exact=False).first.set_input_files(str(photo))
    maker.page.get_by_label("Wat is er op de foto te zien?").first.fill(ALT)
    maker.page.get_by_role("button", name="Plaats het bericht").click()
    maker.sees("Uw bericht staat op de pagina van uw plan.")


def money_is_spent(maker: Person, base: str, photo: Path) -> None:
    maker.goes_to(f"{base}uitvoering/uitgaven/")
    maker.looks()
    maker.page.get_by_label("Hoeveel heeft u betaald?").fill("400")
    maker.page.get_by_label("Waarvoor?").fill("Fruitbomen")
    maker.page.get_by_label("Bon of factuur").set_input_files(str(photo))
    maker.page.get_by_role("button", name="Bewaar de uitgave").click()
    maker.sees("De uitgave staat erbij.")
    maker.looks()


def everybody_reads_it(visitor: Person, base: str) -> None:
    for address in (base, SITE):
        visitor.goes_to(address)
        visitor.sees(NEWS)
        visitor.sees("2.100 over")
        assert visitor.page.get_by_alt_text(ALT).count()
        visitor.looks()
    visitor.goes_to(f"{SITE}op-uw-site/")
    visitor.looks()


def it_is_on_the_map(visitor: Person) -> None:
    visitor.goes_to(f"{SITE}kaart/")
    visitor.page.locator("[data-ready]").wait_for()
    visitor.looks()
    assert visitor.page.get_by_role("list", name="Wat de spelden betekenen").inner_text().strip() == "bezig"
    assert visitor.page.locator(".wijkname").get_by_text("Meerwijk").is_visible()
    assert not visitor.page.evaluate(COVERED)
    visitor.page.locator(".planmap__map .pin--busy").click()
    card = visitor.page.locator(".mapcard")
    card.wait_for()
    assert "bezig" in card.inner_text()
    assert "400" in card.inner_text()
    assert card.get_by_alt_text(ALT).count() == 1
    expect(visitor.page.locator(".leaflet-popup")).to_have_css("opacity", "1")  # it fades in
    visitor.looks()


def it_is_in_the_feed(visitor: Person) -> None:
    answer = visitor.page.request.get(f"{SITE}nieuws.atom")
    assert answer.ok
    assert NEWS in answer.text()


def test_without_a_script_the_map_is_a_list(person: ComeIn, agreement: Agreement) -> None:
    visitor = person("een bezoeker", width=360, javascript=False)
    visitor.goes_to(f"{SITE}kaart/")
    visitor.sees(agreement.plan.title)
    visitor.sees("bezig")
    assert not visitor.page.locator(".planmap__map").is_visible()
