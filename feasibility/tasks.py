"""Thin: each calls an action and may run twice."""

from celery import shared_task

from feasibility import actions


@shared_task(ignore_result=True)
def remind_checkers() -> None:
    actions.remind_checkers()


@shared_task(ignore_result=True)
def follow_answers() -> None:
    actions.follow_answers()


@shared_task(ignore_result=True)
def sweep_table_files() -> None:
    actions.sweep_files()
