"""A list as a file to take along, never kept in a cache."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from common.sheets import Value, to_csv, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[Value]]


def csv_file(name: str, heading: Sequence[str], rows: Rows) -> HttpResponse:
    """`name` without its ending."""
    return _attachment(to_csv(heading, rows), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_file(name: str, title: str, heading: Sequence[str], rows: Rows) -> HttpResponse:
    """One sheet called `title`; `name` without its ending."""
    return _attachment(to_xlsx(title, heading, rows), XLSX, f"{name}.xlsx")


def _attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
