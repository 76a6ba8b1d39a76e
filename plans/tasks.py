"""The clock's hand in the plans room."""

from celery import shared_task

from plans import actions


@shared_task
def tell_makers() -> None:
    actions.tell_makers()
