"""kill -9 of the worker while mails go out: nothing is sent twice, nothing gets lost unseen.

A real Celery worker, the real Redis and a real (small) mail server; the test plays beat.
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
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from common import clock
from haarlem_nd.celery import app
from mail.actions import mark_unsure
from mail.models import Mail, Notice
from mail.states import STUCK_AFTER, State
from tests import make
from tests.faults.sink import Sink, sink_running
from tests.mail.notices import tell

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
MAILS = 60
# How many times a process that does the work is killed, and how many times the whole worker with all its processes.
KILLS_OF_A_PROCESS, KILLS_OF_ALL = 12, 2
PROCESSES = 2
PATIENCE = 60.0  # seconds, for anything that must happen by itself
QUEUE = f"faults-{os.getpid()}"


def environment(port: int) -> dict[str, str]:
    """The settings of a worker that works on the database of this test."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return os.environ | {
        "DATABASE_URL": url.geturl(),
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "haarlem_nd.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "CODE_KEY": settings.CODE_KEY,
        "DEMO": "0",
    }


@contextmanager
def worker(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """One worker with its processes, all of which are dead at the end."""
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "CRITICAL"]
    command = [sys.executable, "-m", "celery", "-A", "haarlem_nd", "worker", "-c", str(PROCESSES), "-Q", QUEUE, *quiet]
    silent = subprocess.DEVNULL
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(port),
        start_new_session=True,
        stdout=silent,
        stderr=silent,
    )
    try:
        yield started
    finally:
        kill_all(started)


def kill_all(started: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def processes_of(started: subprocess.Popen[bytes]) -> list[int]:
    """The ids of those that do the work."""
    return [int(pid) for pid in Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()]


def play_beat_until(done: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Rings as beat does, only faster, until `done`; False when that takes longer than `patience` seconds."""
    until = time.monotonic() + patience
    while not done():
        if time.monotonic() > until:
            return False
        with app.connection_for_write() as line:
            app.send_task("mail.tasks.deliver", queue=QUEUE, connection=line, expires=2)
        time.sleep(0.1)
    return True


def tell_everybody() -> None:
    people = User.objects.bulk_create(
        User(email=f"mens{number}@example.org", name="Mens", password="!") for number in range(MAILS)
    )
    for number, person in enumerate(people):
        tell(person, key=f"plan:{number}")


def waiting() -> int:
    return Notice.objects.filter(handled_at=None).count() + Mail.objects.filter(state=State.QUEUED).count()


def at_a_random_point(sink: Sink, dice: random.Random) -> None:
    """Some time after the next mail was taken, or when nothing is left to take."""
    before = len(sink.taken)
    assert play_beat_until(lambda: len(sink.taken) > before or not waiting())
    time.sleep(dice.random() * 0.3)


def kill_at_random(sink: Sink, dice: random.Random, kills: int) -> None:
    """Kills processes of one worker while they send, and at last the whole worker."""
    with worker(sink.port) as victim:
        for _ in range(kills):
            at_a_random_point(sink, dice)
            for process in dice.sample(found := processes_of(victim), min(len(found), dice.choice((1, PROCESSES)))):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        at_a_random_point(sink, dice)


@pytest.mark.parametrize("seed", [time.time_ns()])
def test_a_killed_worker_sends_nothing_twice_and_loses_nothing_unseen(seed: int) -> None:
    dice = random.Random(seed)
    tell_everybody()
    with sink_running(slow=0.15) as sink:
        for _ in range(KILLS_OF_ALL):
            kill_at_random(sink, dice, KILLS_OF_A_PROCESS // KILLS_OF_ALL)
        left = waiting()
        with worker(sink.port):
            assert play_beat_until(lambda: not waiting())
            time.sleep(1)  # for the answer to the last mail
        taken = Counter(sink.numbers)
    clock.move(STUCK_AFTER * 2)
    mark_unsure()
    states = Counter(Mail.objects.values_list("state", flat=True))
    assert len(taken) == sum(taken.values()), "somebody got a mail twice"
    assert Mail.objects.count() == MAILS
    assert set(states) <= {State.SENT, State.UNSURE}
    assert states[State.UNSURE] <= KILLS_OF_A_PROCESS * PROCESSES + KILLS_OF_ALL * PROCESSES
    assert set(Mail.objects.filter(state=State.SENT).values_list("message_id", flat=True)) <= set(taken)
    assert left, "everything was sent before the last kill"
    print(f"{left} left after the kills; {states[State.SENT]} sent, {states[State.UNSURE]} unsure and shown, 0 twice")


def test_an_unsure_mail_is_shown_to_the_administrator(
    as_user: Callable[[User], object], no_second_factor: None
) -> None:
    boss = make.user("Bas", is_staff=True, is_superuser=True)
    tell(boss)
    Mail.objects.create(user=boss, state=State.UNSURE, claimed_at=clock.now(), message_id="<a@b>", subject="Geheim")
    page = as_user(boss).get("/beheer/mail/mail/").content.decode()  # type: ignore[attr-defined]
    assert "onzeker" in page
    assert "Stuur opnieuw" in page
    assert "Geheim" not in page
