"""How fast the pages of the table are, and what open boards cost: `make bench-table`.

60 plans, 6 disciplines with 10 questions each, one gunicorn worker. First every page alone, as `make bench-pages` does
it; then 20 open boards that ask for news every 1.5 seconds while nothing changes.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from benchmarks import asking
from benchmarks.asking import Page, ask_all, pages_of, worked, workers
from benchmarks.stand import Children, ServiceError, finish, on_own_servers, run

PLANS = 60
BOARDS, EVERY, SECONDS = 20, 1.5, 20.0
# A connection that is opened anew halfway would be another process to measure.
LONG_CONNECTION = {"CONN_MAX_AGE": "900"}
MOST_QUERIES, MOST_MS, MOST_SHARE = 15, 80, 0.25
# The limits are for what one looks at all day; this page is a plan with sixty forms, and is measured beside them.
NO_DASHBOARD = "plan at the table"


@dataclass
class Polls:
    """What the open boards were answered, by status, and how long they waited, in milliseconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, measure, print; whether everything stays within its limit."""
    with on_own_servers(children, **LONG_CONNECTION) as services:
        said = run(children, "load", [sys.executable, "-m", "benchmarks.table_world", str(PLANS)])
        told = json.loads(said.splitlines()[-1])
        found = pages_of({"plans": PLANS, **each} for each in told["pages"])
        asking.HEADERS.update({"Cookie": f"sessionid={told['session']}"})
        port = ask_all(children, services, found)
        pids = workers(children, services.postgres.pid())
        share = open_boards(port, told["poll"], told["sessions"], pids)
        return verdict(found, share)


def open_boards(port: int, address: str, sessions: list[str], pids: list[str]) -> float:
    """The share of one core that BOARDS open boards cost, with the database's work for them."""
    polls, stop = Polls(), threading.Event()
    turns = [(sessions[n % len(sessions)], EVERY * n / BOARDS) for n in range(BOARDS)]
    boards = [threading.Thread(target=_board, args=(port, address, *turn, polls, stop)) for turn in turns]
    for board in boards:
        board.start()
    time.sleep(2 * EVERY)  # every board has its first answer, which is drawn in full
    with polls.lock:
        polls.statuses.clear()
        polls.took.clear()
    before, begun = worked(pids), time.perf_counter()
    time.sleep(SECONDS)
    share: float = (worked(pids) - before) / 1000 / (time.perf_counter() - begun)
    stop.set()
    for board in boards:
        board.join()
    told = ", ".join(f"{count} × {status}" for status, count in sorted(polls.statuses.items()))
    slow = sorted(polls.took)[len(polls.took) // 2]
    print(f"\n{BOARDS} open boards, every {EVERY} s, {SECONDS:.0f} s, nothing changes: {told}; median {slow:.1f} ms")
    print(f"share of one core, worker and database: {share:.1%}")
    if set(polls.statuses) - {304}:
        raise ServiceError("A board that did not change was sent again.")
    return share


def _board(port: int, address: str, session: str, late: float, polls: Polls, stop: threading.Event) -> None:
    """One open board: it sends along what it has, as board.js does."""
    tag = ""
    stop.wait(late)
    while not stop.is_set():
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=asking.PATIENCE_SECONDS)
        begun = time.perf_counter()
        line.request("GET", address, headers={"Cookie": f"sessionid={session}", "If-None-Match": tag})
        answer = line.getresponse()
        answer.read()
        line.close()
        tag = answer.headers.get("ETag") or tag
        with polls.lock:
            polls.statuses[answer.status] += 1
            polls.took.append((time.perf_counter() - begun) * 1000)
        stop.wait(EVERY)


def verdict(found: list[Page], share: float) -> bool:
    """Prints which of the board and the dashboards is over its limit."""
    found = [page for page in found if page.name != NO_DASHBOARD]
    over = [f"{page.name}: {page.median:.0f} ms" for page in found if page.median > MOST_MS]
    over += [f"{page.name}: {page.queries} queries" for page in found if page.queries > MOST_QUERIES]
    over += [f"open boards: {share:.0%} of one core"] if share > MOST_SHARE else []
    limits = f"{MOST_QUERIES} queries, {MOST_MS} ms, {MOST_SHARE:.0%} of one core"
    print(f"\nlimits: {limits}; " + (f"over: {', '.join(over)}" if over else "all within"))
    return not over


if __name__ == "__main__":
    sys.exit(finish(measure))
