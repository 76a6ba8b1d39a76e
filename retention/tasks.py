"""Thin: every step may run twice, and goes on the next night where a killed worker stopped."""

from celery import shared_task

from retention.actions import nightly


@shared_task
def destroy() -> None:
    nightly()
