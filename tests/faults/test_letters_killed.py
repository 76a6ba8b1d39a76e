"""kill -9 of worker, Redis or PostgreSQL while letters are made: every letter exists once, and all can be read.

A PostgreSQL, a Redis and a Celery worker of its own; the test plays beat. KILLS=20 for the long run
(`make test-faults`); the short one is for every day.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from celery import Celery
from kombu.exceptions import OperationalError

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from ground import find_program  # noqa: E402
from services import Services, services_at  # noqa: E402

KILLS = int(os.environ.get("KILLS", "6"))
PER_BATCH, BATCHES_PER_KILL = 20, 18
PATIENCE = 90.0  # seconds, for anything that must happen by itself
VICTIMS = ("worker", "redis", "postgres")


class Site:
    """Servers, a worker, and a bell to ring."""

    def __init__(self, services: Services, private: Path) -> None:
        self.services = services
        self.environment = {
            **os.environ,
            **services.start(),
            "DJANGO_SETTINGS_MODULE": "tests.faults.letter_settings",
            "PRIVATE_ROOT": str(private / "besloten-faults"),
            "LETTERS_PER_BATCH": str(PER_BATCH),
            "LETTERS_STALE_SECONDS": "3",
            "CONN_MAX_AGE": "0",
        }
        self.bell = Celery(broker=self.environment["REDIS_URL"])
        self.worker = self.start_worker()

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start_worker(self) -> subprocess.Popen[bytes]:
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "CRITICAL"]
        command = [sys.executable, "-m", "celery", "-A", "haarlem_nd", "worker", "-c", "2", *quiet]
        silent = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True, stdout=silent, stderr=silent
        )

    def ring(self) -> None:
        """What beat does every minute; a Redis that is away hears nothing."""
        with suppress(OperationalError, OSError):
            options: dict[str, Any] = {"expires": 2, "retry": False}
            self.bell.send_task("voting.tasks.sweep_letter_batches", **options)

    def ready(self) -> int:
        """How many stacks are ready; -1 while PostgreSQL is away."""
        try:
            connection = psycopg2.connect(self.environment["DATABASE_URL"])
        except psycopg2.OperationalError:
            return -1
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM voting_letterbatch WHERE state = 'READY'")
            (number,) = cursor.fetchone() or (0,)
        connection.close()
        return int(number)

    def ring_until(self, done: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > until:
                return False
            self.ring()
            time.sleep(0.05)
        return True

    def kill(self, victim: str) -> None:
        """kill -9, and start it anew as a supervisor would."""
        if victim == "worker":
            self.kill_worker()
            self.worker = self.start_worker()
        elif victim == "redis":
            kill_tree(self.services.redis._pid())
            program = find_program("redis-server", "Redis is needed.")
            self.services.ground.run([program, self.services.redis.configuration])
        else:
            kill_tree(self.services.postgres.pid())
            self.services.postgres.start()

    def kill_worker(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()


def kill_tree(pid: int | None) -> None:
    """A process of ours and its children, at once."""
    assert pid, "what was to be killed does not run"
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in (pid, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL"):
            patch.delenv(name, raising=False)
        services = services_at(folder / "servers", fast=KILLS < 20)
        made = Site(services, folder)
        try:
            yield made
        finally:
            made.kill_worker()
            services.remove()


def victims(dice: random.Random) -> list[str]:
    """Each kind equally often, in random order."""
    chosen = [VICTIMS[number % len(VICTIMS)] for number in range(KILLS)]
    dice.shuffle(chosen)
    return chosen


def test_no_letter_gets_lost_doubled_or_broken_whatever_is_killed(tmp_path: Path) -> None:
    seed = time.time_ns()
    dice = random.Random(seed)
    with site(tmp_path) as under_test:
        under_test.run("manage.py", "migrate", "--verbosity", "0")
        letters = KILLS * BATCHES_PER_KILL * PER_BATCH
        made = json.loads(under_test.run("-m", "tests.faults.letter_world", "seed", str(letters)))
        left = []
        for victim in victims(dice):
            before = under_test.ready()
            assert under_test.ring_until(lambda: under_test.ready() > before), f"no progress (seed {seed})"  # noqa: B023
            time.sleep(dice.random() * 0.2)
            left.append(made["batches"] - under_test.ready())
            under_test.kill(victim)
        started = time.monotonic()
        assert under_test.ring_until(lambda: under_test.ready() == made["batches"]), f"not finished (seed {seed})"
        took = time.monotonic() - started
        found = json.loads(under_test.run("-m", "tests.faults.letter_world", "check"))
    assert found == {
        "letters": letters,
        "codes": letters,
        **dict.fromkeys(("missing", "double", "unreadable", "unready", "broken", "strange files"), 0),
    }, f"seed {seed}"
    busy = sum(each > 0 for each in left)
    assert busy > KILLS / 2, "most kills came when all was done"
    print(
        f"{KILLS} kills, {busy} with work left; {letters} letters, 0 missing, 0 double, 0 unreadable; last {took:.0f} s"
    )
