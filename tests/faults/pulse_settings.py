"""Settings of workers that get killed while they ask makers how it goes: on another day, and with a real queue."""

import os
from datetime import timedelta

from common import clock
from tests.settings import *  # noqa: F403

CELERY_TASK_ALWAYS_EAGER = False
# A worker of this test lives so many days from now (clock.move needs settings that are read already).
clock._offset = timedelta(days=int(os.environ.get("DAYS_AHEAD", "0")))
