"""Settings of workers that get killed: as the tests have them, but with a real queue."""

from tests.settings import *  # noqa: F403

CELERY_TASK_ALWAYS_EAGER = False
# RELIABILITY 33: a message is handed out again after so many seconds, long before a killed run is over.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 5}
