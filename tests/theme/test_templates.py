"""The look obeys the content security policy: no style attributes, no inline scripts or handlers, anywhere."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from theme.views import style_page

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SHEETS = sorted((THEME / "static" / "theme").glob("*.css"))
PARTS = ["", "beheer", "stemmen", "klaar", "fout"]
INLINE = re.compile(r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)


@pytest.fixture
def request_for(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(template: Path) -> None:
    assert not INLINE.search(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_only_mails_carry_a_style_element(template: Path) -> None:
    assert ("<style" in template.read_text(encoding="utf-8")) == (template.name == "base_mail.html")


def test_no_date_has_a_month_in_capitals() -> None:
    """Django's M gives "Nov" in Dutch too; b gives "nov"."""
    rooms = (path for path in THEME.parent.glob("*/templates/**/*.*") if path.suffix in (".html", ".txt"))
    assert not [path.name for path in rooms if re.search(r'date:"[^"]*[MN]', path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("part", PARTS)
def test_the_style_page_shows_every_family_without_inline_style(rf: RequestFactory, part: str) -> None:
    answer = style_page(rf.get("/", {"deel": part}))
    assert answer.status_code == 200
    assert not INLINE.search(answer.content.decode())


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "405", "500", "503"])
def test_error_pages_render_without_any_context(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert "<h1>" in page
    assert "Naar de voorpagina" in page


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_stays_small(sheet: Path) -> None:
    assert len(sheet.read_text(encoding="utf-8").splitlines()) < 400


def test_sand_and_jade_are_grounds_and_never_the_colour_of_text() -> None:
    for sheet in SHEETS:
        for block in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet.read_text(encoding="utf-8")):
            pale = re.search(r"(?<![-\w])color:\s*var\(--(sand|jade|indigo)\)", block[1])
            assert not pale or "done__mark" in block[0], f"{sheet.name}: {block[0].strip()}"


def test_the_page_names_its_language_and_a_way_past_the_menu(rf: RequestFactory) -> None:
    page = style_page(rf.get("/")).content.decode()
    assert '<html lang="nl" dir="ltr">' in page
    assert 'href="#inhoud"' in page
    assert '<main id="inhoud"' in page
