"""Files of the table: what may lie there, who fetches them, and that none is lost or left behind."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from common.errors import Refused
from feasibility import drawer
from feasibility.actions import add_file, files, remove_file, sweep_files
from feasibility.file_kinds import MAX_BYTES, FileKind, clean_name, kind_of
from feasibility.models import TableFile
from feasibility.tasks import sweep_table_files
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    maker_with_every_role,
    partner,
    resident,
)
from tests.feasibility.table import Table, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
PDF = b"%PDF-1.7 tekening"


@pytest.fixture(autouse=True)
def private(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "besloten"
    return drawer.path_of("")


def lay(table: Table, by: User | None = None, content: bytes = PDF, name: str = "kabels.pdf") -> TableFile:
    return add_file(table.plan.pk, (by or table.lawyer).pk, io.BytesIO(content), name)


def on_disk(private: Path) -> set[str]:
    return set(os.listdir(private)) if private.exists() else set()


def address(table: Table, name: str, *more: int) -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk, *more])


def office(*parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return packed.getvalue()


WORD = office("[Content_Types].xml", "word/document.xml")
SHEET = office("[Content_Types].xml", "xl/workbook.xml")


# What may lie there


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (b"\xff\xd8\xff\xe0JFIF", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\nrest", FileKind.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (WORD, FileKind.DOCX),
        (SHEET, FileKind.XLSX),
    ],
)
def test_a_file_is_known_by_what_is_in_it(content: bytes, kind: FileKind) -> None:
    assert kind_of(io.BytesIO(content)) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"MZ\x90\x00",
        b" %PDF-1.7",
        b"GIF89a",
        b"RIFF\x10\x00\x00\x00WAVE",
        b"PK\x03\x04 no archive",
        office("readme.txt"),
        office("[Content_Types].xml", "ppt/presentation.xml"),
        office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        office("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        WORD[:40],
    ],
    ids=range(12),
)
def test_what_is_something_else_is_refused_whatever_it_is_called(content: bytes, private: Path) -> None:
    assert kind_of(io.BytesIO(content)) is None
    with pytest.raises(Refused, match="Dit soort bestand"):
        lay(laid(), content=content)
    assert not on_disk(private)


def test_an_empty_and_a_too_large_file_are_refused() -> None:
    table = laid()
    with pytest.raises(Refused, match="leeg"):
        lay(table, content=b"")
    lay(table, content=PDF.ljust(MAX_BYTES, b" "))
    with pytest.raises(Refused, match="15 MB"):
        lay(table, content=PDF.ljust(MAX_BYTES + 1, b" "))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("kabels.pdf", "kabels.pdf"),
        ("Kabels.PDF", "Kabels.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\map\\plan.pdf", "plan.pdf"),
        ("offerte.exe", "offerte.pdf"),
        ("regel\r\nSet-Cookie: a.pdf", "regel Set-Cookie a.pdf".replace("Cookie a", "Cookie: a")),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "bestand.pdf"),
        (".pdf", "bestand.pdf"),
        ("...", "bestand.pdf"),
        ("tekening", "tekening.pdf"),
        ("versie 2.0 van het plan", "versie 2.0 van het plan.pdf"),
        ('a"b;c.pdf', 'a"b;c.pdf'),
        ("خريطة.pdf", "خريطة.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_one_line_without_tricks_and_end_as_the_content_says(typed: str, kept: str) -> None:
    assert clean_name(typed, FileKind.PDF) == kept


def test_there_is_room_for_so_many_files(monkeypatch: pytest.MonkeyPatch, private: Path) -> None:
    table = laid()
    monkeypatch.setattr(files, "MOST_FILES", 1)
    lay(table)
    with pytest.raises(Refused, match="Haal er eerst een weg"):
        lay(table)
    assert len(on_disk(private)) == 1


# Who


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader])
def test_everybody_at_the_table_adds_and_fetches(as_user: AsUser, who: Who) -> None:
    table = laid()
    browser = as_user(who(table))
    upload = SimpleUploadedFile("kabels.pdf", PDF, "text/html")
    assert browser.post(address(table, "table_file_add"), {"file": upload}).status_code == 302
    kept = TableFile.objects.get()
    assert (kept.name, kept.size, kept.added_by) == ("kabels.pdf", len(PDF), who(table))
    fetched = browser.get(address(table, "table_file", kept.pk))
    assert fetched.getvalue() == PDF


@pytest.mark.parametrize("who", [resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_adds_fetches_or_removes(as_user: AsUser, who: Who, private: Path) -> None:
    table = laid()
    kept = lay(table)
    person = who(table)
    with pytest.raises(Refused):
        lay(table, person)
    with pytest.raises(Refused):
        remove_file(table.plan.pk, person.pk, kept.pk)
    assert as_user(person).get(address(table, "table_file", kept.pk)).status_code in (403, 404)
    assert on_disk(private) == {kept.path}


def test_a_file_is_fetched_with_its_own_plan_only(as_user: AsUser) -> None:
    table, other = laid(), laid()
    kept = lay(other, other.lawyer)
    assert as_user(table.chair).get(address(table, "table_file", kept.pk)).status_code == 404
    assert as_user(table.chair).get(address(table, "table_file", 2**70)).status_code == 404


def test_a_file_leaves_as_something_to_save_and_in_no_cache(as_user: AsUser) -> None:
    table = laid()
    kept = lay(table, name='plan ‘één’"; x=1.pdf')
    headers = as_user(table.chair).get(address(table, "table_file", kept.pk)).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''plan%20%E2%80%98%C3%A9%C3%A9n")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_its_name_is_shown_as_text(as_user: AsUser) -> None:
    table = laid()
    lay(table, name="<b>x.pdf")
    html = as_user(table.chair).get(address(table, "table_talk")).content.decode()
    assert "&lt;b&gt;x.pdf" in html
    assert "<b>x" not in html


def test_a_file_that_may_not_lie_there_gives_a_sentence_and_422(as_user: AsUser) -> None:
    table = laid()
    upload = SimpleUploadedFile("plan.pdf", b"<html>", "application/pdf")
    response = as_user(table.chair).post(address(table, "table_file_add"), {"file": upload})
    assert response.status_code == 422
    assert "Dit soort bestand kan niet" in response.content.decode()
    assert as_user(table.chair).post(address(table, "table_file_add")).status_code == 422


# Never a row without a file, never a file that stays behind


@pytest.mark.parametrize("who", [lawyer, chair])
def test_who_added_it_or_the_chair_removes_row_and_file(
    who: Who, private: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    table = laid()
    kept = lay(table)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(table.plan.pk, who(table).pk, kept.pk)
        assert on_disk(private) == {kept.path}, "not before it is certain"
    assert not on_disk(private)
    remove_file(table.plan.pk, who(table).pk, kept.pk)


@pytest.mark.parametrize("who", [partner, leader])
def test_a_colleague_does_not_remove_it(who: Who) -> None:
    table = laid()
    kept = lay(table)
    with pytest.raises(Refused, match="Alleen wie"):
        remove_file(table.plan.pk, who(table).pk, kept.pk)
    assert TableFile.objects.exists()


def test_what_is_refused_at_the_last_moment_leaves_no_file(monkeypatch: pytest.MonkeyPatch, private: Path) -> None:
    table = laid()
    monkeypatch.setattr(files, "_look_for_room", lambda plan, by: None)
    monkeypatch.setattr(files, "MOST_FILES", 0)
    with pytest.raises(Refused):
        lay(table)
    assert not on_disk(private)


def test_a_file_without_a_row_is_swept_after_a_day_and_a_file_with_one_never(
    monkeypatch: pytest.MonkeyPatch, private: Path
) -> None:
    table = laid()
    kept = lay(table)

    def broken(*args: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(files, "_keep", broken)
        with pytest.raises(DatabaseError):
            lay(table)
    (left,) = on_disk(private) - {kept.path}
    (private / "half.deel").write_bytes(b"%PD")
    assert sweep_files() == 0, "its row may be on its way"
    long_ago = time.time() - files.LEFT_BEHIND.total_seconds() - 60
    for name in on_disk(private):
        os.utime(private / name, (long_ago, long_ago))
    sweep_table_files()
    assert left not in on_disk(private)
    assert on_disk(private) == {kept.path}
    assert sweep_files() == 0


def test_sweeping_where_nothing_was_ever_kept_is_fine() -> None:
    assert sweep_files() == 0


def test_a_row_whose_file_is_gone_says_so(as_user: AsUser) -> None:
    table = laid()
    kept = lay(table)
    drawer.throw_away(kept.path)
    assert as_user(table.chair).get(address(table, "table_file", kept.pk)).status_code == 404


def test_the_files_are_for_nobody_else_on_the_machine(private: Path) -> None:
    kept = lay(laid())
    assert private.stat().st_mode & 0o777 == 0o700
    assert (private / kept.path).stat().st_mode & 0o077 == 0
    assert "kabels" not in kept.path


def test_after_publication_files_are_read_and_stay(as_user: AsUser) -> None:
    table = laid()
    kept = lay(table)
    judge(table)
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        lay(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        remove_file(table.plan.pk, table.chair.pk, kept.pk)
    assert as_user(table.chair).get(address(table, "table_file", kept.pk)).status_code == 200
