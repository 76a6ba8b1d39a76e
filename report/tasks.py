"""The nightly count of editions that are being carried out: a plan that is realised changes the figures."""

from celery import shared_task

from report.actions import keep_all


@shared_task
def keep_reports() -> None:
    keep_all()
