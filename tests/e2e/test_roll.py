"""An extract becomes the electoral roll: upload, columns, preview, import by a real worker, balance, and the desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from pytest_django import Settings

from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.e2e.people import Person
from voting.models import Voter

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ComeIn = Callable[..., Person]
EXTRACT = """voornamen (02.10);voorvoegsel (02.30);geslachtsnaam (02.40);geslachtsaanduiding (04.10);\
datum geboorte (03.10);straatnaam (11.10);huisnummer (11.20);postcode (11.60);woonplaats (11.70);plek;\
indicatie geheim (70.10)
Maria Johanna;van der;Berg;V;20010504;Italiëlaan;12;2034AB;Haarlem;Europawijk;0
Willem;;Brûlé;M;19600000;Italiëlaan;14;2034AB;Haarlem;Europawijk;0
Fatima;;Yılmaz;V;19800101;Italiëlaan;16;2034AB;Haarlem;Meerwijk;7
Jan;;Smit;M;20190101;Italiëlaan;18;2034AB;Haarlem;Meerwijk;0
Piet;;Vos;M;19700231;Italiëlaan;18;2034AB;Haarlem;Meerwijk;0
"""


@pytest.fixture
def edition(settings: Settings, tmp_path: Path) -> Edition:
    cache.clear()
    settings.PRIVATE_ROOT = tmp_path / "besloten"
    found = make.edition(Phase.FEASIBILITY, slug="schalkwijk", name="Schalkwijk aan Zet")
    TOTP.activate(make.staff(found, Role.LEADER, email="joke@gemeente.example"), SECRET)
    return found


def upload(who: Person, tmp_path: Path, extract: str = EXTRACT) -> None:
    file = tmp_path / "uittreksel.csv"
    file.write_text(extract, encoding="utf-8")
    who.goes_to("/edities/schalkwijk/beheer/kiezers/")
    who.page.locator("input[type=file]").set_input_files(file)
    who.clicks("Verder naar de kolommen")
    who.sees("Wat staat er in de kolommen?")
    who.looks()


def waits_for_the_balance(who: Person, javascript: bool) -> None:
    """The page moves by itself; without scripts one asks again."""
    done = who.page.get_by_role("heading", name="Alle rijen op een rij")
    for _ in range(0 if javascript else 20):
        if done.count():
            break
        who.clicks("Ververs de stand", "link")
        who.page.wait_for_timeout(500)
    done.wait_for(timeout=20_000)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, True), (1280, False)])
def test_an_extract_becomes_the_roll(
    edition: Edition, person: ComeIn, worker: None, tmp_path: Path, width: int, javascript: bool
) -> None:
    joke = person("Joke", width=width, javascript=javascript)
    joke.logs_in("joke@gemeente.example", SECRET)
    upload(joke, tmp_path)
    joke.clicks("Bekijk het voorbeeld")
    joke.sees("Wijs een kolom met de wijk aan.")
    joke.looks()
    joke.page.get_by_label("Wat staat er in kolom plek?").select_option(label="Wijk")
    joke.clicks("Bekijk het voorbeeld")
    joke.sees("Geachte mevrouw Van der Berg")
    joke.sees("de gegevens zijn geheim")
    joke.looks()
    assert not Voter.objects.exists()
    joke.clicks("Dit klopt, lees het bestand in")
    waits_for_the_balance(joke, javascript)
    joke.looks()
    assert joke.page.locator(".balance dd").all_inner_texts() == ["5", "2", "1", "2"]
    assert sorted(Voter.objects.values_list("name_line", flat=True)) == ["M.J. van der Berg", "W. Brûlé"]
    joke.clicks("Naar de lijst voor de balie", "link")
    joke.sees("F. Yılmaz")
    joke.looks()
    if javascript:
        joke.page.on("dialog", lambda dialog: dialog.accept())
    joke.clicks("Identiteit gezien: laat toe")
    joke.sees("maar heeft nog geen stemcode")
    assert Voter.objects.get(by_post=False).name_line == "F. Yılmaz"


def test_an_upload_can_be_stopped_and_its_file_is_gone(edition: Edition, person: ComeIn, tmp_path: Path) -> None:
    joke = person("Joke")
    joke.logs_in("joke@gemeente.example", SECRET)
    upload(joke, tmp_path)
    joke.clicks("Toch niet, wis het bestand")
    joke.sees("Er is niets veranderd")
    assert list((tmp_path / "besloten" / "kiezersbestand").iterdir()) == []
