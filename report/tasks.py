"""What the clock does for the report: counting anew, for a plan that is realised changes figures; and asking people."""

from celery import shared_task

from report.actions import invite_all, keep_all


@shared_task
def keep_reports() -> None:
    keep_all()


@shared_task
def invite_to_survey() -> None:
    invite_all()
