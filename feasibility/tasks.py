"""The clock's hand at the table."""

from celery import shared_task

from feasibility import actions


@shared_task
def follow_answers() -> None:
    actions.follow_answers()
