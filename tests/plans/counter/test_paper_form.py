"""The form on paper: two pages with every question, tagged, whatever an edition is called."""

import subprocess
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from editions.models import Edition, Neighbourhood, Role, Theme
from editions.phases import Phase
from tests import make
from tests.plans.browsing import AsUser

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "Uw naam",
    "Uw telefoonnummer",
    "Uw e-mailadres",
    "Hoe heet uw plan?",
    "Uw plan in één zin",
    "Bij welk thema past het?",
    "In welke wijk?",
    "Op welk adres of welke plek?",
    "Vertel over uw plan",
    "Wat kost uw plan?",
    "Waarvoor is het geld?",
    "Uw gegevens:",
]


def address(edition: Edition) -> str:
    return reverse("paper_form", args=[edition.slug])


def fetched(edition: Edition, browser: Client | None = None) -> bytes:
    answer = (browser or Client()).get(address(edition))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def text_of(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(said.split())


def test_every_question_of_a_plan_stands_on_the_form(edition: Edition) -> None:
    edition.help_phone, edition.hand_in_at, edition.plan_min_cents = "023 511 51 15", "Wijkcentrum De Ringvaart", 50_000
    edition.save()
    said = text_of(fetched(edition))
    for words in [*QUESTIONS, "Elkaar ontmoeten", "Groen & duurzaam", "Europawijk", "Meerwijk", "023 511 51 15"]:
        assert words in said, words
    assert "€ 500 tot € 70.000" in said.replace("\xa0", " ")
    assert "Wijkcentrum De Ringvaart" in said
    assert "Lever dit formulier in tot" in said


def test_the_form_is_tagged_for_who_does_not_see_it(edition: Edition) -> None:
    with pikepdf.open(BytesIO(fetched(edition))) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"


@pytest.mark.parametrize("name", ["W" * 80, "Lang woord " * 7, "<b>&'\"", "👩🏽‍🌾 فاطمة 李明", "\u202eomgekeerd"])
def test_nasty_names_keep_it_at_two_pages(edition: Edition, name: str) -> None:
    name = name.strip()
    Edition.objects.filter(pk=edition.pk).update(name=name, hand_in_at=(name * 2)[:160])
    edition.area.name = name
    edition.area.save()
    Theme.objects.filter(edition=edition).delete()
    Neighbourhood.objects.filter(area=edition.area).delete()
    Theme.objects.bulk_create(Theme(edition=edition, name=f"{number}{name}"[:60]) for number in range(8))
    Neighbourhood.objects.bulk_create(
        Neighbourhood(area=edition.area, name=f"{number}{name}"[:80]) for number in range(8)
    )
    with pikepdf.open(BytesIO(fetched(edition))) as pdf:
        assert len(pdf.pages) == 2


def test_an_edition_without_themes_has_a_form(edition: Edition) -> None:
    edition.themes.all().delete()
    with pikepdf.open(BytesIO(fetched(edition))) as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SUBMISSION, Phase.PREPARATION}))
def test_when_no_plan_can_be_handed_in_there_is_no_form(phase: Phase) -> None:
    answer = Client().get(address(make.edition(phase)))
    assert answer.headers["Content-Type"] != "application/pdf"
    assert "zolang u een plan kunt indienen" in answer.content.decode()


def test_after_the_last_day_there_is_no_form_though_the_worker_is_late(edition: Edition) -> None:
    clock.move(timedelta(days=9, minutes=1))
    assert Client().get(address(edition)).headers["Content-Type"] != "application/pdf"


def test_the_team_prints_the_form_before_the_start_and_others_wait(as_user: AsUser) -> None:
    edition = make.edition(Phase.PREPARATION)
    assert Client().get(address(edition)).status_code == 404
    assert fetched(edition, as_user(make.staff(edition, Role.LEADER)))


@pytest.mark.parametrize("name", ["plan_list", "edition_page"])
def test_everybody_finds_the_form_while_plans_can_be_handed_in(edition: Edition, name: str) -> None:
    assert address(edition) in Client().get(reverse(name, args=[edition.slug])).content.decode()
    closed = make.edition(Phase.LIKES)
    assert address(closed) not in Client().get(reverse(name, args=[closed.slug])).content.decode()
