"""Thin: each calls an action and may run twice."""

from celery import shared_task

from execution import actions


@shared_task(ignore_result=True)
def sweep_pulse() -> None:
    actions.sweep_pulse()


@shared_task(ignore_result=True)
def remind_of_agreements() -> None:
    actions.remind_of_agreements()


@shared_task(ignore_result=True)
def sweep_receipts() -> None:
    """Files of receipts that belong to nothing."""
    actions.sweep_receipts()
