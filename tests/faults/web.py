"""The real site for tests: gunicorn as in production, on the database of the test, and voters who talk HTTP."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
CSRF = "a" * 32


@dataclass
class Web:
    """One gunicorn with its workers."""

    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """The settings of a site that works on the database of this test."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    ours = {
        "DATABASE_URL": url.geturl(),
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "CODE_KEY": settings.CODE_KEY,
        "DEMO": "0",
        # As in production, not as in the tests: what the pages hold must not come between a vote and its guards.
        "BOOTH_HOLD_SECONDS": "1",
    }
    return os.environ | ours | more


@contextmanager
def web(
    *options: str, app: str = "haarlem_nd.wsgi", log: IO[bytes] | None = None, more: Mapping[str, str] | None = None
) -> Iterator[Web]:
    """Runs the site with two workers of four threads, as the Dockerfile does; everything of it is dead at the end."""
    port = free_port()
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--no-control-socket"]
    where = log or subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", app, *bind, "--log-level", "warning", *options],
        cwd=ROOT,
        env=environment(**(more or {})),
        start_new_session=True,
        stdout=where,
        stderr=where,
    )
    try:
        _wait_until_it_answers(port)
        yield Web(port, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_answers(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError, http.client.HTTPException):
            Voter(port).get("/health/live")
            return
        assert time.monotonic() < until, "the site did not start"
        time.sleep(0.1)


@dataclass
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Voter:
    """A browser of our own: cookies, forms, one connection at a time."""

    port: int
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": CSRF})
    patience: float = 30.0

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str | Sequence[int]) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Answer(answer.status, answer.headers.get("Location", ""), text)

    def ready(self, code: str, *plans: int) -> "Voter":
        """Inside, with these plans in the basket."""
        assert self.post("/stemmen/", code=code).location == "/stemmen/kiezen/"
        for plan in plans:
            self.post("/stemmen/mandje/", plan=str(plan), do="add")
        return self

    def confirm(self, *plans: int) -> Answer:
        return self.post("/stemmen/bevestigen/", plan=plans)

    def twin(self) -> "Voter":
        """The same browser in another tab, or a form that is sent again."""
        return Voter(self.port, dict(self.cookies), self.patience)

    def receipt(self) -> str:
        """The number on the last page."""
        page = self.get("/stemmen/klaar/").text
        return page.split('class="callout__code">')[1].split("<")[0] if "callout__code" in page else ""
