"""A discussion from the first argument to a decision of the team, through the browser, wide and on a phone.

Everything a person sees on the way is checked with axe, for pages that are too wide, and for the browser's console.
"""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from editions.models import Role
from editions.phases import Phase
from plans.models import Comment, Plan
from tests import make
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ComeIn = Callable[..., Person]


@pytest.fixture
def plan() -> Plan:
    """A plan that gathers likes, with its maker, a neighbour, somebody who is cross, and the team."""
    edition = make.edition(Phase.LIKES, slug="schalkwijk")
    plan = make.plan(edition, title="Buurtoven", maker=make.user("Fatima", email="fatima@example.org"))
    make.user("Omar", email="omar@example.org")
    make.user("Kees", email="kees@example.org")
    TOTP.activate(make.staff(edition, Role.LEADER, name="Joke", email="joke@gemeente.example"), SECRET)
    return plan


def reacts(person: Person, plan: Plan, side: str, text: str) -> Comment:
    person.goes_to(f"/edities/schalkwijk/plannen/{plan.pk}/")
    person.page.get_by_label(side).check()
    person.fills("Uw reactie", text)
    person.clicks("Plaats uw reactie")
    person.sees(text)
    person.looks()
    return Comment.objects.get(text=text)


def letter(person: Person, comment: Comment) -> str:
    return person.page.locator(f"#reactie-{comment.pk}").inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_from_arguments_to_a_decision(person: ComeIn, plan: Plan, width: int) -> None:
    here = f"/edities/schalkwijk/plannen/{plan.pk}/"
    omar, kees = person("Omar", width=width), person("Kees", width=width)
    maker, leader = person("Fatima", width=width), person("Joke", width=width)
    for who, email in ((omar, "omar@example.org"), (kees, "kees@example.org"), (maker, "fatima@example.org")):
        who.logs_in(email)

    good = reacts(omar, plan, "Ik ben voor", "Dan ruikt het plein naar brood.")
    rude = reacts(kees, plan, "Ik ben tegen", "Wat een onzin van die luie maker.")
    assert (good.stance, rude.stance) == ("FOR", "AGAINST")

    for comment, words in ((good, "Kom gerust bakken."), (rude, "Jammer dat u het zo schrijft.")):
        maker.goes_to(here)
        maker.page.locator(f"#reactie-{comment.pk}").get_by_role("link", name="Antwoord").click()
        maker.looks()
        maker.clicks("Plaats uw antwoord")
        maker.sees("Schrijf eerst uw antwoord.")
        maker.looks()
        maker.fills("Uw antwoord", words)
        maker.clicks("Plaats uw antwoord")
        maker.sees(words)
    maker.looks()
    omar.goes_to(here)
    assert "Kom gerust bakken." in letter(omar, good)
    assert "plannenmaker" in letter(omar, good)

    report = omar.page.locator(f"#reactie-{rude.pk} > .letter__foot").get_by_role("link", name="Meld")
    report.focus()
    omar.page.keyboard.press("Enter")
    omar.sees("Wat is er mis met deze reactie?")
    omar.looks()
    omar.page.get_by_label("Dit kwetst of beledigt iemand").check()
    omar.fills("Wilt u er iets bij vertellen?", "Hier wordt iemand uitgescholden.")
    omar.clicks("Meld deze reactie")
    omar.sees("Dank u wel, uw melding is binnen")
    omar.looks()
    kees.goes_to(here)
    assert rude.text in letter(kees, rude)

    leader.logs_in("joke@gemeente.example", SECRET)
    leader.goes_to("/edities/schalkwijk/beheer/")
    leader.clicks("Naar de meldingen", role="link")
    leader.sees("Hier wordt iemand uitgescholden.")
    leader.looks()
    leader.fills("In uw eigen woorden", "Schrijf het zonder te schelden.")
    leader.clicks("Haal weg")
    leader.sees("Kies een reden.")
    leader.looks()
    leader.page.get_by_label("Waarom?").select_option("HURTS")
    leader.clicks("Haal weg")
    leader.sees("De reactie is weg.")
    leader.looks()

    omar.goes_to(here)
    assert "Een reactie is weggehaald door het team: kwetsend of beledigend." in letter(omar, rude)
    assert "Jammer dat u het zo schrijft." in letter(omar, rude)
    assert rude.text not in letter(omar, rude)
    kees.goes_to(here)
    assert "Het team heeft uw reactie weggehaald: kwetsend of beledigend." in letter(kees, rude)
    assert "Schrijf het zonder te schelden." in letter(kees, rude)
    assert rude.text in letter(kees, rude)

    leader.goes_to("/edities/schalkwijk/beheer/reacties/weggehaald/")
    leader.clicks("Zet terug")
    leader.sees("De reactie staat er weer.")
    omar.goes_to(here)
    assert rude.text in letter(omar, rude)
