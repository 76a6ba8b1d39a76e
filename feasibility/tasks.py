"""The clock's hand at the table."""

from celery import shared_task

from feasibility import actions


@shared_task
def remind_checkers() -> None:
    actions.remind_checkers()
