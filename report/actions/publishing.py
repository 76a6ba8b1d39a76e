"""A report becomes public when the project leader says so, and can be taken back to mend it."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from report.models import Report

NO_FIGURES = "Er zijn nog geen cijfers. Laat ze eerst tellen."
NO_RESULT = "Het verslag kan pas openbaar worden als de uitslag bekend is."


@transaction.atomic
def publish_report(edition_id: int, by: int) -> Report:
    """Raises Refused before the result. Whoever publishes what is public already changes nothing."""
    report = _take(edition_id)
    if not report.has_result:
        raise Refused(NO_RESULT)
    if report.published_at is None:
        report.published_at, report.published_by_id = clock.now(), by
        report.save(update_fields=["published_at", "published_by"])
        record("report_published", edition=report.edition.slug, by=by, sha256=report.inputs_sha256)
    return report


@transaction.atomic
def hide_report(edition_id: int, by: int) -> Report:
    """Takes the report off the site; the open data stay, they are public facts."""
    report = _take(edition_id)
    if report.published_at is not None:
        report.published_at = report.published_by = None
        report.save(update_fields=["published_at", "published_by"])
        record("report_hidden", edition=report.edition.slug, by=by)
    return report


@transaction.atomic
def set_foreword(edition_id: int, text: str, by: int) -> Report:
    report = _take(edition_id)
    report.foreword = text
    report.save(update_fields=["foreword"])
    record("report_foreword_set", edition=report.edition.slug, by=by)
    return report


def _take(edition_id: int) -> Report:
    report = Report.objects.select_for_update(of=("self",)).select_related("edition").filter(edition=edition_id).first()
    if report is None:
        raise Refused(NO_FIGURES)
    return report
