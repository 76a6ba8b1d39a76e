"""Rings for the worker after a commit. The row is the queue: when nobody hears the bell, the next sweep finds it.

The task is named, not imported: actions know no tasks, and this file is between the two.
"""

import logging

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import KombuError

DELIVER = "mail.tasks.deliver"
# A resident waits for this: by itself Celery would try for six seconds when Redis is away.
IMPATIENT = {
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.5,
}

logger = logging.getLogger(__name__)


def ring_on_commit() -> None:
    """Rings once after this transaction, however much it had to tell."""
    if not any(entry[1] is ring for entry in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)


def ring() -> None:
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as line:
            current_app.send_task(DELIVER, retry=False, ignore_result=True, connection=line)
    except (KombuError, OSError):
        logger.warning("The bell for mail was not heard; the sweep will find what waits.")
