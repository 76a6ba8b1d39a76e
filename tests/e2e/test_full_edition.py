"""One edition from the first plan to a published result and an update in execution, through the browser, as all roles.

The clock is moved, the steps are made by the beat's own task, letters by a real Celery worker. Everything a person sees
on the way is checked with axe, for pages that are too wide, and for errors on the browser's console.
"""

import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from allauth.mfa.totp.internal.auth import TOTP
from PIL import Image

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from feasibility.models import Seat
from feasibility.quick_test import Discipline
from lifecycle.tasks import march
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.e2e.people import Person
from voting.actions.deciding import confirm_result

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ComeIn = Callable[..., Person]
COLUMNS = (
    "voorletters;tussenvoegsel;achternaam;geslacht;geboortedatum;straat;huisnummer;huisletter;toevoeging;"
    "postcode;woonplaats;wijk\n"
)
ROLL = (
    COLUMNS
    + """F.;;Yılmaz;V;1980-05-04;Italiëlaan;12;;;2034 AB;Haarlem;Europawijk
J.;van der;Berg;M;1951-11-30;Bernadottelaan;7;A;;2037 GS;Haarlem;Meerwijk
S.;;Kind;V;2020-01-01;Engelandlaan;3;;;2034 AC;Haarlem;Europawijk
K.;;Zonderpostcode;M;1990-01-01;Engelandlaan;5;;;;Haarlem;Europawijk
"""
)


def staff(edition: Edition, name: str, *roles: Role) -> User:
    """A member of staff with a second step."""
    person = make.staff(edition, *roles, name=name, email=f"{name.lower()}@gemeente.example")
    TOTP.activate(person, SECRET)
    return person


def photo(path: Path) -> Path:
    Image.new("RGB", (600, 400), "green").save(path, "JPEG")
    return path


def a_new_edition() -> Edition:
    """An edition that begins in a day, with its people: what the administrator prepares."""
    edition = make.edition(Phase.PREPARATION, slug="schalkwijk", threshold=2, name="Schalkwijk aan Zet")
    staff(edition, "Joke", Role.LEADER)
    staff(edition, "Ingrid", Role.CHAIR)
    checker = staff(edition, "Anouk", Role.CHECKER)
    Seat.objects.bulk_create(Seat(edition=edition, user=checker, discipline=d) for d in Discipline)
    make.set_schedule(edition, Phase.SUBMISSION)
    for window in edition.windows.all():
        window.starts_at += timedelta(days=2)
        window.ends_at += timedelta(days=2)
        window.save()
    return edition


