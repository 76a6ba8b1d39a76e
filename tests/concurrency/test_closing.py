"""Closing under load: sixteen voters post on through the closing second, with slow transactions, over HTTP.

Whoever got a receipt is counted, and nobody is let in late. RUNS sets how often; `make test-faults` does it 20 times.
"""

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

import pytest
from django.db import connection, transaction

from common import clock
from editions.locks import take
from editions.models import PhaseWindow
from editions.phases import Phase
from tests.faults.web import Voter, web
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import seal_box
from voting.models import Ballot

pytestmark = pytest.mark.django_db(transaction=True)

RUNS = int(os.environ.get("RUNS", "2"))
VOTERS, CODES, SECONDS = 16, 320, 1.0
DONE = "/stemmen/klaar/"

# Holds every vote up for 0 to 50 ms between its first write and its commit.
SLOW = """
CREATE OR REPLACE FUNCTION slow_vote() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(random() * 0.05); RETURN NEW; END $$;
CREATE TRIGGER slow_vote BEFORE INSERT ON voting_intakeballot FOR EACH ROW EXECUTE FUNCTION slow_vote()
"""


@pytest.fixture
def slow_transactions() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION slow_vote CASCADE")


@dataclass
class Outcome:
    """Receipts that voters got, those of posts that were sent after the close, and ballots in the sealed box."""

    receipts: int = 0
    late: int = 0
    sealed: int = 0
    lock: Lock = field(default_factory=Lock)


def vote_through_the_close(port: int, world: BallotWorld, close: bool) -> Outcome:
    """`close` says whether the box is sealed as the product does it; else with a clock alone."""
    found = Outcome()
    ready = [Voter(port).ready(code, world.ids[0]) for code in world.codes]
    ends = clock.now() + timedelta(seconds=SECONDS)
    PhaseWindow.objects.filter(edition=world.edition, phase=Phase.VOTING).update(ends_at=ends)

    def post(turn: int) -> None:
        dice = random.Random(turn)
        for voter in ready[turn::VOTERS]:
            time.sleep(dice.random() * 0.02)
            after = clock.now() >= ends
            got_in = voter.confirm(world.ids[0]).location == DONE
            with found.lock:
                found.receipts += got_in
                found.late += got_in and after
            if after:
                break
        connection.close()

    with ThreadPoolExecutor(VOTERS) as pool:
        voters = [pool.submit(post, turn) for turn in range(VOTERS)]
        while clock.now() < ends:
            time.sleep(0.001)
        found.sealed = _seal(world) if close else _count(world)
        for each in voters:
            each.result()
    return found


def _seal(world: BallotWorld) -> int:
    """As the step to counting does it: alone with the edition."""
    with transaction.atomic():
        edition = take(world.edition.pk)
        edition.phase = Phase.COUNTING
        edition.save(update_fields=["phase"])
        return seal_box(edition, None)


def _count(world: BallotWorld) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voting_intakeballot WHERE edition_id = %s", [world.edition.pk])
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("slow_transactions")
def test_nobody_with_a_receipt_is_left_out_and_nobody_gets_in_late() -> None:
    lost = late = receipts = 0
    with web() as site:
        for _ in range(RUNS):
            world = ballot_world(codes=CODES)
            found = vote_through_the_close(site.port, world, close=True)
            lost += found.receipts - found.sealed
            late += found.late
            receipts += found.receipts
            assert Ballot.objects.filter(edition=world.edition).count() == found.receipts
            assert 0 < found.receipts < CODES
    print(f"{RUNS} runs, {receipts} receipts: {lost} receipted and not counted, {late} counted late")
    assert (lost, late) == (0, 0)


@pytest.mark.usefixtures("slow_transactions")
def test_a_clock_alone_loses_votes_that_got_a_receipt() -> None:
    """The negative control: nothing is held, so what is not committed yet at the close is not counted."""
    lost = 0
    with web(app="tests.faults.unguarded", more={"UNGUARDED": "closing"}) as site:
        for _ in range(3):
            found = vote_through_the_close(site.port, ballot_world(codes=CODES), close=False)
            lost += found.receipts - found.sealed
            if lost:
                break
    print(f"guard off: {lost} receipted and not counted")
    assert lost > 0
