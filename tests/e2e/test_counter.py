"""A plan from paper, and one person who counts once: through the browser, as the team and as a resident."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ComeIn = Callable[..., Person]


@pytest.fixture
def edition() -> Edition:
    """Plans are handed in, and likes are open already."""
    cache.clear()
    found = make.edition(Phase.SUBMISSION, slug="schalkwijk", name="Schalkwijk aan Zet", plan_min_cents=5_000)
    window = found.windows.get(phase=Phase.LIKES)
    window.starts_at -= timedelta(days=10)
    window.save()
    return found


def test_the_team_enters_a_plan_from_paper(edition: Edition, person: ComeIn) -> None:
    leader = make.staff(edition, Role.LEADER, email="joke@gemeente.example")
    TOTP.activate(leader, SECRET)
    joke = person("Joke")
    joke.logs_in("joke@gemeente.example", SECRET)
    joke.goes_to("/edities/schalkwijk/beheer/balie/")
    joke.sees("Nog niets ingevoerd")
    joke.clicks("Voer een plan in", "link")
    joke.looks()
    joke.page.get_by_label("Naam", exact=True).fill("Wil Jansen")
    joke.fills("Telefoon", "023 555 01 23")
    joke.fills("Titel van het plan", "Bankjes om uit te rusten")
    joke.page.get_by_role("textbox", name="Het plan", exact=True).fill("Ik wil drie bankjes.")
    joke.fills("Regel 1: waarvoor", "Drie bankjes")
    joke.fills("Regel 1: bedrag", "2.850")
    joke.fills("Regel 2: bedrag", "40")
    joke.clicks("Dien meteen in")
    joke.sees("Kijk de kosten na, regel 2.")
    joke.looks()
    assert joke.page.get_by_label("Regel 1: waarvoor").input_value() == "Drie bankjes"
    joke.fills("Regel 2: waarvoor", "Planten")
    joke.fills("Het plan in één zin", "Een plek om te zitten.")
    joke.page.get_by_label("Thema", exact=True).select_option(label="Elkaar ontmoeten")
    joke.page.get_by_label("Groen & duurzaam").check()
    joke.page.get_by_label("Wijk", exact=True).select_option(label="Europawijk")
    joke.fills("Adres of plek", "Bij de winkels")
    joke.clicks("Dien meteen in")
    joke.sees("is ingevoerd")
    joke.looks()
    plan = Plan.objects.get()
    assert (plan.state, plan.entered_by, plan.maker.email) == (Status.SUBMITTED, leader, None)
    joke.goes_to(f"/edities/schalkwijk/plannen/{plan.pk}/")
    joke.sees("U helpt de maker van dit plan")
    joke.goes_to("/edities/schalkwijk/beheer/instellingen/")
    joke.sees("Dit staat vast")


def test_a_resident_gives_an_address_and_counts_once(edition: Edition, person: ComeIn) -> None:
    signed, other = make.plan(edition, title="Fruitbomen"), make.plan(edition, title="Moestuin")
    team = make.staff(edition, Role.PARTNER)
    actions.enter_signatures(signed.pk, team, "Wil Jansen; 2034 AB; 12 A")
    make.user("Wil", email="wil@example.org")
    wil = person("Wil", width=360)
    wil.logs_in("wil@example.org")
    wil.goes_to("/mijn/gegevens/")
    wil.fills("Uw naam", "Wil Jansen")
    wil.fills("Postcode", "20 AB")
    wil.fills("Huisnummer", "12a")
    wil.clicks("Bewaar uw gegevens")
    wil.sees("De postcode klopt niet.")
    wil.looks()
    wil.fills("Postcode", "2034 ab")
    wil.clicks("Bewaar uw gegevens")
    wil.sees("Uw gegevens zijn bewaard.")
    wil.looks()
    wil.goes_to("/edities/schalkwijk/")
    wil.sees("U kunt ook al likes geven")
    wil.goes_to(f"/edities/schalkwijk/plannen/{other.pk}/")
    wil.page.locator("#like-knop").click()
    wil.sees("U geeft dit plan een like.")
    wil.goes_to(f"/edities/schalkwijk/plannen/{signed.pk}/")
    wil.page.locator("#like-knop").click()
    wil.sees("U staat al op de papieren lijst van dit plan.")
    wil.looks()
    found = Plan.objects.with_figures()
    assert [found.get(pk=plan.pk).like_count for plan in (signed, other)] == [1, 1]
