"""What runs by itself about carrying out plans."""

from celery import shared_task

from execution import actions


@shared_task
def sweep_receipts() -> None:
    """Files of receipts that belong to nothing."""
    actions.sweep_receipts()
