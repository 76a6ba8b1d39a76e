"""The report as a tagged PDF (PDF/UA), with every chart and its table."""

from django.utils import translation

from common.pdf import render_pdf
from editions.models import Edition
from report.models import Report
from report.telling import story


def render_report(edition: Edition, report: Report) -> bytes:
    """In Dutch, whatever language the reader chose: the figures have Dutch names."""
    with translation.override("nl"):
        return render_pdf("report/report_pdf.html", {"edition": edition, "report": report, **story(edition, report)})
