"""The open data: what there is, each file as CSV and JSON, the data dictionary, and the description for portals."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import public
from editions.access import edition_public
from editions.models import Edition
from report.models import Report
from report.open_data.dcat import LICENCE_PAGE, Described, Publisher, catalogue
from report.open_data.dictionary import TABLES
from report.open_data.rows import Row, as_csv, rows_of
from report.queries.reports import editions_with_open_data, open_data

LICENCE_NAME = "CC0 1.0"
ENDINGS = {"csv": "open_data_csv", "json": "open_data_json"}


@public
@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    context = {"reports": editions_with_open_data(), "tables": TABLES.values(), "licence": LICENCE_PAGE}
    return render(request, "report/open_data.html", context)


@public
@require_safe
def open_data_fields(request: HttpRequest) -> JsonResponse:
    """The data dictionary for programs."""
    told = [
        {
            "tabel": table.name,
            "titel": table.title,
            "omschrijving": table.text,
            "velden": [
                {
                    "naam": field.name,
                    "titel": field.meaning.label,
                    "type": field.type,
                    "eenheid": field.unit or None,
                    "definitie": field.meaning.text,
                    "bron": field.meaning.source,
                }
                for field in table.fields
            ],
        }
        for table in TABLES.values()
    ]
    return _json({"licentie": LICENCE_PAGE, "tabellen": told})


@public
@require_safe
def open_data_dcat(request: HttpRequest) -> HttpResponse:
    publisher = Publisher(settings.PUBLISHER_NAME, settings.PUBLISHER_URI, settings.PUBLISHER_EMAIL)
    page = _absolute(reverse("open_data"))
    told = catalogue(settings.SITE_NAME, page, publisher, [_described(each) for each in editions_with_open_data()])
    return _json(told, content_type="application/ld+json")


@edition_public
@require_safe
def open_data_csv(request: HttpRequest, edition: Edition, table: str) -> HttpResponseBase:
    report = _find(edition, table)
    lines = as_csv(TABLES[table], rows_of(table, report.figures, report.plans))
    headers = {"Content-Disposition": f'attachment; filename="{edition.slug}-{table}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@edition_public
@require_safe
def open_data_json(request: HttpRequest, edition: Edition, table: str) -> JsonResponse:
    report = _find(edition, table)
    rows: list[Row] = rows_of(table, report.figures, report.plans)
    return _json(
        {
            "editie": edition.name,
            "tabel": table,
            "licentie": LICENCE_PAGE,
            "bijgewerkt": report.computed_at.isoformat(),
            "velden": _absolute(reverse("open_data_fields")),
            "rijen": rows,
        }
    )


def _find(edition: Edition, table: str) -> Report:
    report = open_data(edition) if table in TABLES else None
    if report is None:
        raise Http404("Dit bestand is er niet, of nog niet: open data komen er na de uitslag.")
    return report


def _described(report: Report) -> Described:
    edition = report.edition
    windows = sorted(edition.windows.all(), key=lambda window: window.starts_at)
    files = {
        (table, ending): _absolute(reverse(name, args=[edition.slug, table]))
        for table in TABLES
        for ending, name in ENDINGS.items()
    }
    return Described(
        identifier=_absolute(reverse("open_data")) + f"#{edition.slug}",
        name=edition.name,
        area=edition.area.name,
        page=_absolute(reverse("open_data")) + f"#{edition.slug}",
        modified=report.computed_at.isoformat(),
        started=windows[0].starts_at.isoformat() if windows else "",
        ended=windows[-1].ends_at.isoformat() if windows else "",
        files=files,
    )


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _json(told: dict[str, object], content_type: str = "application/json") -> JsonResponse:
    """Readable as it is, with letters as letters."""
    return JsonResponse(told, content_type=content_type, json_dumps_params={"ensure_ascii": False, "indent": 1})
