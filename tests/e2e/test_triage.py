"""The team and a maker around the triage, through the browser: flags, a merge, a plan off the site and back.

On a wide screen and on a phone; every page is checked with axe, for its width, and for errors on the console.
"""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import Like, Plan
from plans.status import Status
from tests import make
from tests.e2e.people import Person
from tests.e2e.test_full_edition import SECRET

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ComeIn = Callable[..., Person]
LEADER, MAKER = "joke@gemeente.example", "omar@example.org"


class Story:
    """The acts, in order, in a window of one width."""

    def __init__(self, come_in: ComeIn, width: int) -> None:
        self.edition = make.edition(Phase.LIKES, slug="schalkwijk", threshold=5, name="Schalkwijk aan Zet")
        TOTP.activate(make.staff(self.edition, Role.LEADER, email=LEADER), SECRET)
        self.target = self.plan("Fruitbomen in de wijk", make.user("Omar", email=MAKER), likes=4)
        self.source = self.plan("Fruitbomen voor de wijk", make.user("Anna"), likes=3)
        Like.objects.create(plan=self.source, user=self.target.likes.all()[0].user)
        self.film = self.plan("Film onder de sterren", self.target.maker, likes=2)
        self.leader, self.maker, self.visitor = (come_in(name, width) for name in ("Joke", "Omar", "Bezoeker"))

    def plan(self, title: str, maker: User, likes: int) -> Plan:
        made = make.plan(self.edition, title=title, maker=maker, summary=f"{title}: een plek voor iedereen.")
        make.likes(made, likes)
        return made

    def triage(self, plan: Plan) -> str:
        return f"{base(self.edition)}/beheer/triage/{plan.pk}/"

    def page(self, plan: Plan) -> str:
        return f"{base(self.edition)}/plannen/{plan.pk}/"

    def the_leader_looks_through_the_inbox(self) -> None:
        leader = self.leader
        leader.logs_in(LEADER, SECRET)
        leader.goes_to(f"{base(self.edition)}/beheer/triage/")
        leader.page.locator(f"#vlag-{self.source.pk}-MERGE").click()
        leader.page.locator(f"#vlag-{self.source.pk}-MERGE[aria-pressed=true]").wait_for()
        leader.looks()
        assert self.source.flags.get().kind == "MERGE"

    def and_merges_two_plans(self) -> None:
        leader = self.leader
        leader.goes_to(self.triage(self.source))
        leader.clicks("Kies een ander plan", "link")
        leader.fills("Titel of nummer", "fruitbomen")
        leader.clicks("Zoek")
        leader.sees("1 plan")
        leader.looks()
        leader.clicks("Leg naast elkaar", "link")
        leader.sees("4 en 4 likes worden 7.")
        leader.looks()
        leader.clicks("Voeg de plannen samen")
        leader.sees("Spreek eerst met de makers van beide plannen.")
        leader.looks()
        leader.page.get_by_label("‘Fruitbomen in de wijk’ gaat verder").check()
        leader.page.get_by_label("De makers van beide plannen weten").check()
        leader.clicks("Voeg de plannen samen")
        leader.sees("De plannen zijn samengevoegd.")
        leader.looks()
        assert self.target.likes.count() == 7

    def the_old_address_leads_on(self) -> None:
        visitor = self.visitor
        visitor.goes_to(self.page(self.source))
        visitor.sees("‘Fruitbomen voor de wijk’ en dit plan gaan samen verder.")
        visitor.sees("Dit plan hoorde erbij")
        assert f"/{self.target.pk}/" in visitor.page.url

    def a_plan_goes_off_the_site(self) -> None:
        leader = self.leader
        leader.goes_to(self.triage(self.film))
        leader.page.get_by_text("Haal dit plan van de site").first.click()
        leader.page.locator("form[action$='/offline/'] button").click()
        leader.sees("Kies waarom.")
        leader.looks()
        leader.page.get_by_label("In de tekst staan gegevens").check()
        leader.fills("Wat kan de maker doen?", "Haal het huisnummer weg.")
        leader.page.locator("form[action$='/offline/'] button").click()
        leader.sees("Dit plan staat niet op de site")
        leader.looks()
        answer = self.visitor.page.goto(self.page(self.film))
        assert answer
        assert answer.status == 404

    def its_maker_reads_why_and_asks_again(self) -> None:
        maker = self.maker
        maker.logs_in(MAKER)
        maker.goes_to("/mijn/")
        maker.sees("Het team vraagt u om iets te veranderen.")
        maker.goes_to(self.page(self.film))
        maker.sees("Haal het huisnummer weg.")
        maker.clicks("Vraag het team om opnieuw te kijken")
        maker.sees("Het team bekijkt uw plan opnieuw.")
        maker.looks()

    def and_the_plan_comes_back(self) -> None:
        leader = self.leader
        leader.goes_to(f"{base(self.edition)}/beheer/triage/")
        leader.sees("vraagt om opnieuw te kijken")
        leader.clicks("Film onder de sterren", "link")
        leader.sees("De maker vroeg op")
        leader.looks()
        leader.clicks("Zet het plan terug op de site")
        leader.sees("Het plan is openbaar.")
        self.visitor.goes_to(self.page(self.film))
        self.visitor.sees("2 van 5 likes")
        assert Plan.objects.get(pk=self.film.pk).state is Status.SUBMITTED


def base(edition: Edition) -> str:
    return f"/edities/{edition.slug}"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_triage_from_inbox_to_a_plan_that_is_back(person: ComeIn, width: int) -> None:
    story = Story(person, width)
    story.the_leader_looks_through_the_inbox()
    story.and_merges_two_plans()
    story.the_old_address_leads_on()
    story.a_plan_goes_off_the_site()
    story.its_maker_reads_why_and_asks_again()
    story.and_the_plan_comes_back()
