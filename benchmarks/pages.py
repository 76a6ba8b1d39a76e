#!/usr/bin/env python3
"""How fast and how heavy the pages of plans are: `make bench-pages`.

With 1,000 plans, 50,000 likes and 10,000 reactions, and with a tenth of all that: one gunicorn worker, requests over
HTTP from the same machine, one at a time. PostgreSQL and Redis are private to this run. Every round asks each page
once, and an empty page first, so that whatever else the machine does meets all of them alike. `cpu ms` is what the
worker and its database connection worked, without the waiting: on a busy machine it says more than the clock does.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import re
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from children import ChildError, Children, StopError
from ground import ServiceError
from private_redis import free_port
from services import CHECKOUT, services_at
from sweep import own_root, sweep_abandoned

SIZES = (100, 1_000)
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


def bench(children: Children) -> None:
    """Fill a database of our own, start one worker, ask, and print what came of it."""
    sweep_abandoned("bench")
    root = own_root("bench")
    services = services_at(root)
    try:
        children.environment |= services.start() | settings(root)
        manage(children, "collectstatic", "--no-input", "--verbosity", "0")
        manage(children, "migrate", "--verbosity", "0")
        told = run(children, "load", [sys.executable, "-m", "benchmarks.load", *map(str, SIZES)])
        pages = [Page(t["page"], t["plans"], t["address"], t["queries"]) for t in json.loads(told.splitlines()[-1])]
        port = serve(children)
        warm(port, pages)
        pids = workers(children, services.postgres.pid())
        empty = Page("empty page", 0, "/leeg/", 0)
        measure(port, [empty, *pages], pids)
        show(empty, pages)
        show_weight(port, pages)
    finally:
        children.stop_all()
        services.remove()


def settings(root: Path) -> dict[str, str]:
    """Return the environment of a site as it really runs, but for TLS."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DEBUG": "0",
        "SECRET_KEY": "only-for-measuring",
        "CODE_KEY": "only-for-measuring-codes",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "STATIC_ROOT": str(root / "static"),
        "PYTHONPATH": str(CHECKOUT),
    }


def manage(children: Children, *arguments: str) -> None:
    children.run(arguments[0], [sys.executable, "manage.py", *arguments])


def run(children: Children, name: str, command: list[str]) -> str:
    """Run a command to its end and return what it printed."""
    with tempfile.TemporaryFile("w+") as output:
        children.run(name, command, output)
        output.seek(0)
        return output.read()


def serve(children: Children) -> int:
    """Start one worker and return its port once it answers."""
    port = free_port()
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    how = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "warning", "--no-control-socket"]
    children.start("web", [gunicorn, "haarlem_nd.wsgi", *how])
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
    small = {page.name: page for page in pages if page.plans == SIZES[0]}
    for page in pages:
        print(line(page, empty, small[page.name] if page.plans != SIZES[0] else None))


def line(page: Page, empty: Page, small: Page | None = None) -> str:
    """One page as it is printed; `small` is the same page with fewer plans."""
    slower = f"{page.median / small.median:.2f}" if small else ""
    harder = f"{median(page.worked) / median(small.worked):.2f}" if small else ""
    return (
        f"{page.name:<18}{page.plans or '':>6}{page.queries or '':>9}{page.size / 1000:>6.0f}{page.median:>11.1f}"
        f"{page.slow:>8.1f}{page.median / empty.median:>9.1f}{slower:>8}{median(page.worked):>8.1f}{harder:>8}"
    )


def show_weight(port: int, pages: list[Page]) -> None:
    """What a first visit to the list transfers: the page, and what it names, compressed as a browser asks for it."""
    page = next(each for each in pages if each.name == "list" and each.plans == SIZES[-1])
    html = fetched(port, page.address).decode()
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg))"', html))
    parts = {
        kind: sum(len(fetched(port, a)) for a in named if a.endswith(kind)) for kind in ("css", "js", "woff2", "svg")
    }
    total = len(html.encode()) + sum(parts.values())
    told = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in parts.items())
    print(f"\nfirst visit to the list, kB: html {len(html.encode()) / 1000:.0f}, {told}; together {total / 1000:.0f}")


def fetched(port: int, address: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        body: bytes = answer.read()
        return body


def main() -> int:
    """Run everything and return the exit code."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        bench(children)
    except (ChildError, ServiceError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    except StopError:
        return 130
    finally:
        children.stop_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
