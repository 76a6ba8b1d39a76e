"""The list and the sums that go to the printing house, and the totals that must agree."""

import csv
import io
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from tests.voting.letter_world import SHOWN, path_of, render_all, text_of
from voting.actions import confirm_printed
from voting.letters.manifest import file_name
from voting.models import LetterBatch, LetterRun, Voter, VotingCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def unpack(browser: Client, edition: Edition, folder: Path) -> Path:
    response = browser.get(reverse("letters_all", args=[edition.slug]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        archive.extractall(folder)
    return folder


def test_sha256sum_finds_every_file_whole_and_a_changed_one_not(
    browser: Client, edition: Edition, run: LetterRun, tmp_path: Path
) -> None:
    render_all(run)
    folder = unpack(browser, edition, tmp_path / "zip")
    check = ["sha256sum", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, capture_output=True, text=True, check=True).stdout.count(": OK") == 3
    (folder / "stapel-0002-europawijk.pdf").write_bytes(b"%PDF")
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1


def test_the_list_counts_what_is_in_the_files(
    browser: Client, edition: Edition, run: LetterRun, tmp_path: Path
) -> None:
    render_all(run)
    folder = unpack(browser, edition, tmp_path / "zip")
    *rows, total = csv.DictReader((folder / "pakbon.csv").open(newline=""), delimiter=";")
    for row in rows:
        with pikepdf.open(folder / row["bestand"]) as pdf:
            assert len(pdf.pages) == int(row["brieven"]) == int(row["bladzijden"])
        pages = text_of((folder / row["bestand"]).read_bytes()).split("\f")
        assert row["eerste nummer"] in pages[0]
        assert row["laatste nummer"] in pages[int(row["brieven"]) - 1]
    assert [row["eerste nummer"] for row in rows] == ["00001", "00003", "00004"]
    assert {row["wijk"] for row in rows} == {"Europawijk", "Meerwijk"}
    assert total["brieven"] == "5"


def test_list_and_sums_name_nobody_and_no_code(browser: Client, edition: Edition, run: LetterRun) -> None:
    render_all(run)
    texts = [browser.get(reverse("letters_list", args=[edition.slug, name])) for name in ("pakbon.csv", "SHA256SUMS")]
    said = "".join(response.content.decode() for response in texts)
    assert path_of(run.batches.all()[0]).exists()
    assert LetterBatch.objects.all()[0].sha256 in said
    for secret in ("Berg", "Italiëlaan", *SHOWN.findall(text_of(path_of(run.batches.all()[0]).read_bytes()))):
        assert secret not in said
    assert browser.get(reverse("letters_list", args=[edition.slug, "passwd"])).status_code == 404


def test_a_file_name_is_safe_anywhere() -> None:
    assert file_name(7, "Europawijk") == "stapel-0007-europawijk.pdf"
    assert file_name(12, "../É'; rm *") == "stapel-0012-rm.pdf"
    assert file_name(1, "") == "stapel-0001.pdf"


def test_no_confirmation_when_a_file_has_a_page_too_few(edition: Edition, run: LetterRun, leader: User) -> None:
    """With the sum of the shortened file in its row, so that only counting the pages can find it."""
    render_all(run)
    batch = run.batches.all()[0]
    path = path_of(batch)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save(path)
    with pytest.raises(Refused, match="beschadigd"):
        confirm_printed(edition.pk, leader.pk)
    LetterBatch.objects.filter(pk=batch.pk).update(sha256=subprocess.check_output(["sha256sum", path], text=True)[:64])
    with pytest.raises(Refused, match="4 bladzijden"):
        confirm_printed(edition.pk, leader.pk)
    assert VotingCode.objects.filter(sealed__isnull=False).count() == 5


def test_no_confirmation_when_somebody_has_no_letter(edition: Edition, run: LetterRun, leader: User) -> None:
    render_all(run)
    one = Voter.objects.filter(edition=edition)[0]
    one.pk, one.person_key = None, b"somebody else"
    one.save()
    with pytest.raises(Refused, match="6 stemgerechtigden"):
        confirm_printed(edition.pk, leader.pk)


def test_the_page_asks_as_much_for_many_stacks_as_for_few(
    browser: Client,
    edition: Edition,
    run: LetterRun,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    url = reverse("letters", args=[edition.slug])
    with django_assert_max_num_queries(15) as few:
        browser.get(url)
    wijk = run.batches.all()[0].neighbourhood
    for number in range(10, 30):
        LetterBatch.objects.create(run=run, number=number, neighbourhood=wijk, first=1, count=1)
    with django_assert_max_num_queries(len(few)):
        assert browser.get(url).content.decode().count("<code class") == 0