class Story:
    """The acts, in order. Each leaves the edition where the next begins."""

    def __init__(self, come_in: ComeIn, folder: Path) -> None:
        self.come_in, self.folder = come_in, folder
        self.edition = a_new_edition()
        self.base = f"/edities/{self.edition.slug}"
        self.leader = come_in("Joke")
        self.maker = come_in("Fatima", width=360)
        self.code = ""

    def time_passes(self, days: float, into: Phase) -> None:
        """Moves the clock and lets the beat's task look at the editions."""
        clock.move(timedelta(days=days))
        march()
        assert Edition.objects.get().current_phase is into

    def the_leader_opens_early(self) -> None:
        leader = self.leader
        leader.logs_in("joke@gemeente.example", SECRET)
        leader.goes_to(f"{self.base}/beheer/")
        leader.clicks("Open het indienen van plannen")
        leader.sees("Schrijf op waarom u dit doet.")
        leader.looks()
        leader.fills("Waarom?", "Alles staat klaar.")
        leader.clicks("Open het indienen van plannen")
        leader.sees("De stap is gezet.")
        leader.looks()
        leader.goes_to(f"{self.base}/beheer/planning/")
        clock.move(timedelta(days=1, hours=1))

    def a_resident_makes_a_plan(self) -> None:
        maker = self.maker
        maker.goes_to("/")
        maker.signs_up("fatima@example.org")
        maker.goes_to(f"{self.base}/plannen/")
        maker.goes_to(f"{self.base}/plannen/nieuw/")
        maker.clicks("Bewaar en ga verder")
        maker.sees("Geef uw plan een titel.")
        maker.looks()
        maker.fills("Hoe heet uw plan?", "Fruitbomen in de Europawijk")
        maker.fills("Uw plan in één zin", "Tien fruitbomen waar iedereen van mag plukken.")
        maker.fills("Vertel over uw plan", "Wij planten tien bomen met de school.")
        maker.clicks("Bewaar en ga verder")
        maker.page.get_by_role("radio", name="Groen & duurzaam").check()
        maker.page.get_by_label("Europawijk").check()
        maker.fills("Op welk adres", "Het grasveld achter de Italiëlaan")
        maker.looks()
        maker.clicks("Bewaar en ga verder")
        maker.fills("Waarvoor is het geld?", "Tien bomen")
        maker.fills("Hoeveel kost het?", "1.250,50")
        maker.clicks("Voeg toe")
        maker.sees("1.250,50")
        maker.looks()
        plan = Plan.objects.get()
        maker.goes_to(f"{self.base}/plannen/{plan.pk}/indienen/")
        maker.clicks("Dien uw plan in")
        maker.page.wait_for_load_state()
        maker.looks()
        assert Plan.objects.get().state is Status.SUBMITTED

    def neighbours_like_it(self) -> None:
        plan = Plan.objects.get()
        other = make.plan(self.edition, title="Buurtbarbecue", cost_cents=6_900_000)
        make.likes(other, 3)
        make.plan(self.edition, title="Een plan zonder steun")
        self.time_passes(10, Phase.LIKES)
        neighbour = self.come_in("Omar", width=360)
        neighbour.signs_up("omar@example.org")
        for who in (self.maker, neighbour):
            who.goes_to(f"{self.base}/plannen/{plan.pk}/")
            who.clicks("Geef een like")
            who.page.get_by_role("button", name="Neem uw like terug").wait_for()
            who.looks()
        neighbour.fills("Uw reactie", "Ik help mee met planten!")
        neighbour.clicks("Plaats uw reactie")
        neighbour.sees("Ik help mee met planten!")
        neighbour.looks()
        assert plan.likes.count() == 2

    def the_table_judges(self) -> None:
        self.time_passes(10, Phase.FEASIBILITY)
        assert Plan.objects.filter(status=Status.IN_CHECK).count() == 2
        assert Plan.objects.get(status=Status.BELOW_THRESHOLD).title == "Een plan zonder steun"
        plan = Plan.objects.get(title__startswith="Fruitbomen")
        checker = self.come_in("Anouk")
        checker.logs_in("anouk@gemeente.example", SECRET)
        checker.goes_to(f"{self.base}/tafel/")
        checker.goes_to(f"{self.base}/tafel/{plan.pk}/")
        self.answer_everything(checker, plan, "ja")
        self.answer_everything(checker, Plan.objects.get(title="Buurtbarbecue"), "ja")
        checker.goes_to(f"{self.base}/tafel/{plan.pk}/")
        checker.page.get_by_text("Schrijf zelf een voorwaarde").click()
        form = checker.page.locator("form[action*='/voorwaarden/']").filter(has=checker.page.locator("textarea"))
        form.locator("textarea").fill("Het kan, als de buren water geven.")
        form.get_by_label("de plannenmaker").check()
        form.get_by_role("button", name="Voeg toe").click()
        checker.sees("Het kan, als de buren water geven.")
        checker.looks()
        self.the_chair_confirms()

    def answer_everything(self, checker: Person, plan: Plan, value: str) -> None:
        """Answers every question on the sheet, branch or not."""
        page = checker.page
        page.goto(f"{self.base}/tafel/{plan.pk}/")
        for question in self.edition.flows.get().questions.all():
            box = page.locator(f"#vraag-{question.pk}")
            if box.get_by_role("button", name="Bewaar het antwoord").count() == 0:
                continue
            box.get_by_label(value, exact=True).check()
            box.get_by_role("button", name="Bewaar het antwoord").click()
            page.locator(f"#vraag-{question.pk} .question__given").wait_for()

    def the_chair_confirms(self) -> None:
        chair = self.come_in("Ingrid")
        chair.logs_in("ingrid@gemeente.example", SECRET)
        for plan in Plan.objects.filter(status=Status.IN_CHECK):
            chair.goes_to(f"{self.base}/tafel/{plan.pk}/")
            form = chair.page.locator(".verdict__form")
            form.get_by_label("ja, mits" if plan.conditions.exists() else "ja", exact=True).check()
            form.get_by_label("Uitleg voor de plannenmaker").fill("Een mooi plan.")
            chair.clicks("Bevestig het oordeel")
            chair.page.get_by_role("button", name="Open het oordeel weer").wait_for()
        self.maker.goes_to(f"{self.base}/plannen/{Plan.objects.first().pk}/")  # type: ignore[union-attr]
        assert "Een mooi plan." not in self.maker.page.content()
        chair.goes_to(f"{self.base}/tafel/bekendmaken/")
        chair.clicks("Stel voor om alles bekend te maken")
        chair.sees("Iemand anders bevestigt het nu.")
        leader = self.leader
        leader.page.on("dialog", lambda dialog: dialog.accept())
        leader.goes_to(f"{self.base}/tafel/bekendmaken/")
        leader.clicks("Maak alle oordelen bekend")
        leader.sees("De oordelen zijn bekendgemaakt.")
        plan = Plan.objects.get(title__startswith="Fruitbomen")
        self.maker.goes_to(f"{self.base}/plannen/{plan.pk}/")
        self.maker.sees("Het kan, als de buren water geven.")

    def the_leader_prints_letters(self) -> None:
        leader = self.leader
        leader.goes_to(f"{self.base}/beheer/")
        leader.sees("Het kiezersbestand is nog niet ingelezen.")
        leader.goes_to(f"{self.base}/beheer/kiezers/")
        upload = {"name": "kiezers.csv", "mimeType": "text/csv", "buffer": ROLL.encode("cp1254").replace(b"\xfd", b"i")}
        leader.page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
        leader.clicks("Verder naar de kolommen")
        leader.clicks("Bekijk het voorbeeld")
        leader.clicks("Dit klopt, lees het bestand in")
        leader.page.get_by_role("heading", name="Alle rijen op een rij").wait_for(timeout=20_000)
        leader.looks()
        leader.goes_to(f"{self.base}/beheer/brieven/")
        leader.clicks("Geef codes uit en maak de brieven")
        leader.page.get_by_text("Alle 2 brieven zijn klaar").wait_for(timeout=30_000)
        leader.goes_to(f"{self.base}/beheer/brieven/")
        with leader.page.expect_download() as download:
            leader.page.get_by_role("link", name="Haal alle 2 brieven op").click()
        letters = self.folder / "brieven.zip"
        download.value.save_as(letters)
        self.code = self.read_letter(letters)
        for box in leader.page.locator("form[action$='/gedrukt/'] input[type=checkbox]").all():
            box.check()
        for box in leader.page.locator(
            "form[action$='/gedrukt/'] input[type=text], form[action$='/gedrukt/'] input[type=number]"
        ).all():
            box.fill("2")
        leader.clicks("Bevestig dat alles gedrukt is")
        leader.sees("De brieven zijn gedrukt")
        leader.looks()

    def read_letter(self, letters: Path) -> str:
        """What the QR on the first letter says, as a phone would read it."""
        with zipfile.ZipFile(letters) as archive:
            archive.extractall(self.folder / "stapels")
        for stack in (self.folder / "stapels").glob("*.pdf"):
            subprocess.run(["pdftoppm", "-r", "150", "-png", stack, self.folder / f"brief-{stack.stem}"], check=True)
        pages = sorted(self.folder.glob("brief*.png"))
        assert len(pages) == 2
        with Image.open(BytesIO(pages[0].read_bytes())) as page:
            found = zxingcpp.read_barcodes(page)
        return str(found[0].text)

    def a_voter_votes(self) -> None:
        self.time_passes(10, Phase.VOTING)
        assert "/stemmen/#" in self.code
        voter = self.come_in("Stemmer", width=360)
        voter.goes_to("/stemmen/#" + self.code.split("#")[1])
        voter.clicks("Ga verder")
        voter.page.wait_for_url("**/stemmen/kiezen/")
        voter.looks()
        plans = voter.page.locator(".ballot__plan")
        plans.filter(has_text="Fruitbomen").get_by_role("button", name="Kies dit plan").click()
        plans.filter(has_text="Fruitbomen").get_by_role("button", name="Haal weg").wait_for()
        plans.filter(has_text="Buurtbarbecue").get_by_text("Te duur voor wat over is").wait_for()
        voter.looks()
        voter.goes_to("/stemmen/nakijken/")
        voter.clicks("Bevestig uw stem")
        voter.page.wait_for_url("**/stemmen/klaar/")
        voter.looks()
        again = self.come_in("Nog eens", width=360)
        again.goes_to("/stemmen/")
        again.page.locator("input[name=code]").fill(self.code.split("#")[1])
        again.clicks("Ga verder")
        again.sees("al gebruikt")
        again.looks()

    def the_leader_counts_and_publishes(self) -> None:
        leader = self.leader
        leader.goes_to(f"{self.base}/beheer/telling/")
        assert leader.page.get_by_role("button", name="Tel de stemmen").count() == 0
        visitor = self.come_in("Bezoeker")
        visitor.page.goto(f"{self.base}/uitslag/")
        assert "1 stem" not in visitor.page.content()
        self.time_passes(10, Phase.COUNTING)
        leader.goes_to(f"{self.base}/beheer/telling/")
        leader.clicks("Tel de stemmen")
        leader.sees("Voorlopige uitkomst")
        leader.looks()
        leader.clicks("Stel voor om de uitslag bekend te maken")
        confirm_result(self.edition.pk, make.staff(self.edition, Role.LEADER).pk)
        leader.goes_to(f"{self.base}/beheer/")
        leader.fills("Waarom?", "De telling klopt.")
        leader.clicks("Maak de uitslag bekend")
        leader.sees("De stap is gezet.")
        visitor.goes_to(f"{self.base}/uitslag/")
        visitor.sees("Fruitbomen in de Europawijk")
        visitor.goes_to(f"{self.base}/")
        visitor.goes_to(f"{self.base}/plannen/")

    def the_maker_carries_it_out(self) -> None:
        plan = Plan.objects.get(title__startswith="Fruitbomen")
        assert plan.state is Status.CHOSEN
        assert Plan.objects.get(title="Buurtbarbecue").state is Status.NOT_CHOSEN
        leader, maker = self.leader, self.maker
        leader.goes_to(f"{self.base}/beheer/uitvoering/{plan.pk}/")
        leader.fills("Aanspreekpunt", "Karin Smit")
        leader.clicks("Leg deze versie voor")
        leader.clicks("Ik ga akkoord met deze afspraak")
        leader.sees("de gemeente, op")
        maker.goes_to(f"{self.base}/plannen/{plan.pk}/uitvoering/")
        maker.sees("Het kan, als de buren water geven.")
        maker.clicks("Ik ga akkoord met deze afspraak")
        maker.sees("de maker, op")
        maker.fills("Wat is er gebeurd?", "De eerste boom staat!")
        maker.page.locator("#id_photo").set_input_files(photo(self.folder / "boom.jpg"))
        maker.clicks("Plaats het bericht")
        maker.sees("Beschrijf wat er op de foto te zien is.")
        maker.looks()
        maker.page.locator("#id_photo").set_input_files(photo(self.folder / "boom.jpg"))
        maker.fills("Wat is er op de foto te zien?", "Een jonge appelboom")
        maker.clicks("Plaats het bericht")
        maker.sees("De eerste boom staat!")
        maker.looks()

    def everybody_sees_how_it_goes(self) -> None:
        clock.move(timedelta(days=15))
        self.leader.goes_to(f"{self.base}/beheer/uitvoering/")
        self.leader.sees("loopt achter")
        self.leader.goes_to(f"{self.base}/beheer/nazorg/")
        self.leader.goes_to(f"{self.base}/beheer/logboek/")
        visitor = self.come_in("Bezoeker", width=360)
        visitor.goes_to(f"{self.base}/voortgang/")
        visitor.sees("De eerste boom staat!")
        for path in ("/", "/edities/", "/spelregels/", "/privacy/", "/toegankelijkheid/", "/bestaat-niet/"):
            visitor.goes_to(path)


@pytest.mark.usefixtures("worker")
def test_an_edition_from_the_first_plan_to_an_update(person: ComeIn, tmp_path: Path) -> None:
    story = Story(person, tmp_path)
    story.the_leader_opens_early()
    story.a_resident_makes_a_plan()
    story.neighbours_like_it()
    story.the_table_judges()
    story.the_leader_prints_letters()
    story.a_voter_votes()
    story.the_leader_counts_and_publishes()
    story.the_maker_carries_it_out()
    story.everybody_sees_how_it_goes()
