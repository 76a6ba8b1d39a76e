"""kill -9 of workers while makers are asked and reminded, on two days of a year: once each, none lost, none twice.

Real Celery workers on the real Redis, each with a clock that runs ahead; the test plays beat.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from common import clock
from editions.models import Edition
from editions.phases import Phase
from execution.actions import sweep_pulse
from execution.models import Agreement, CheckIn, EndReminder
from execution.states import State
from haarlem_nd.celery import app
from mail.models import Notice
from plans.models import Plan
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
PLANS, PROCESSES, PATIENCE = 40, 2, 60.0
# Days after the agreement, and how many months before the end the reminder of that day comes.
ROUNDS: dict[int, int] = {190: 6, 370: 0}
QUEUE = f"pulse-{os.getpid()}"


@contextmanager
def worker(days: int) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that lives `days` from now, with its processes, all of which are dead at the end."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {
        "DATABASE_URL": url.geturl(),
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "tests.faults.pulse_settings",
        "DAYS_AHEAD": str(days),
    }
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "CRITICAL"]
    command = [sys.executable, "-m", "celery", "-A", "haarlem_nd", "worker", "-c", str(PROCESSES), "-Q", QUEUE, *quiet]
    silent = subprocess.DEVNULL
    started = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, stdout=silent, stderr=silent)
    try:
        yield started
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def play_beat_until(done: Callable[[], bool]) -> bool:
    """Rings as beat does, only faster."""
    until = time.monotonic() + PATIENCE
    rung = 0.0
    while not done():
        if time.monotonic() > until:
            return False
        if time.monotonic() - rung > 0.3:
            with app.connection_for_write() as line:
                app.send_task("execution.tasks.sweep_pulse", queue=QUEUE, connection=line, expires=5)
            rung = time.monotonic()
        time.sleep(0.005)
    return True


def kill_at_work(started: subprocess.Popen[bytes], dice: random.Random) -> None:
    """kill -9 of one or all of those that do the work."""
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
    for process in dice.sample(children, min(len(children), dice.choice((1, PROCESSES)))):
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)


def agreements() -> None:
    """So many plans, each with a maker, agreed today."""
    edition: Edition = make.edition(Phase.EXECUTION)
    people = User.objects.bulk_create(
        User(email=f"maker{number}@example.org", name="Maker", password="!") for number in range(PLANS)
    )
    now = clock.now()
    facts = {"theme": edition.themes.first(), "neighbourhood": edition.area.neighbourhoods.first()}
    plans = Plan.objects.bulk_create(
        Plan(edition=edition, maker=each, title="Plan", status=Status.CHOSEN, ballot_cents=1, submitted_at=now, **facts)
        for each in people
    )
    confirmed = {"confirmed_by_maker_at": now, "confirmed_by_municipality_at": now, "state": State.AGREED}
    Agreement.objects.bulk_create(
        Agreement(plan=plan, grant_cents=1, due_on=clock.today() + timedelta(days=365), **confirmed) for plan in plans
    )


def done_on(days: int, left: int) -> int:
    """How many agreements had their question, and their reminder, of this round."""
    asked = CheckIn.objects.filter(asked_at__gte=clock.now() + timedelta(days=days - 1)).count()
    return min(asked, EndReminder.objects.filter(months_left=left).count())


@pytest.mark.parametrize("seed", [time.time_ns()])
def test_a_killed_worker_asks_and_reminds_everybody_once(seed: int) -> None:
    dice, halfway = random.Random(seed), 0
    agreements()
    sweep_pulse()
    for days, left in ROUNDS.items():
        with worker(days) as victim:
            for part in (0.2, 0.6):
                goal = int(PLANS * (part + dice.random() * 0.2))
                assert play_beat_until(lambda: done_on(days, left) >= goal), f"no progress (seed {seed})"  # noqa: B023
                halfway += done_on(days, left) < PLANS
                kill_at_work(victim, dice)
            assert play_beat_until(lambda: done_on(days, left) >= PLANS), f"not finished (seed {seed})"  # noqa: B023
    asked = Counter(CheckIn.objects.values_list("agreement", flat=True))
    assert set(asked.values()) == {len(ROUNDS)}
    assert len(asked) == PLANS
    for kind in ("PULSE", "PLAN_END"):
        told = Counter(Notice.objects.filter(kind=kind).values_list("user", "key"))
        assert set(told.values()) == {1}
    # A question that no mail took along made room for the next; the same holds for a reminder.
    assert Notice.objects.filter(kind="PULSE").count() == PLANS
    assert Notice.objects.filter(kind="PLAN_END").count() == PLANS
    reminded = Counter(EndReminder.objects.values_list("agreement", "months_left"))
    assert set(reminded.values()) == {1}
    assert len(reminded) == PLANS * len(ROUNDS)
    assert halfway, "every kill came when all was done"
    print(f"{halfway} of {2 * len(ROUNDS)} kills with work left; {sum(asked.values())} questions, 0 lost, 0 twice")
