"""What goes along from the table: the minutes of a meeting as PDF, and the whole table as CSV or Excel."""

from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.access import ResidentRequest
from common.downloads import csv_file, xlsx_file
from common.errors import Refused
from common.pdf import render_pdf
from editions.access import edition_roles
from editions.models import Edition
from feasibility.meetings.export import HEADING, export_rows
from feasibility.meetings.views import find
from feasibility.permissions import TABLE_ROLES
from feasibility.queries import person_at
from feasibility.queries.minutes import minutes_of

NOT_YET = "Er is nog geen verslag: deze vergadering is nog niet geopend."


@edition_roles(*TABLE_ROLES)
@require_safe
def meeting_minutes(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    found = find(edition, meeting)
    if found.opened_at is None:
        raise Refused(NOT_YET)
    minutes = minutes_of(found, person_at(request.user.pk, edition.pk))
    secret = edition.verdicts_published_at is None
    with translation.override("nl"):
        context = {"edition": edition, "minutes": minutes, "meeting": found, "secret": secret}
        pdf = render_pdf("feasibility/meetings/minutes_pdf.html", context)
    headers = {
        "Content-Disposition": f'inline; filename="verslag-{edition.slug}-{found.pk}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@edition_roles(*TABLE_ROLES)
@require_safe
def table_csv(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rows = export_rows(edition, person_at(request.user.pk, edition.pk))
    return csv_file(f"{edition.slug}-tafel", HEADING, rows)


@edition_roles(*TABLE_ROLES)
@require_safe
def table_xlsx(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rows = export_rows(edition, person_at(request.user.pk, edition.pk))
    return xlsx_file(f"{edition.slug}-tafel", "Tafel", HEADING, rows)
