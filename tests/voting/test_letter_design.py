"""The letter as an edition wants it: texts with what may not be missing, the window, and what is fixed when."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.letter_world import MM, text_of
from voting.actions.letter_design import save_design
from voting.envelopes import Window, side_problem
from voting.forms.letters import LetterDesignForm
from voting.letters import design_of, render_letters, sample_letter
from voting.letters.proof import render_proof
from voting.letters.texts import TEXTS, problems
from voting.models import LetterDesign, LetterRun, Side

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def filled_in(edition: Edition, **changes: Any) -> dict[str, Any]:
    form = LetterDesignForm(edition, LetterDesign(edition=edition))
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()} | changes


def post(browser: Client, edition: Edition, name: str = "letter_design", **changes: Any) -> Any:
    return browser.post(reverse(name, args=[edition.slug]), filled_in(edition, **changes))


@pytest.mark.parametrize("key", TEXTS)
def test_every_default_text_is_right_by_the_rules_for_texts(key: str) -> None:
    assert problems(key, TEXTS[key].default) == []


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("intro", "Stem mee tot {slot}.", "{slot} kennen wij niet"),
        ("intro", "Stem mee.", "{sluit} moet in deze tekst staan"),
        ("help", "Bel ons.", "{telefoon} moet in deze tekst staan"),
        ("paper", "Lever het in.", "{inleverplek} moet"),
        ("title", "Verdeel {budget", "losse accolade"),
        ("title", "x" * 91, "Er is plaats voor 90"),
        ("closing", " ", "Vul deze tekst in"),
    ],
)
def test_a_text_that_is_wrong_is_refused_with_a_reason(key: str, text: str, said: str) -> None:
    assert any(said in sentence for sentence in problems(key, text))


def test_a_language_may_be_left_out_and_a_dutch_text_may_not(edition: Edition) -> None:
    assert problems("polish", "") == []
    text = text_of(
        render_letters(edition, [sample_letter()], changed=LetterDesign(edition=edition, texts={"polish": ""}))
    )
    assert "Polski" not in text
    assert "Türkçe" in text


def test_texts_are_plain_text_only(edition: Edition) -> None:
    evil = "<img src='file:///etc/passwd'><b>{naam}</b>"
    assert problems("rule", "Lees {{ edition }}.")
    changed = LetterDesign(edition=edition, texts={"rule": evil})
    text = " ".join(text_of(render_letters(edition, [sample_letter()], changed=changed)).split())
    assert evil.format(naam=settings.SITE_NAME) in text


def test_saving_stores_only_what_differs_and_is_on_record(edition: Edition, leader: User, browser: Client) -> None:
    assert post(browser, edition, text_title="Samen {budget} verdelen").status_code == 302
    assert LetterDesign.objects.get().texts == {"title": "Samen {budget} verdelen"}
    entry = Entry.objects.get(action="letter_design_saved")
    assert entry.data == {"fields": 1}
    assert "Samen € 70.000 verdelen" in text_of(render_letters(edition, [sample_letter()])).replace("\xa0", " ")


def test_what_is_wrong_keeps_what_was_typed(edition: Edition, browser: Client) -> None:
    response = post(browser, edition, text_title="Kom maar {op}", address_left="60")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kom maar {op}" in page
    assert "{op} kennen wij niet" in page
    assert "Bij een venster links begint het adres tussen 15 en 45 mm" in page
    assert not LetterDesign.objects.exists()


def test_a_letter_of_more_than_a_page_is_not_stored(edition: Edition, browser: Client) -> None:
    long = "\n".join(["Ga naar {site} en lees daar alles nog een keer rustig na."] + ["Nog een stap."] * 25)
    response = post(browser, edition, text_online=long)
    assert response.status_code == 422
    assert "niet op één bladzijde" in response.content.decode()
    assert not LetterDesign.objects.exists()


def test_trying_shows_the_page_and_stores_nothing(edition: Edition, browser: Client) -> None:
    response = post(browser, edition, "letter_try", text_title="Heel nieuw")
    assert "Heel nieuw" in text_of(response.content)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert not LetterDesign.objects.exists()
    wrong = post(browser, edition, "letter_try", text_intro="Zonder datum")
    assert wrong.status_code == 422
    assert "{sluit} moet in deze tekst staan" in wrong.content.decode()


def test_the_letter_is_fixed_once_letters_are_made(
    edition: Edition, leader: User, browser: Client, run: LetterRun
) -> None:
    with pytest.raises(Refused, match="al gemaakt"):
        save_design(LetterDesign(edition=edition, texts={"title": "Anders"}), leader.pk)
    assert "De tekst staat vast" in browser.get(reverse("letter_design", args=[edition.slug])).content.decode()
    assert not LetterDesign.objects.exists()


def test_the_letter_is_fixed_once_the_vote_is_open() -> None:
    voting = make.edition(Phase.VOTING)
    with pytest.raises(Refused):
        save_design(LetterDesign(edition=voting), make.user().pk)


def test_the_address_follows_the_window(edition: Edition) -> None:
    for side, left, middle in ((Side.RIGHT, "118.5", "52"), (Side.LEFT, "20", "70")):
        changed = LetterDesign(edition=edition, side=side, address_left=Decimal(left), address_middle=Decimal(middle))
        quiet = Window(float(left), float(middle)).quiet
        box = (quiet.left, quiet.top, quiet.width, quiet.height)
        numbers = [
            item for name, value in zip("xyWH", box, strict=True) for item in (f"-{name}", str(round(value * MM)))
        ]
        words = text_of(render_letters(edition, [sample_letter()], changed=changed), "-r", "72", *numbers).split()
        assert words == ["M.", "van", "der", "Voorbeeld", "Voorbeeldlaan", "12", "A2", "2034", "AB", "HAARLEM"]


def test_an_address_outside_its_side_is_refused_by_form_and_database(edition: Edition) -> None:
    assert side_problem("RIGHT", Decimal(35))
    assert not side_problem("LEFT", Decimal(35))
    for wrong in ({"side": Side.RIGHT, "address_left": 35}, {"address_middle": 71}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterDesign.objects.create(edition=edition, **wrong)


def test_the_proof_page_shows_window_and_measures_on_one_page(edition: Edition, browser: Client) -> None:
    text = text_of(render_proof(design_of(edition)))
    assert text.count("\f") == 1
    for words in ("HAARLEM", "35 mm", "63,5 mm", "100 bij 35 mm"):
        assert words in text
    assert browser.get(reverse("letter_proof", args=[edition.slug]))["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(action="letter_proof_fetched").count() == 1


@pytest.mark.parametrize("name", ["letter_design", "letter_preview", "letter_proof"])
def test_the_letter_is_for_the_leader_only(
    name: str, edition: Edition, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    assert (
        as_user(make.staff(edition, Role.CHAIR, Role.CLERK)).get(reverse(name, args=[edition.slug])).status_code == 403
    )
    assert Client().get(reverse(name, args=[edition.slug])).status_code == 302
