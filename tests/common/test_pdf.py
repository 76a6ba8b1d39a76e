"""The one door to WeasyPrint reads our own static files and nothing else, and makes accessible PDFs."""

import io
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from common.pdf import PdfRefused, read_static, render_pdf

FINE = "<html lang=nl><head><title>Brief</title></head><body><h1>Kop</h1>%s</body></html>"


@pytest.fixture
def template(tmp_path: Path, settings: Settings) -> Path:
    """A folder of templates of this test's own; the file `t.html` in it is what gets rendered."""
    options = [{**each, "DIRS": [str(tmp_path)]} for each in settings.TEMPLATES]
    settings.TEMPLATES = options
    return tmp_path / "t.html"


def render(template: Path, body: str, **context: object) -> bytes:
    template.write_text(FINE % body)
    return render_pdf("t.html", context)


def test_a_pdf_is_tagged_and_knows_its_title_and_language(template: Path) -> None:
    with pikepdf.open(io.BytesIO(render(template, "<p>{{ words }}</p>", words="Dag"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "Brief"


def test_our_own_static_files_are_read(template: Path) -> None:
    assert render(template, '{% load static %}<link rel="stylesheet" href="{% static \'voting/letter.css\' %}">')


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="FILE:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="//127.0.0.1:9/x.png">',
        '<img src="ftp://127.0.0.1/x">',
        "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">",
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:9/a.css);</style>",
        '<link rel="attachment" href="file:///etc/passwd">',
        '<img src="/static/../haarlem_nd/settings.py">',
        '<img src="/static/%2e%2e/haarlem_nd/settings.py">',
        '<img src="/static//etc/passwd">',
        '<img src="/etc/passwd">',
        '<img src="/static/bestaat-niet.png">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/static/voting/letter.css">',
        '<link rel="stylesheet" href="file:///static/voting/letter.css">',
        '<img src="https://static.invalid@127.0.0.1/x.png">',
        '<img src="https://static.invalid:8000/x.png">',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_anything_else_is_refused(template: Path, body: str) -> None:
    with pytest.raises(PdfRefused):
        render(template, body)


def test_no_connection_is_ever_made(template: Path) -> None:
    """A server of our own hears nothing, not even a request that it could answer with a redirect."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(PdfRefused):
            render(template, f'<img src="http://127.0.0.1:{server.server_port}/redirect">')
    finally:
        server.shutdown()
    assert heard == []


def test_what_people_typed_stays_text(template: Path) -> None:
    assert render(template, "<p>{{ name }}</p>", name='<img src="file:///etc/passwd">')


def ink(template: Path, text: str) -> int:
    """How many dark dots a page has on which `text` stands, in normal and in bold."""
    template.write_text(
        '{% extends "theme/base_pdf.html" %}{% block title %}Brief{% endblock %}{% block body %}<p>{{ text }}</p>'
        "<p><strong>{{ text }}</strong></p>{% endblock %}"
    )
    pdf = render_pdf("t.html", {"text": text})
    command = ["pdftoppm", "-r", "72", "-gray", "-singlefile", "-", str(template.with_suffix(""))]
    subprocess.run(command, input=pdf, check=True)
    with Image.open(template.with_suffix(".pgm")) as page:
        return sum(page.histogram()[:128])


@pytest.mark.parametrize("letter", "eşńŽğłıČőم")
def test_every_letter_of_a_name_has_a_shape(template: Path, letter: str) -> None:
    """Two files of one family made WeasyPrint print what only the second has as nothing."""
    assert ink(template, f"n{letter * 9}n") > ink(template, "nn") + 50


def test_a_static_file_has_its_type() -> None:
    response = read_static("https://static.invalid/static/voting/letter.css")
    assert response.content_type == "text/css"
    assert b"@page" in response.read()
