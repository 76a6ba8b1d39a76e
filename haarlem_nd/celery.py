"""The Celery application; its whole beat schedule stands in settings.CELERY_BEAT_SCHEDULE."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haarlem_nd.settings")

app = Celery("haarlem_nd")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
