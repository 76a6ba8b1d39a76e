#!/usr/bin/env python3
"""The demo: the whole site with its own PostgreSQL, Redis, web server, Celery worker and beat.

    python tools/run_demo.py           until Ctrl-C; every start fills the database anew
    python tools/run_demo.py --check   on free ports: walk the main page of every role, then stop

Everything runs as our child and is stopped when we stop, also when one of them fails. A DATABASE_URL or
REDIS_URL that is already set is used as it is, and that database is filled but not emptied.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import secrets
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from children import ChildError, Children, StopError
from demo_walk import WalkError, walk
from ground import ServiceError
from private_redis import free_port
from services import CHECKOUT, Services, services_at
from sweep import RUN, own_root, sweep_abandoned

BIN = Path(sys.executable).parent
DEFAULT_PORT = 8000
PATIENCE_SECONDS = 60
WORKER_WARNING = "ignore:You're running the worker with superuser privileges"


class Demo:
    """One running demo in one folder."""

    def __init__(self, root: Path, port: int, children: Children) -> None:
        self.root = root
        self.port = port
        self.children = children
        self.services: Services = services_at(root)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def start(self) -> str:
        """Start everything and return what `load_demo` says of log-ins and voting codes."""
        say("starting PostgreSQL and Redis")
        self.children.environment |= self.services.start() | self.settings()
        if not os.environ.get("DATABASE_URL"):
            self.services.postgres.empty()
        say("making the tables")
        static = ["collectstatic", "--no-input", "--verbosity", "0"]
        self.children.start("collectstatic", [sys.executable, "manage.py", *static])  # takes the second core
        self.manage("migrate", "--verbosity", "0")
        say("filling the demo editions (this can take a minute)")
        told = self.manage("load_demo")
        self.children.finish("collectstatic")
        say("starting the web server, the worker and the clock")
        self.start_processes()
        self.wait_until_it_answers()
        return told

    def settings(self) -> dict[str, str]:
        """Return the environment that makes Django run as the demo, with its files in our folder."""
        folders = {"MEDIA_ROOT": "media", "STATIC_ROOT": "static", "PRIVATE_ROOT": "private"}
        return {
            "DJANGO_SETTINGS_MODULE": "haarlem_nd.settings",
            "DEMO": "1",
            "DEBUG": "0",
            "SECRET_KEY": self.kept_secret("secret-key"),
            "CODE_KEY": self.kept_secret("code-key"),
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "SITE_URL": self.address.rstrip("/"),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": WORKER_WARNING,
            **{name: str(self.root / folder) for name, folder in folders.items()},
        }

    def kept_secret(self, name: str) -> str:
        """Return a secret that is made at the first start and kept beside the data."""
        path = self.root / name
        if not path.exists():
            with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text()

    def manage(self, *arguments: str) -> str:
        """Run a Django command to its end and return what it prints."""
        with tempfile.TemporaryFile("w+") as output:
            self.children.run(arguments[0], [sys.executable, "manage.py", *arguments], output)
            output.seek(0)
            return output.read()

    def start_processes(self) -> None:
        """Start the processes that stay: web, worker and beat."""
        bind = ["--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4"]
        web = ["gunicorn", "haarlem_nd.wsgi", *bind, "--log-level", "warning", "--no-control-socket"]
        celery = ["celery", "--quiet", "-A", "haarlem_nd"]
        schedule = ["--schedule", str(self.root / "beat-schedule"), "--pidfile="]
        self.spawn("web", *web)
        self.spawn("worker", *celery, "worker", "--loglevel", "warning", "--concurrency", "2")
        self.spawn("beat", *celery, "beat", "--loglevel", "warning", *schedule)

    def spawn(self, name: str, program: str, *arguments: str) -> None:
        """Start a program of our own environment, to stay."""
        self.children.start(name, [str(BIN / program), *arguments])

    def wait_until_it_answers(self) -> None:
        """Wait for the home page; raises ChildError when a process ends before."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not answers(f"http://127.0.0.1:{self.port}/"):
            self.children.check_alive()
            self.children.pause()
            if time.monotonic() > deadline:
                raise ServiceError(f"The site did not answer within {PATIENCE_SECONDS} seconds.")

    def stay(self) -> None:
        """Stay up until somebody stops us or one of the processes ends."""
        while True:
            self.children.check_alive()
            self.children.pause()

    def walk(self) -> int:
        """Visit the main pages of every role and return how many there were."""
        pages = [json.loads(line) for line in self.manage("demo_pages").splitlines() if line.strip()]
        emails = sorted({page["email"] for page in pages if page.get("email")})
        sessions = {email: self.manage("demo_session", email).split()[-1] for email in emails}
        walk(f"http://127.0.0.1:{self.port}", pages, sessions)
        self.children.check_alive()
        return len(pages)

    def stop(self) -> None:
        """Stop everything we started; the data stays."""
        self.children.stop_all()
        self.services.stop()


def answers(url: str) -> bool:
    """Say whether the site answers, whatever it says; what it says is for the walk to judge."""
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def show(told: str, demo: Demo) -> None:
    """Print what one needs to walk around, the address last."""
    line = "=" * 72
    print(
        f"\n{line}\n{told.strip()}\n\nStop with Ctrl-C. The demo runs at:\n\n    {demo.address}\n{line}",
        flush=True,
    )


def say(text: str) -> None:
    """Say what happens now."""
    print(f"demo: {text}", flush=True)


def choose_port(wanted: int) -> int:
    """Return the wanted port, or a free one when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
    return wanted


@contextmanager
def only_one(root: Path, port: int) -> Iterator[None]:
    """Hold the folder; a second demo in the same folder is told where the first one is."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise ServiceError(f"The demo runs already, at http://localhost:{file.read()}/") from None
        file.truncate(0)
        file.write(str(port))
        file.flush()
        yield


def run_demo(children: Children, port: int) -> None:
    """Run the demo until it is stopped."""
    root = RUN / "demo"
    with only_one(root, port):
        demo = Demo(root, port, children)
        try:
            show(demo.start(), demo)
            demo.stay()
        finally:
            demo.stop()


def run_check(children: Children) -> None:
    """Start a demo of its own, walk it, stop it and remove it."""
    sweep_abandoned("demo-check")
    demo = Demo(own_root("demo-check"), free_port(), children)
    try:
        demo.start()
        print(f"demo ok: {demo.walk()} pages", flush=True)
    finally:
        demo.stop()
        demo.services.remove()


def main() -> int:
    """Do what the command line asks and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="walk the pages of every role, then stop")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="the port (another one when it is taken)")
    arguments = parser.parse_args()
    os.chdir(CHECKOUT)
    children = Children(os.environ)
    try:
        run_check(children) if arguments.check else run_demo(children, choose_port(arguments.port))
    except (ChildError, ServiceError, WalkError) as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 1
    except StopError:
        say("stopped")
        return 130 if arguments.check else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
