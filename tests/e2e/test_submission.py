"""A plan from the first word to submitted, and an idea that is the city's own work.

With JavaScript on a wide screen, and without it on a phone.
"""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from editions.models import Edition
from plans.actions import lay_topics
from plans.models import Plan, Referral
from plans.status import Status
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ComeIn = Callable[..., Person]
PLANS = "/edities/schalkwijk/plannen/"


@pytest.fixture
def edition() -> Edition:
    edition = make.edition(slug="schalkwijk", plan_min_cents=50_000, plan_max_cents=1_000_000)
    lay_topics(edition, None)
    return edition


@pytest.fixture(params=[(1280, True), (360, False)], ids=["1280 with JavaScript", "360 without JavaScript"])
def maker(request: pytest.FixtureRequest, edition: Edition, person: ComeIn, settings: Settings) -> Person:
    settings.ACCOUNT_RATE_LIMITS = False  # four people sign up from one address here
    width, javascript = request.param
    fatima = person("Fatima", width=width, javascript=javascript)
    fatima.signs_up("fatima@example.org")
    return fatima


def writes_an_idea(maker: Person, title: str, body: str) -> None:
    maker.goes_to(f"{PLANS}nieuw/")
    maker.clicks("Bewaar en ga verder")
    maker.sees("Geef uw plan een titel.")
    maker.looks()
    maker.fills("Hoe heet uw plan?", title)
    maker.fills("Uw plan in één zin", "Voor de hele straat.")
    maker.fills("Vertel over uw plan", body)


def tells_where(maker: Person) -> None:
    maker.page.get_by_role("radio", name="Groen & duurzaam").check()
    maker.page.get_by_role("checkbox", name="Elkaar ontmoeten").check()
    maker.page.get_by_role("radio", name="Europawijk").check()
    maker.fills("Op welk adres", "Het grasveld achter de Italiëlaan")
    maker.looks()
    maker.clicks("Bewaar en ga verder")


def test_a_plan_is_begun_left_and_submitted(maker: Person) -> None:
    writes_an_idea(maker, "Fruitbomen in de Europawijk", "Wij planten tien bomen met de school.")
    maker.clicks("Bewaar en stop")
    maker.sees("Dit mist nog: thema, wijk, adres of plek, kosten.")
    maker.looks()
    maker.clicks("Ga verder met stap 2", role="link")
    tells_where(maker)
    prices_it(maker)
    maker.clicks("Verder", role="link")
    skips_photos_and_company(maker)
    maker.sees("Alles is ingevuld.")
    maker.page.get_by_label("Iedereen kan meedoen.").check()
    maker.looks()
    maker.clicks("Dien uw plan in")
    maker.sees("Uw plan is ingediend. Iedereen kan het nu lezen.")
    maker.looks()
    plan = Plan.objects.get()
    assert (plan.state, plan.arranged) == (Status.SUBMITTED, ["everybody"])
    assert list(plan.cost_lines.values_list("label", "cents")) == [("Boom planten", 125_050), ("Flyers", 7_500)]
    assert [theme.name for theme in plan.more_themes.all()] == ["Elkaar ontmoeten"]


def skips_photos_and_company(maker: Person) -> None:
    maker.sees("Foto’s bij uw plan")
    maker.looks()
    maker.clicks("Ga verder", role="link")
    maker.sees("Maak uw plan samen")
    maker.looks()
    maker.clicks("Ga verder", role="link")


def prices_it(maker: Person) -> None:
    """One post from an example, one whose amount comes later."""
    maker.sees("Een plan kost ten minste")
    maker.page.get_by_text("Voorbeelden: wat kost zoiets?").click()
    maker.looks()
    maker.page.get_by_role("link", name="Boom planten").click()
    maker.sees("Boom planten kost meestal")
    maker.fills("Hoeveel kost het?", "1.250,50")
    maker.clicks("Voeg toe")
    maker.sees("1.250,50")
    maker.fills("Waarvoor is het geld?", "Flyers")
    maker.page.get_by_label("Dat weet ik nog niet").check()
    maker.clicks("Voeg toe")
    maker.sees("weet ik nog niet")
    maker.looks()
    maker.clicks("Verder", role="link")
    skips_photos_and_company(maker)
    maker.sees("Vul nog een bedrag in bij ‘Flyers’.")
    maker.looks()
    maker.clicks("Vul nog een bedrag in", role="link")
    maker.page.get_by_role("link", name="Flyers").click()
    maker.looks()
    maker.fills("Hoeveel kost het?", "75")
    maker.clicks("Bewaar de post")


def test_an_idea_that_is_the_citys_work_is_passed_on(maker: Person) -> None:
    writes_an_idea(maker, "Drempels in de Italiëlaan", "Er moeten drempels komen, zodat auto's langzamer rijden.")
    maker.clicks("Bewaar en ga verder")
    maker.sees("Gaat uw idee over een taak van de gemeente?")
    tells_where(maker)
    maker.clicks("Lees wat u kunt kiezen", role="link")
    maker.sees("Veilig verkeer")
    maker.looks()
    maker.clicks("Ja, geef mijn idee door aan Verkeer en mobiliteit")
    maker.sees("Uw idee is doorgegeven.")
    maker.sees("Het doet niet mee in het wijkbudget")
    maker.looks()
    assert Plan.objects.get().state is Status.REFERRED
    assert Referral.objects.get().by_maker
