"""The real settings, with one page more: an empty one to compare with. Refusals are counted there, not logged."""

from haarlem_nd.settings import *  # noqa: F403
from haarlem_nd.settings import LOGGING

ROOT_URLCONF = "benchmarks.urls"
LOGGING["loggers"] = {"django.request": {"level": "ERROR"}}
