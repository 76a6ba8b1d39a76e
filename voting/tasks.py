"""What workers do for the vote: the rows are the queue, these are the bell."""

from celery import shared_task

from voting import actions
from voting.actions import reissue


@shared_task
def render_letter_batch(batch_id: int) -> None:
    actions.render_batch(batch_id)


@shared_task
def sweep_letter_batches(at_once: int = actions.SWEEP_AT_ONCE) -> None:
    for batch_id in actions.batches_to_render(at_once):
        render_letter_batch.delay(batch_id)


@shared_task
def run_roll_import(import_id: int) -> None:
    actions.run_import(import_id)


@shared_task
def sweep_roll_imports() -> None:
    for import_id in actions.imports_to_run():
        run_roll_import.delay(import_id)


@shared_task
def mix_intakes() -> None:
    actions.mix_intakes()


@shared_task
def erase_unfetched_codes() -> None:
    reissue.erase_unfetched()
