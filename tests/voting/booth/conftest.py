"""A vote with three codes, and a cache in which nobody has tried a wrong one."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.voting.ballot_world import BallotWorld, ballot_world


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=3)
