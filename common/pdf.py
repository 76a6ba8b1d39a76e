"""The one door to WeasyPrint: a template becomes an accessible PDF, and nothing is read but our own static files."""

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

# Where relative addresses point to. Reserved for ever (RFC 2606): it cannot be anybody's server, and is never called.
OURS = "https://static.invalid/"
TAGGED = "pdf/ua-1"
POINTS_PER_PIXEL = 0.75  # CSS: 96 pixels an inch, 72 points an inch


class PdfRefused(ValueError):
    """The document asks for something that is not one of our static files. No PDF is made."""


class _Stop(FatalURLFetchingError):  # type: ignore[misc]
    """What stops WeasyPrint at once; it prints on after every other exception. Not an Exception itself."""


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """The template as a tagged PDF (PDF/UA-1). Raises PdfRefused when it refers to anything but our static files."""
    return render_html(to_html(template, context))


def render_html(html: str) -> bytes:
    """As `render_pdf`, of HTML that `to_html` made."""
    return _draw(html, TAGGED)[0]


def render_pdf_on_a_page(template: str, context: Mapping[str, Any], layouts: Sequence[str]) -> bytes:
    """As `render_pdf`, with the first of `layouts` (given as `layout`, widest first) that fits on one page.

    What fits in none of them goes on with the last on a second page: nothing is cut off.
    """
    made = b""
    for layout in layouts:
        made, document = _draw(to_html(template, {**context, "layout": layout}), TAGGED)
        if len(document.pages) == 1:
            break
    return made


@dataclass(frozen=True)
class Place:
    """Where an element stands: left, top, right and bottom in points from the top left corner of its page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Ground:
    """A page to print on: the PDF, its number of pages, and where elements with an id stand on the first."""

    pdf: bytes
    pages: int
    places: dict[str, Place]


def draw_ground(html: str) -> Ground:
    """A page that is the same for many, from HTML made by `to_html`. Not tagged: tags are of whole documents.

    Raises PdfRefused as `render_pdf` does.
    """
    made, document = _draw(html, None)
    anchors = document.pages[0].anchors
    places = {name: Place(*(POINTS_PER_PIXEL * edge for edge in edges)) for name, edges in anchors.items()}
    return Ground(made, len(document.pages), places)


def to_html(template: str, context: Mapping[str, Any]) -> str:
    """What a template says, before it becomes a PDF."""
    return render_to_string(template, {"site_name": settings.SITE_NAME, **context})


def _draw(html: str, variant: str | None) -> tuple[bytes, Document]:
    refused: list[PdfRefused] = []

    def fetch(url: str, *_: object, **__: object) -> URLFetcherResponse:
        try:
            return read_static(url)
        except PdfRefused as problem:
            refused.append(problem)  # WeasyPrint swallows even what is fatal when it happens inside a picture
            raise _Stop from problem

    try:
        fonts, options = FontConfiguration(), {"pdf_variant": variant}
        document = HTML(string=html, base_url=OURS, url_fetcher=fetch).render(font_config=fonts, **options)
        made: bytes = document.write_pdf(**options)
    except _Stop:
        raise refused[0] from None
    if refused:
        raise refused[0]
    return made, document


def static_file(name: str) -> bytes:
    """One of our own static files, by its name below the static folder. Raises PdfRefused when it does not exist."""
    path = _static_path(name)
    if path is None:
        raise PdfRefused("a PDF asks for a static file that does not exist")
    return path.read_bytes()


def read_static(url: str) -> URLFetcherResponse:
    """One of our own static files, by its address in a document. Opens no connection, so nothing can redirect.

    Raises PdfRefused for every other address.
    """
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}/" != OURS:
        raise PdfRefused(f"a PDF may not read {parts.scheme}: addresses")
    name = unquote(parts.path).removeprefix("/").removeprefix(settings.STATIC_URL.removeprefix("/"))
    return URLFetcherResponse(url, static_file(name), {"Content-Type": mimetypes.guess_type(name)[0] or ""})


def _static_path(name: str) -> Path | None:
    """The file of a static name: among the apps' files or, under its hashed name, among the collected ones."""
    if "\0" in name or name.startswith("/") or ".." in name.split("/"):
        return None
    found = finders.find(name)
    path = Path(found) if isinstance(found, str) else settings.STATIC_ROOT / name
    return path if path.is_file() else None
