"""The clock's hand: beat asks every half minute whether an edition is due for a step."""

from celery import shared_task

from editions.models import Edition
from editions.phases import Phase
from lifecycle.actions import march as march_edition


@shared_task
def march() -> None:
    for edition_id in Edition.objects.exclude(phase=Phase.CLOSED).values_list("pk", flat=True):
        march_edition(edition_id)
