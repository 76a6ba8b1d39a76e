"""Thin: each calls an action and may run twice."""

from celery import shared_task

from feasibility.actions.files import sweep_files


@shared_task(ignore_result=True)
def sweep_table_files() -> None:
    sweep_files()
