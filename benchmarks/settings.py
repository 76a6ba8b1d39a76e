"""The real settings, with one page more: an empty one to compare with."""

from haarlem_nd.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
