"""Asking pages over HTTP, one at a time, and what each answer cost.

One gunicorn worker, requests from the same machine. Every round asks each page once, and an empty page first, so that
whatever else the machine does meets all of them alike. `cpu ms` is what the worker and its database connection worked,
without the waiting: on a busy machine it says more than the clock does.
"""

from __future__ import annotations

import http.client
import os
import platform
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.stand import Children, ServiceError, Services, free_port

WARM_UP, ROUNDS = 5, 60
PATIENCE_SECONDS = 60
# What is sent along with every request: nothing for a first visitor, a log-in for other measurements.
HEADERS: dict[str, str] = {}
HEAD = (
    f"{'page':<18}{'plans':>6}{'queries':>9}{'kB':>6}{'median ms':>11}{'p90 ms':>8}{'x empty':>9}{'growth':>8}"
    f"{'cpu ms':>8}{'growth':>8}"
)


@dataclass
class Page:
    """One page of one world, and how long it took each time, in milliseconds."""

    name: str
    plans: int
    address: str
    queries: int
    size: int = 0
    took: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.took)

    @property
    def slow(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.9)]


def pages_of(told: Iterable[Mapping[str, Any]]) -> list[Page]:
    """The pages that a world of measurement printed."""
    return [Page(each["page"], each["plans"], each["address"], each["queries"]) for each in told]


def ask_all(children: Children, services: Services, pages: list[Page]) -> int:
    """Start a worker, ask every page round after round, print; returns the port, where the worker still answers."""
    port = serve(children)
    warm(port, pages)
    empty = Page("empty page", 0, "/leeg/", 0)
    measure(port, [empty, *pages], workers(children, services.postgres.pid()))
    show(empty, pages)
    return port


def serve(children: Children, *how: str) -> int:
    """Start the site with one worker, or as `how` says, and return its port once it answers."""
    port = free_port()
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    bound = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]
    children.start("web", [gunicorn, "haarlem_nd.wsgi", *bound, *(how or ("--workers", "1"))])
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            ask(port, "/health/live")
            return port
        except OSError:
            children.check_alive()
            children.pause()
            if time.monotonic() > deadline:
                raise ServiceError(f"The site did not answer within {PATIENCE_SECONDS} seconds.") from None


def ask(port: int, address: str) -> tuple[int, float]:
    """Get a page as a first visitor does; its size in bytes and how long it took in milliseconds."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        begun = time.perf_counter()
        line.request("GET", address, headers=HEADERS)
        answer = line.getresponse()
        body = answer.read()
        took = (time.perf_counter() - begun) * 1000
    finally:
        line.close()
    if answer.status != 200:
        raise ServiceError(f"{address} answers {answer.status}.")
    return len(body), took


def warm(port: int, pages: list[Page]) -> None:
    for page in pages * WARM_UP:
        ask(port, page.address)


def workers(children: Children, postgres: int | None) -> list[str]:
    """The processes that answer: the gunicorn worker, and the connections that PostgreSQL has open for it."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = Path(f"/proc/{entry}/cmdline").read_text()
            parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == children.pid("web") or _is_connection(parent, postgres, command):
            found.append(entry)
    return found


def _is_connection(parent: int, postgres: int | None, command: str) -> bool:
    """Whether PostgreSQL works there for the site; what it tidies up by itself comes and goes."""
    return parent == postgres and "haarlem_nd" in command and "autovacuum" not in command


def worked(pids: list[str]) -> float:
    """How long these processes have been at work, in milliseconds."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids) / 1e6


def measure(port: int, pages: list[Page], pids: list[str]) -> None:
    """Ask all pages in turn, round after round."""
    for _ in range(ROUNDS):
        for page in pages:
            before = worked(pids)
            page.size, took = ask(port, page.address)
            page.took.append(took)
            page.worked.append(worked(pids) - before)


def show(empty: Page, pages: list[Page]) -> None:
    print(f"\n{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {ROUNDS} rounds")
    print(HEAD)
    print(line(empty, empty))
    fewest = min(page.plans for page in pages)
    small = {page.name: page for page in pages if page.plans == fewest}
    for page in pages:
        print(line(page, empty, small[page.name] if page.plans != fewest else None))


def line(page: Page, empty: Page, small: Page | None = None) -> str:
    """One page as it is printed; `small` is the same page with fewer plans."""
    slower = f"{page.median / small.median:.2f}" if small else ""
    harder = f"{median(page.worked) / median(small.worked):.2f}" if small else ""
    return (
        f"{page.name:<18}{page.plans or '':>6}{page.queries or '':>9}{page.size / 1000:>6.0f}{page.median:>11.1f}"
        f"{page.slow:>8.1f}{page.median / empty.median:>9.1f}{slower:>8}{median(page.worked):>8.1f}{harder:>8}"
    )
