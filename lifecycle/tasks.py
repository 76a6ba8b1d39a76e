"""The clock's hand: beat asks every half minute whether an edition is due for a step."""

from celery import shared_task

from lifecycle.actions import march_all


@shared_task
def march() -> None:
    march_all()
