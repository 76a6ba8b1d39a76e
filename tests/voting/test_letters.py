"""The letters: everybody one, each code on one page and readable, and nothing else in the window."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import zxingcpp

from accounts.models import User
from common.errors import Refused
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import Phase
from tests import make
from tests.voting.letter_world import MM, SHOWN, codes_of, path_of, pictures_of, render_all, text_of, voters
from voting.actions import start_letters
from voting.codes import MistypedCode, is_canonical, read_code
from voting.keys import lookup_hash
from voting.letters import SAMPLE_CODE, SAMPLE_SHOWN, render_letters, sample_letter
from voting.models import LetterDesign, LetterRun, VotingCode
from voting.queries.letters import in_street_order

PLACE = ("voter__neighbourhood", "voter__address_line")
pytestmark = pytest.mark.usefixtures("private_folder")


# Making stacks


def test_everybody_has_one_code_in_one_stack_in_order_of_address(run: LetterRun) -> None:
    assert [(batch.first, batch.count) for batch in run.batches.all()] == [(1, 2), (3, 1), (4, 2)]
    assert VotingCode.objects.filter(batch__run=run).count() == 5
    stands = [
        (code.batch_id, code.voter.neighbourhood_id, code.voter.address_line)
        for code in VotingCode.objects.select_related("voter").order_by("batch", *PLACE)
    ]
    assert stands == sorted(stands)


def test_a_stack_is_of_one_neighbourhood(run: LetterRun) -> None:
    for batch in run.batches.all():
        assert {code.voter.neighbourhood_id for code in batch.codes.all()} == {batch.neighbourhood_id}


def test_house_number_2_comes_before_10_and_streets_stay_together(edition: Edition, leader: User) -> None:
    streets = ["Italiëlaan 10", "Italiëlaan 2", "Italiëlaan 2 A", "Italiëlaan 100", "Plein 1945 3", "Amerikaweg 9"]
    for address in streets:
        voters(edition, 1, address_line=address, person_key=address.encode())
    run = start_letters(edition.pk, leader.pk)
    codes = in_street_order(VotingCode.objects.filter(batch__run=run).select_related("voter"), "voter__")
    ordered = [streets[5], streets[1], streets[2], streets[0], streets[3], streets[4]]
    assert [code.voter.address_line for code in codes] == ordered


def test_texts_that_take_more_than_a_page_are_refused_before_any_code_exists(edition: Edition, leader: User) -> None:
    voters(edition, 1)
    LetterDesign.objects.create(edition=edition, texts={"intro": "Stem mee {sluit}. " * 60})
    with pytest.raises(Refused, match="niet op één bladzijde"):
        start_letters(edition.pk, leader.pk)
    assert not VotingCode.objects.exists()


def test_letters_are_made_once(run: LetterRun, edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="al gemaakt"):
        start_letters(edition.pk, leader.pk)
    assert VotingCode.objects.count() == 5


def test_no_letters_without_a_roll(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="kiezersbestand"):
        start_letters(edition.pk, leader.pk)


def test_no_letters_once_the_vote_is_open(leader: User) -> None:
    voting = make.edition(Phase.VOTING)
    voters(voting, 1)
    with pytest.raises(Refused, match="voordat de stemming open is"):
        start_letters(voting.pk, leader.pk)
    assert not VotingCode.objects.exists()


def test_no_letters_without_the_dates_of_the_vote(edition: Edition, leader: User) -> None:
    voters(edition, 1)
    edition.windows.all().delete()
    with pytest.raises(Refused, match="planning"):
        start_letters(edition.pk, leader.pk)
    assert not VotingCode.objects.exists()


# The letter itself


def test_every_code_stands_on_one_page_and_in_its_qr(run: LetterRun, tmp_path: Path) -> None:
    render_all(run)
    known = codes_of(run)
    printed, scanned = [], []
    for batch in run.batches.all():
        pdf = path_of(batch).read_bytes()
        pages = text_of(pdf, "-layout").rstrip("\f").split("\f")
        assert len(pages) == batch.count
        for page, picture in zip(pages, pictures_of(pdf, tmp_path / str(batch.number)), strict=True):
            (shown,) = SHOWN.findall(page)
            printed.append(read_code(shown))
            (seen,) = zxingcpp.read_barcodes(picture)
            scanned.append(seen.text)
            assert known[lookup_hash(read_code(shown))].voter.name_line in page
    assert {lookup_hash(code) for code in printed} == set(known)
    assert scanned == [f"https://wijkbudget.example.org/stemmen/#{code}" for code in printed]


def test_a_letter_says_how_until_when_and_in_five_languages(edition: Edition) -> None:
    text = text_of(render_letters(edition, [sample_letter()]))
    ends = closing_text(edition.schedule()[Phase.VOTING].ends_at)
    languages = ("English", "Türkçe", "Polski", "العربية")
    for words in (ends, "14\N{NO-BREAK SPACE}023", "wijkbudget.example.org/stemmen", *languages):
        assert " ".join(words.split()) in " ".join(text.split()), words


def test_only_the_address_stands_in_the_window(edition: Edition) -> None:
    """A C5/6 window on the left, with room to slide: 45 to 84 mm from the top, at most 125 mm wide."""
    box = ["-x", "0", "-y", str(round(45 * MM)), "-W", str(round(125 * MM)), "-H", str(round(39 * MM))]
    words = text_of(render_letters(edition, [sample_letter()]), "-r", "72", *box).split()
    assert words == ["M.", "van", "der", "Voorbeeld", "Voorbeeldlaan", "12", "A2", "2034", "AB", "HAARLEM"]


def test_the_address_is_at_35_mm_with_its_middle_at_63_mm(edition: Edition) -> None:
    boxes = text_of(render_letters(edition, [sample_letter()]), "-bbox")
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(M\.|HAARLEM)<', boxes)
    (left, top, _, _), (_, _, bottom, _) = found
    assert float(left) == pytest.approx(35 * MM, abs=1 * MM)
    assert (float(top) + float(bottom)) / 2 == pytest.approx(63.5 * MM, abs=2 * MM)


@pytest.mark.parametrize("name", ["M. " + "Wolfeschlegelstein " * 7, "M. " + "x" * 150, "Ş. Çelik-Łukasiewicz-Ñandú"])
def test_a_long_or_foreign_name_stays_on_its_page_and_in_the_window(edition: Edition, leader: User, name: str) -> None:
    voters(edition, 1, name_line=name.strip(), salutation=f"Geachte mevrouw {name.strip()}", address_line="x" * 110)
    run = start_letters(edition.pk, leader.pk)
    render_all(run)
    pdf = path_of(run.batches.get()).read_bytes()
    assert text_of(pdf).count("\f") == 1
    box = ["-r", "72", "-x", "0", "-y", str(round(45 * MM)), "-W", str(round(125 * MM)), "-H", str(round(39 * MM))]
    inside = "".join(text_of(pdf, *box).split())
    assert inside == "".join(name.split()) + "x" * 110 + "2034ABHAARLEM"


def test_the_pdf_is_tagged_and_the_qr_has_words(edition: Edition) -> None:
    with pikepdf.open(io.BytesIO(render_letters(edition, [sample_letter()]))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        parts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert any("QR-code" in str(part.get("/Alt", "")) for part in parts)


def test_the_sample_is_marked_and_its_code_is_not_real(edition: Edition) -> None:
    text = text_of(render_letters(edition, [sample_letter()], sample=True))
    assert "VOORBEELD" in text.upper()
    assert not is_canonical(SAMPLE_CODE)
    with pytest.raises(MistypedCode):
        read_code(SAMPLE_SHOWN)


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [
        (datetime(2026, 12, 10, 23, tzinfo=UTC), "tot en met donderdag 10 december 2026"),
        (datetime(2026, 12, 10, 19, tzinfo=UTC), "tot donderdag 10 december 2026 om 20.00 uur"),
        (datetime(2026, 10, 25, 23, tzinfo=UTC), "tot en met zondag 25 oktober 2026"),
    ],
)
def test_the_last_day_in_words(ends_at: datetime, words: str) -> None:
    assert closing_text(ends_at) == words
