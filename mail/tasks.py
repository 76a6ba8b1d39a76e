"""What workers do for mail: the rows are the queue, these are the bell and the sweep."""

from celery import shared_task

from mail import actions


@shared_task
def deliver() -> None:
    actions.deliver()


@shared_task
def wipe_old_words() -> None:
    actions.wipe_old_words()
