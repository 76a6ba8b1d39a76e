"""A vote with three codes."""

import pytest

from tests.voting.ballot_world import BallotWorld, ballot_world


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=3)
