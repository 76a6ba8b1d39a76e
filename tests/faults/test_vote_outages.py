"""Voting while things break: a killed web worker, a killed PostgreSQL, no Redis. Real gunicorn, servers of our own.

Whoever saw a receipt is stored, whoever is not stored saw none. KILLS sets how often a worker is killed; `make
test-faults` does it 20 times.
"""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from services import Services, services_at
from sweep import own_root, sweep_abandoned

from tests.faults.web import ROOT, Voter, Web, environment, web

KILLS = int(os.environ.get("KILLS", "3"))
CLIENTS, CODES = 8, 1500
BACK_WITHIN = 10.0
DONE = "/stemmen/klaar/"
SORRY = "Uw stem is niet opgeslagen"


@dataclass
class Site:
    """A vote on servers of its own, and who voted so far."""

    services: Services
    plan: int
    codes: list[str]
    web: Web | None = None
    receipts: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_code(self) -> str:
        with self.lock:
            return self.codes.pop()

    def stored(self) -> tuple[set[str], int, int]:
        """Receipt numbers, ballots and used codes, as PostgreSQL has them."""
        with psycopg2.connect(self.services.postgres.url) as line, line.cursor() as cursor:
            cursor.execute("SELECT number FROM voting_intakereceipt UNION SELECT number FROM voting_receipt")
            numbers = {row[0] for row in cursor.fetchall()}
            cursor.execute(
                "SELECT (SELECT count(*) FROM voting_intakeballot) + (SELECT count(*) FROM voting_ballot),"
                " (SELECT count(*) FROM voting_votingcode WHERE state = 'USED')"
            )
            ballots, used = cursor.fetchone() or (0, 0)
        return numbers, ballots, used

    def addresses(self) -> dict[str, str]:
        return {"DATABASE_URL": self.services.postgres.url, "REDIS_URL": self.services.redis.url}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    sweep_abandoned("test-vote")
    services = services_at(own_root("test-vote"))
    try:
        services.postgres.start()
        services.redis.start()
        made = Site(services, 0, [])
        _manage(made, "manage.py", "migrate", "--verbosity", "0")
        told = json.loads(_manage(made, "-m", "benchmarks.vote_world", "4", str(CODES), "0").splitlines()[-1])
        made.plan, made.codes = told["plan"], told["codes"]
        yield made
    finally:
        services.remove()


def _manage(site: Site, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(**site.addresses()),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@contextmanager
def people_vote(site: Site, port: int, clients: int = CLIENTS) -> Iterator[None]:
    """Voters come one after another, each patient: who gets no answer, or is told to, tries the same again."""
    stop = threading.Event()

    def insist(act: Callable[[], bool]) -> None:
        while not stop.is_set():
            with suppress(OSError, http.client.HTTPException, AssertionError):
                if act():
                    return
            time.sleep(0.05)

    def vote() -> None:
        while not stop.is_set():
            voter, code = Voter(port, patience=15), site.next_code()
            insist(lambda v=voter, c=code: bool(v.ready(c, site.plan)))  # type: ignore[misc]
            insist(lambda v=voter: v.confirm(site.plan).location == DONE)  # type: ignore[misc]
            numbers: list[str] = []
            insist(lambda v=voter, n=numbers: bool(n.append(v.receipt()) or n[-1]))  # type: ignore[misc]
            with site.lock:
                site.receipts += numbers[-1:]

    threads = [threading.Thread(target=vote) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def assert_nothing_is_lost(site: Site) -> None:
    seen = {number for number in site.receipts if number}
    numbers, ballots, used = site.stored()
    print(f"{len(seen)} receipts seen, {ballots} ballots stored, {len(seen - numbers)} lost")
    assert not seen - numbers
    assert len(numbers) == ballots == used
    assert len(seen) > 10


def wait_for_more(site: Site, more: int = 5, seconds: float = 60) -> None:
    before, until = len(site.receipts), time.monotonic() + seconds
    while len(site.receipts) < before + more:
        assert time.monotonic() < until, "nobody gets through"
        time.sleep(0.02)


def test_a_web_worker_killed_at_any_moment_loses_no_vote_that_was_acknowledged(site: Site) -> None:
    dice = random.Random()
    with web(more=site.addresses()) as running, people_vote(site, running.port):
        for _ in range(KILLS):
            wait_for_more(site)
            time.sleep(dice.random() * 0.3)
            with suppress(ProcessLookupError, IndexError):
                os.kill(dice.choice(running.workers()), signal.SIGKILL)
        wait_for_more(site)
    assert_nothing_is_lost(site)


def test_a_killed_postgresql_gives_no_receipt_and_everything_it_acknowledged_is_there_again(site: Site) -> None:
    with web(more=site.addresses()) as running:
        inside = Voter(running.port).ready(site.next_code(), site.plan)
        with people_vote(site, running.port):
            wait_for_more(site)
            os.kill(site.services.postgres.pid() or 0, signal.SIGKILL)
        answers = [inside.confirm(site.plan), inside.get("/stemmen/nakijken/")]
        time.sleep(1.1)  # As long as the door may be shown by what the site holds.
        for answer in (*answers, Voter(running.port).get("/stemmen/")):
            assert answer.status == 503
            assert SORRY in answer.text
            assert not answer.location
        assert not inside.receipt()
        took = _back(site, inside)
        print(f"PostgreSQL killed: voting again {took:.1f} s after it was started")
        assert took <= BACK_WITHIN
        site.receipts.append(inside.receipt())
    assert_nothing_is_lost(site)


def _back(site: Site, voter: Voter) -> float:
    """Seconds from when PostgreSQL answers again until the same browser has voted."""
    until = time.monotonic() + 60
    while not site.services.postgres.answers():
        with suppress(Exception):
            site.services.postgres.start()
        assert time.monotonic() < until
    begun = time.monotonic()
    while voter.confirm(site.plan).location != DONE:
        assert time.monotonic() < begun + 60
        time.sleep(0.1)
    return time.monotonic() - begun


def test_without_redis_people_vote_on(site: Site) -> None:
    with web(more=site.addresses()) as running:
        site.services.redis.stop()
        try:
            for _ in range(3):
                voter = Voter(running.port).ready(site.next_code(), site.plan)
                assert voter.confirm(site.plan).location == DONE
                site.receipts.append(voter.receipt())
                assert Voter(running.port).post("/stemmen/", code="0" * 13).status == 422
        finally:
            site.services.redis.start()
    assert_nothing_is_lost(site)
