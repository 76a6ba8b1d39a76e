"""The report for everybody: as a page and as a PDF. Before it is public, its project leader sees it."""

from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editions.access import edition_public, serves
from editions.models import Edition, Role
from report.models import Report
from report.pdf import render_report
from report.queries.reports import report_of
from report.telling import story

NOT_YET = "Er is nog geen verslag van deze ronde."
PDF_SECONDS = 24 * 3600


@edition_public
@require_safe
def report_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    report = _visible(request, edition)
    context = {"edition": edition, "report": report, **story(edition, report)}
    return render(request, "report/page.html", context)


@edition_public
@require_safe
def report_pdf(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Drawn once for what it says, and kept for a day: drawing takes seconds."""
    report = _visible(request, edition)
    said = f"{report.inputs_sha256}:{report.computed_at}:{report.published_at}:{report.foreword}"
    key = f"report-pdf:{report.pk}:{sha256(said.encode()).hexdigest()}"
    made = cache.get(key)
    if made is None:
        made = render_report(edition, report)
        cache.set(key, made, PDF_SECONDS)
    headers = {"Content-Disposition": f'inline; filename="verslag-{edition.slug}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _visible(request: HttpRequest, edition: Edition) -> Report:
    report = report_of(edition)
    if report is None or not (report.published_at or serves(request.user, edition, Role.LEADER)):
        raise Http404(NOT_YET)
    return report
