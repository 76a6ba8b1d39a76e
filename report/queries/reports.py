"""Reads of kept reports. Pages show what was counted and never count."""

from django.db.models import QuerySet

from editions.models import Edition
from report.figures.survey import LEAST
from report.models import Report, SurveyAnswer, SurveyRole


def report_of(edition: Edition) -> Report | None:
    """Public or not; without the rows of the open data."""
    return Report.objects.filter(edition=edition).defer("plans").first()


def public_report(edition: Edition) -> Report | None:
    found = report_of(edition)
    return found if found and found.published_at else None


def has_public_report(edition: Edition) -> bool:
    return Report.objects.filter(edition=edition, published_at__isnull=False).exists()


def open_data(edition: Edition) -> Report | None:
    """The figures with the rows of the open data; None before the result is published."""
    return Report.objects.filter(edition=edition, has_result=True).first()


def editions_with_open_data() -> QuerySet[Report]:
    """All reports that have open data, the newest edition first, without their rows."""
    found = Report.objects.filter(has_result=True).select_related("edition__area").defer("plans", "figures")
    return found.prefetch_related("edition__windows").order_by("-edition")


def survey_texts(edition: Edition) -> dict[SurveyRole, list[str]]:
    """What people wrote, for the staff: without names, by the alphabet, and from LEAST answers on."""
    rows = list(SurveyAnswer.objects.filter(edition=edition).values_list("role", "text"))
    return {
        role: sorted(text for each, text in rows if each == role and text)
        for role in SurveyRole
        if sum(each == role for each, _ in rows) >= LEAST
    }


def survey_numbers(edition: Edition) -> dict[SurveyRole, int]:
    rows = list(SurveyAnswer.objects.filter(edition=edition).values_list("role", flat=True))
    return {role: rows.count(role) for role in SurveyRole}
