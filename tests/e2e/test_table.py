"""A meeting of the ja-mits table: three checkers, a partner and a chair, each in a browser of their own, and a board.

Every page is checked with axe, for its width, and for errors on the console; a visitor watches from outside.
"""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from pytest_django import Settings

from accounts.models import User
from common import clock
from editions.models import Role
from editions.phases import Phase
from feasibility.actions.table import new_flow
from feasibility.models import FlowState, Meeting, Seat, Verdict
from feasibility.queries.flow import questions_of
from feasibility.quick_test import Discipline
from plans.status import Status
from tests import make
from tests.e2e.people import Person
from tests.e2e.test_full_edition import SECRET
from tests.feasibility.questions import TEN_QUESTIONS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ComeIn = Callable[..., Person]
SEATS = {
    "Lotte": (Discipline.LEGAL, Discipline.FINANCIAL),
    "Bram": (Discipline.PRACTICAL, Discipline.MAINTENANCE),
    "Samira": (Discipline.SOCIAL, Discipline.NEIGHBOURHOOD),
}
SOON = 2_000  # milliseconds in which others see a change


def address_of(name: str) -> str:
    return f"{name.lower()}@gemeente.example"


class Story:
    """The acts, in order. Each leaves the table where the next begins."""

    def __init__(self, come_in: ComeIn, folder: Path) -> None:
        self.folder = folder
        self.edition = make.edition(Phase.FEASIBILITY, slug="schalkwijk", name="Schalkwijk aan Zet")
        new_flow(self.edition, None, TEN_QUESTIONS, FlowState.IN_USE)
        self.plan = make.plan(self.edition, Status.IN_CHECK, title="Fruitbomen in de wijk")
        self.other = make.plan(self.edition, Status.IN_CHECK, title="Film onder de sterren")
        for name, disciplines in SEATS.items():
            checker = self.staff(name, Role.CHECKER)
            Seat.objects.bulk_create(Seat(edition=self.edition, user=checker, discipline=d) for d in disciplines)
        self.staff("Vera", Role.CHAIR)
        self.staff("Wim", Role.PARTNER)
        self.chair = come_in("Vera")
        self.checkers = {name: come_in(name, width=360 if name == "Bram" else 1280) for name in SEATS}
        self.partner = come_in("Wim")
        self.screen = come_in("Vera", width=1920)
        self.visitor = come_in("Bezoeker")
        self.base = f"/edities/{self.edition.slug}"

    def staff(self, name: str, role: Role) -> User:
        person = make.staff(self.edition, role, name=name, email=address_of(name))
        TOTP.activate(person, SECRET)
        return person

    @property
    def sheet(self) -> str:
        return f"{self.base}/tafel/{self.plan.pk}/"

    @property
    def board(self) -> str:
        return f"{self.base}/tafel/vergadering/{Meeting.objects.get().pk}/bord/"

    def everybody_comes_in(self) -> None:
        for person in (self.chair, self.partner, *self.checkers.values()):
            person.logs_in(address_of(person.name), SECRET)
        # The chair's laptop is on the big screen, in a window of its own.
        self.screen.page.context.add_cookies(self.chair.page.context.cookies())  # type: ignore[arg-type]
        self.outside = self.seen_from_outside()

    def seen_from_outside(self) -> list[str]:
        """What a visitor reads of this edition and its plans."""
        read = []
        for path in (f"{self.base}/", f"{self.base}/plannen/", f"{self.base}/plannen/{self.plan.pk}/"):
            self.visitor.goes_to(path)
            read.append(self.visitor.page.locator("main").inner_text())
        # Where the order of the plans is by chance, a visit keeps it.
        return read

    def the_chair_plans_a_meeting(self) -> None:
        chair = self.chair
        chair.goes_to(f"{self.base}/tafel/vergadering/")
        chair.fills("Datum", "2026-12-08")
        chair.fills("Tijd", "14:00")
        chair.fills("Plaats", "Wijkcentrum De Ringvaart")
        chair.page.locator("form[action$='/nieuw/'] button").click()
        chair.page.wait_for_url(re.compile(r"/vergadering/\d+/"))
        chair.looks()
        for name in ("Vera", "Wim", *SEATS):
            chair.page.locator("label.choice", has_text=name).click()
        chair.clicks("Vink aan als aanwezig")
        for plan in (self.plan, self.other):
            chair.page.get_by_label("Plan", exact=True).select_option(label=plan.title)
            chair.page.locator("form.agenda__add button").click()
            chair.page.locator(".agenda__what", has_text=plan.title).wait_for()
        chair.clicks("Open de vergadering")
        chair.looks()

    def the_board_is_on_the_big_screen(self) -> None:
        for person in (self.screen, self.partner):
            person.goes_to(self.board)
        self.chair.goes_to(self.board)
        self.chair.clicks(f"Begin met {self.plan.title}")
        for person in (self.screen, self.partner):
            person.page.locator("h2.live__title", has_text=self.plan.title).wait_for(timeout=SOON)
        self.screen.page.get_by_text(re.compile(r"Nog \d+ vragen open")).wait_for()
        self.screen.looks()

    def each_checker_answers(self) -> None:
        for name, checker in self.checkers.items():
            checker.goes_to(self.sheet)
            for question in questions_of(self.plan):
                if question.discipline in SEATS[name] and question.key != "toestemming_op_tijd":
                    self.answers(checker, question.pk, "ja")
        for question in questions_of(self.plan):
            if question.key == "toestemming":
                self.lotte_changes_her_mind_and_the_board_shows_it(question.pk)

    def answers(self, person: Person, question: int, value: str) -> None:
        box = person.page.locator(f"#vraag-{question}")
        box.get_by_label(value, exact=True).check()
        box.get_by_role("button", name="Bewaar het antwoord").click()
        box.locator(".question__given").wait_for()

    def lotte_changes_her_mind_and_the_board_shows_it(self, question: int) -> None:
        lotte = self.checkers["Lotte"]
        box = lotte.page.locator(f"#vraag-{question}")
        box.get_by_text("Verander dit antwoord").click()
        box.get_by_label("kan met voorwaarde", exact=False).or_(box.get_by_label("ja, mits", exact=True)).first.check()
        begun = monotonic()
        box.get_by_role("button", name="Bewaar het antwoord").click()
        self.screen.page.locator(".answer--provided").first.wait_for(timeout=SOON + 1_000)
        assert monotonic() - begun < SOON / 1000 + 1
        follow_up = next(q for q in questions_of(self.plan) if q.key == "toestemming_op_tijd")
        self.answers(lotte, follow_up.pk, "ja")

    def two_edit_the_same_and_nothing_is_lost(self) -> None:
        question = next(q for q in questions_of(self.plan) if q.key == "plek").pk
        chair, bram = self.chair, self.checkers["Bram"]
        for person in (chair, bram):
            person.goes_to(self.sheet)
            self.opens(person, question)
        self.writes(bram, question, "Naast de sloot is ruimte.")
        chair.page.locator("#nieuws").wait_for(timeout=SOON + 500)
        chair.looks()
        self.writes(chair, question, "Op het pleintje.", waits=False)
        box = chair.page.locator(f"#vraag-{question}")
        box.get_by_role("button", name="Vervang het antwoord").wait_for()
        assert "Naast de sloot is ruimte." in box.inner_text()
        assert box.locator("textarea").first.input_value() == "Op het pleintje."
        chair.complaints.clear()  # htmx reports every answer of 422
        chair.looks()

    def opens(self, person: Person, question: int) -> None:
        box = person.page.locator(f"#vraag-{question}")
        block = person.page.locator("details.block", has=box)
        if block.get_attribute("open") is None:
            block.locator("summary").first.click()
        box.get_by_text("Verander dit antwoord").click()
        box.get_by_text("Schrijf er iets bij").click()

    def writes(self, person: Person, question: int, text: str, waits: bool = True) -> None:
        box = person.page.locator(f"#vraag-{question}")
        box.locator("textarea").first.fill(text)
        box.get_by_role("button", name="Bewaar het antwoord").click()
        if waits:
            box.locator(".question__remark", has_text=text).wait_for()

    def a_condition_and_the_last_look(self) -> None:
        samira = self.checkers["Samira"]
        samira.goes_to(self.sheet)
        samira.page.get_by_text("Schrijf zelf een voorwaarde").click()
        form = samira.page.locator("form[action*='/voorwaarden/']").filter(has=samira.page.locator("textarea"))
        form.locator("textarea").fill("De buren geven water in de zomer.")
        form.get_by_label("de plannenmaker").check()
        form.get_by_role("button", name="Voeg toe").click()
        samira.sees("De buren geven water in de zomer.")
        self.screen.page.get_by_text("De buren geven water in de zomer.").wait_for(timeout=SOON + 500)
        self.partner.goes_to(self.sheet)
        self.partner.fills("Uw advies", "De buurt wil dit graag.")
        self.partner.clicks("Bewaar uw advies")
        self.screen.page.get_by_text("De buurt wil dit graag.").wait_for(timeout=SOON + 500)
        self.screen.looks()

    def the_chair_confirms_and_parks(self) -> None:
        chair = self.chair
        chair.goes_to(self.sheet)
        form = chair.page.locator(".verdict__form")
        form.get_by_label("ja, mits", exact=True).check()
        form.get_by_label("Uitleg voor de plannenmaker").fill("De bomen kunnen op het grasveld.")
        chair.clicks("Bevestig het oordeel")
        chair.page.get_by_role("button", name="Open het oordeel weer").wait_for()
        self.screen.page.locator(".live__verdict", has_text="mits").wait_for(timeout=SOON + 500)
        chair.goes_to(self.board)
        chair.clicks(f"Volgende: {self.other.title}")
        self.screen.page.locator("h2.live__title", has_text=self.other.title).wait_for(timeout=SOON + 500)
        chair.goes_to(f"{self.base}/tafel/{self.other.pk}/")
        chair.page.get_by_text("Zet het plan even apart").click()
        chair.fills("Waarom wachten we?", "De maker zoekt een andere plek.")
        chair.page.locator("form[action*='/apart/'] input[type=date]").fill(
            f"{clock.now() + timedelta(days=7):%Y-%m-%d}"
        )
        chair.page.locator("form[action*='/apart/#'] button").click()
        chair.sees("Even apart tot")
        self.screen.page.locator(".live__verdict", has_text="Even apart").wait_for()
        assert Verdict.objects.get().plan == self.plan

    def nobody_outside_reads_any_of_it(self) -> None:
        assert self.seen_from_outside() == self.outside

    def the_meeting_is_on_record(self) -> None:
        chair = self.chair
        chair.goes_to(self.board.removesuffix("bord/"))
        chair.page.once("dialog", lambda dialog: dialog.accept())
        chair.clicks("Sluit de vergadering")
        chair.page.get_by_text("gesloten", exact=False).first.wait_for()
        chair.looks()
        self.screen.sees("De vergadering is gesloten")
        address = chair.page.locator("a[href$='/verslag/']").first.get_attribute("href") or ""
        minutes = self.folder / "verslag.pdf"
        minutes.write_bytes(chair.page.request.get(address).body())
        text = subprocess.run(["pdftotext", "-layout", minutes, "-"], check=True, capture_output=True, text=True).stdout
        for words in (*SEATS, "Vera", "Wim", self.plan.title, "De buren geven water", "andere plek"):
            assert words in text


def test_a_meeting_of_the_table_in_six_browsers(person: ComeIn, tmp_path: Path, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # five people log in from one address here
    story = Story(person, tmp_path)
    story.everybody_comes_in()
    story.the_chair_plans_a_meeting()
    story.the_board_is_on_the_big_screen()
    story.each_checker_answers()
    story.two_edit_the_same_and_nothing_is_lost()
    story.a_condition_and_the_last_look()
    story.the_chair_confirms_and_parks()
    story.nobody_outside_reads_any_of_it()
    story.the_meeting_is_on_record()
