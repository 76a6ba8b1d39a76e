"""A plan that people make together: a photo from a phone, a second maker by a link, and a neighbour who helps.

Everything a person sees is checked with axe, for pages that are too wide, and for errors on the browser's console.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django import Settings

from editions.phases import Phase
from plans.models import Plan
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]


def photo_with_a_place(path: Path) -> Path:
    """As a phone writes it: lying on its side, and with where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 21.0, 5.0), 3: "E", 4: (4.0, 39.0, 20.0)})
    Image.new("RGB", (900, 1200), "seagreen").save(path, "JPEG", exif=exif)
    assert Image.open(path).getexif().get_ifd(0x8825)
    return path


@pytest.fixture
def plan(live_server: Any, settings: Settings, tmp_path: Path) -> Plan:
    settings.SITE_URL = live_server.url
    settings.MEDIA_ROOT = str(tmp_path / "media")
    edition = make.edition(Phase.SUBMISSION, slug="schalkwijk", name="Schalkwijk aan Zet")
    maker = make.user("Fatima Yılmaz", email="fatima@example.org")
    return make.plan(edition, maker=maker, title="Fruitbomen in de Europawijk")


def test_a_plan_is_made_together(person: ComeIn, plan: Plan, tmp_path: Path) -> None:
    base = f"/edities/schalkwijk/plannen/{plan.pk}/"
    maker = person("Fatima", width=360)
    maker.logs_in("fatima@example.org")
    a_photo_is_placed(maker, base, photo_with_a_place(tmp_path / "IMG_0001.jpg"))
    link = a_link_is_made(maker, base)
    a_partner_says_yes(person("Omar"), link, base)
    help_is_asked(maker, base)
    a_neighbour_helps(person("Joke Vermeer", width=360), base)
    maker.goes_to(f"{base}samen/")
    maker.sees("Ik kan zagen en schroeven.")
    maker.sees("joke@example.org")


def a_photo_is_placed(maker: Person, base: str, photo: Path) -> None:
    maker.goes_to(base)
    maker.clicks("Foto’s", role="link")
    maker.looks()
    maker.page.get_by_label("Kies een foto").set_input_files(photo)
    maker.clicks("Plaats de foto")
    maker.sees("Beschrijf in een paar woorden wat er te zien is.")
    maker.looks()
    maker.page.get_by_label("Kies een foto").set_input_files(photo)
    maker.fills("Wat is er te zien?", "Het grasveld achter de Italiëlaan")
    maker.clicks("Plaats de foto")
    maker.sees("Uw foto staat bij het plan.")
    maker.looks()
    maker.goes_to(base)
    shown = maker.page.get_by_role("img", name="Het grasveld achter de Italiëlaan").first
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 1200
    address = shown.get_attribute("src")
    assert address
    with Image.open(BytesIO(maker.page.request.get(address).body())) as sent:
        assert not sent.getexif()
        assert sent.size == (1200, 900)
    maker.goes_to("/edities/schalkwijk/plannen/")
    card = maker.page.locator(".card img").first
    card.scroll_into_view_if_needed()
    maker.page.wait_for_function("document.querySelector('.card img').naturalWidth === 640")


def a_link_is_made(maker: Person, base: str) -> str:
    maker.goes_to(f"{base}samen/")
    maker.clicks("Maak een link")
    maker.sees("Schrijf voor wie de uitnodiging is.")
    maker.looks()
    maker.fills("Voor wie is de uitnodiging?", "Omar")
    maker.clicks("Maak een link")
    maker.sees("De link voor Omar is klaar")
    maker.looks()
    return maker.page.get_by_label("De link", exact=True).input_value()


def a_partner_says_yes(partner: Person, link: str, base: str) -> None:
    partner.goes_to(link)
    partner.sees("Fatima Yılmaz vraagt of u meemaakt")
    partner.clicks("Maak een account", role="link")
    partner.fills("Uw naam", "Omar")
    partner.page.locator("input[name=email]").fill("omar@example.org")
    partner.clicks("Maak mijn account")
    partner._types_code("omar@example.org")
    partner.page.wait_for_url(link)
    partner.looks()
    partner.clicks("Ja, ik maak dit plan mee")
    partner.sees("U maakt dit plan nu mee.")
    partner.sees("Fatima Yılmaz en Omar")
    partner.looks()
    partner.goes_to(f"{base}bewerken/")
    partner.goes_to(link)
    partner.sees("U maakt dit plan al.")


def help_is_asked(maker: Person, base: str) -> None:
    maker.goes_to(f"{base}samen/")
    maker.fills("Wie of wat zoekt u?", "iemand die kan timmeren")
    maker.clicks("Plaats de oproep")
    maker.sees("Uw oproep staat bij het plan.")
    maker.looks()


def a_neighbour_helps(neighbour: Person, base: str) -> None:
    neighbour.goes_to("/edities/schalkwijk/plannen/")
    neighbour.sees("zoekt hulp")
    neighbour.signs_up("joke@example.org")
    neighbour.goes_to(base)
    neighbour.clicks("Dat kan ik", role="link")
    neighbour.page.wait_for_load_state()
    neighbour.looks()
    neighbour.clicks("Ik help mee")
    neighbour.sees("Schrijf eerst hoe u wilt helpen.")
    neighbour.looks()
    assert neighbour.page.get_by_label("iemand die kan timmeren").is_checked()
    neighbour.fills("Hoe wilt u helpen?", "Ik kan zagen en schroeven.")
    neighbour.page.get_by_label("De makers mogen mij mailen").check()
    neighbour.clicks("Ik help mee")
    neighbour.sees("Dank u wel!")
    neighbour.sees("1 mens helpt mee")
    neighbour.looks()
