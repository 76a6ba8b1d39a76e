"""Finding plans in a real browser: filter, list and map, with a mouse, a keyboard, a phone and without JavaScript.

Every page is looked at with axe, for its width, and for what the console says (a breach of the CSP too).
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from editions.models import Edition, Neighbourhood
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ComeIn = Callable[..., Person]
WEST = [[52.35, 4.64], [52.35, 4.65], [52.36, 4.65], [52.36, 4.64]]
EAST = [[52.35, 4.65], [52.35, 4.66], [52.36, 4.66], [52.36, 4.65]]


@pytest.fixture
def edition() -> Edition:
    """Three plans in the west, one of them without a point; one in the east."""
    made = make.edition(Phase.LIKES, slug="schalkwijk")
    for name, outline in (("Europawijk", WEST), ("Meerwijk", EAST)):
        made.area.neighbourhoods.filter(name=name).update(
            outline=outline, postcodes="2034" if outline is WEST else "2036"
        )
    west, east = made.area.neighbourhoods.order_by("name")
    add(made, west, "Fruitbomen langs het pad", "52.352", "4.642")
    add(made, west, "Schaakborden op het plein", "52.358", "4.648")
    add(made, west, "Buurtkrant")
    add(made, east, "Moestuin bij de flat", "52.355", "4.655")
    return made


def add(edition: Edition, where: Neighbourhood, title: str, latitude: str = "", longitude: str = "") -> Plan:
    at = {"latitude": Decimal(latitude), "longitude": Decimal(longitude)} if latitude else {}
    more: dict[str, Any] = {"neighbourhood": where, **at}
    return make.plan(edition, title=title, **more)


@pytest.fixture
def without_script(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def map_ready(person: Person) -> None:
    person.page.locator("[data-plan-map][data-ready]").wait_for()
    person.looks()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_visitor_filters_the_list_and_goes_to_the_map_with_it(person: ComeIn, edition: Edition, width: int) -> None:
    visitor = person("Fatima", width=width)
    visitor.goes_to("/edities/schalkwijk/plannen/")
    expect(visitor.page.locator("main .card")).to_have_count(4)
    visitor.fills("Zoek op woord", "fruitboom")
    visitor.clicks("Toon")
    visitor.sees("1 plan")
    visitor.sees("Fruitbomen langs het pad")
    visitor.looks()
    visitor.clicks("Kaart", role="link", exact=True)
    map_ready(visitor)
    expect(visitor.page.locator(".pin")).to_have_count(1)
    visitor.clicks("Wis alle filters", role="link")
    map_ready(visitor)
    expect(visitor.page.locator(".pin")).to_have_count(3)
    expect(visitor.page.locator(".bunch--home")).to_have_attribute(
        "aria-label", "1 plan in Europawijk zonder plek op de kaart"
    )


def test_what_finds_nothing_says_what_to_do(person: ComeIn, edition: Edition) -> None:
    visitor = person("Fatima")
    for page in ("plannen/", "plannen/kaart/"):
        visitor.goes_to(f"/edities/schalkwijk/{page}?zoek=%27%22%26%7C%21%28%29%5C")
        visitor.sees("Geen plan gevonden")
        visitor.sees("Toon alle plannen")


def test_a_pin_opens_with_a_click_and_leads_to_the_plan(person: ComeIn, edition: Edition) -> None:
    visitor = person("Omar")
    visitor.goes_to("/edities/schalkwijk/plannen/kaart/")
    map_ready(visitor)
    visitor.page.locator(".pin[aria-label*=Moestuin]").click()
    card = visitor.page.locator(".mapcard")
    expect(card).to_contain_text("Meerwijk")
    expect(card).to_contain_text("€ 1.000")
    visitor.page.wait_for_timeout(400)  # the popup fades in
    visitor.looks()
    card.get_by_role("link", name="Bekijk dit plan").click()
    visitor.page.wait_for_url("**/plannen/*/")
    visitor.sees("Moestuin bij de flat")
    expect(visitor.page.get_by_role("img", name="Kaartje: dit plan ligt in Meerwijk.")).to_be_visible()
    visitor.looks()


def test_the_map_works_with_the_keyboard_alone(person: ComeIn, edition: Edition) -> None:
    visitor = person("Wim")
    visitor.goes_to("/edities/schalkwijk/plannen/kaart/")
    map_ready(visitor)
    keyboard, marker = visitor.page.keyboard, visitor.page.locator(".pin[aria-label*=Fruitbomen]")
    visitor.page.locator(".planmap__map").focus()
    for _ in range(10):
        keyboard.press("Tab")
        if marker.evaluate("each => each === document.activeElement"):
            break
    assert marker.get_attribute("aria-label") == "Fruitbomen langs het pad, Europawijk, €\u00a01.000"
    keyboard.press("Enter")
    link = visitor.page.locator(".mapcard").get_by_role("link", name="Fruitbomen langs het pad")
    expect(link).to_be_focused()
    keyboard.press("Escape")
    expect(visitor.page.locator(".mapcard")).to_have_count(0)
    expect(marker).to_be_focused()
    keyboard.press("Enter")
    expect(link).to_be_focused()
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/plannen/*/")


def test_many_plans_on_one_spot_are_shown_as_one(person: ComeIn, edition: Edition) -> None:
    east = edition.area.neighbourhoods.get(name="Meerwijk")
    for number in range(5):
        add(edition, east, f"Bank {number}", "52.355", "4.655")
    visitor = person("Fatima")
    visitor.goes_to("/edities/schalkwijk/plannen/kaart/")
    map_ready(visitor)
    bunch = visitor.page.locator(".bunch:not(.bunch--home)")
    expect(bunch).to_have_attribute("aria-label", "6 plannen op deze plek")
    bunch.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".mapcard li")).to_have_count(6)
    visitor.page.wait_for_timeout(400)  # the popup fades in
    visitor.looks()


def test_a_bunch_falls_apart_closer_by(person: ComeIn, edition: Edition) -> None:
    east = edition.area.neighbourhoods.get(name="Meerwijk")
    add(edition, east, "Vlakbij", "52.3552", "4.6552")
    visitor = person("Fatima")
    visitor.goes_to("/edities/schalkwijk/plannen/kaart/")
    map_ready(visitor)
    bunch = visitor.page.locator(".bunch:not(.bunch--home)")
    expect(bunch).to_have_attribute("aria-label", "2 plannen dicht bij elkaar. Kies om dichterbij te kijken.")
    bunch.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".pin[aria-label*=Vlakbij]")).to_be_visible()
    expect(visitor.page.locator(".planmap__map")).to_be_focused()


def test_without_javascript_all_is_there(without_script: Page, edition: Edition) -> None:
    page = without_script
    page.goto("/edities/schalkwijk/plannen/?volgorde=titel")
    assert page.locator("main .card h3").first.inner_text() == "Buurtkrant"
    page.get_by_label("Wijk").select_option(label="Europawijk")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("main .card")).to_have_count(3)
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(page.locator(".planmap")).to_be_hidden()
    expect(page.locator(".quarter")).to_have_count(1)
    expect(page.get_by_role("link", name="Fruitbomen langs het pad")).to_be_visible()


@pytest.fixture
def picker(person: ComeIn, edition: Edition, live_server: Any) -> Person:
    """The step of a plan on which its maker, who is logged in, puts it on the map."""
    noor, session = make.user("Noor"), Client()
    draft = make.plan(edition, Status.DRAFT, maker=noor, place="")
    session.force_login(noor, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = session.cookies[settings.SESSION_COOKIE_NAME].value
    maker = person("Noor")
    maker.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    maker.page.goto(f"/edities/{edition.slug}/plannen/{draft.pk}/plek/")
    maker.page.locator(".picker__map.leaflet-container").wait_for()
    return maker


def spot(page: Page) -> tuple[str, str]:
    return page.locator("#id_latitude").input_value(), page.locator("#id_longitude").input_value()


def test_a_maker_puts_moves_and_removes_a_pin(picker: Person) -> None:
    picker.looks()
    page, place = picker.page, picker.page.locator(".picker__map")
    place.click(position={"x": 120, "y": 150})
    first = spot(page)
    assert all(first)
    picker.sees("De speld staat op de kaart.")
    place.click(position={"x": 200, "y": 200})
    assert spot(page) not in (first, ("", ""))
    picker.looks()
    picker.clicks("Haal de speld weg")
    assert spot(page) == ("", "")
    expect(page.locator(".pin--mine")).to_have_count(0)


def test_a_maker_puts_a_pin_with_the_keyboard(picker: Person) -> None:
    page, place = picker.page, picker.page.locator(".picker__map")
    place.focus()
    page.keyboard.press("Enter")
    middle = spot(page)
    assert middle == ("52.355000", "4.650000")
    assert page.url.endswith("/plek/")  # the form was not sent
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the map glides
    page.keyboard.press("Enter")
    latitude, longitude = spot(page)
    assert abs(float(latitude) - 52.355) < 0.0001
    assert float(longitude) > 4.6501


def test_a_maker_looks_up_an_address(picker: Person) -> None:
    picker.fills("Op welk adres", "Italiëlaan 12, 2034 AB")
    picker.clicks("Zoek het adres op de kaart")
    picker.sees("Dit is in Europawijk. Zet de speld zelf op de goede plek.")
    picker.fills("Op welk adres", "Nergens")
    picker.clicks("Zoek het adres op de kaart")
    picker.sees("Deze plek vinden wij niet in dit gebied.")
    picker.looks()
