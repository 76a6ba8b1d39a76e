"""How fast the report of an edition is: `make bench-report`.

300 plans and 100,000 ballots, one gunicorn worker. The pages are measured as `make bench-pages` does it, beside an
empty page; counting the figures and drawing the PDF are timed once each, with all of the work they do.
"""

from __future__ import annotations

import json
import sys

from benchmarks.asking import Page, ask_all, pages_of
from benchmarks.stand import Children, finish, on_own_servers, run

PLANS, BALLOTS = 300, 100_000
MOST_QUERIES, MOST_MS, MOST_PDF_SECONDS = 15, 80, 10


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, measure, print; whether everything stays within its limit."""
    with on_own_servers(children, CONN_MAX_AGE="900") as services:
        load = [sys.executable, "-m", "benchmarks.report_world", str(PLANS), str(BALLOTS)]
        told = json.loads(run(children, "load", load).splitlines()[-1])
        found = pages_of({"plans": PLANS, **each} for each in told["pages"])
        ask_all(children, services, found)
        return verdict(found, told)


def verdict(found: list[Page], told: dict[str, float]) -> bool:
    """Prints counting, PDF, and what is over its limit."""
    print(f"\ncounting the figures {told['counted']:.2f} s; the PDF {told['drawn']:.1f} s, {told['kb']:.0f} kB")
    over = [f"{page.name}: {page.median:.0f} ms" for page in found if page.median > MOST_MS]
    over += [f"{page.name}: {page.queries} queries" for page in found if page.queries > MOST_QUERIES]
    over += [f"PDF: {told['drawn']:.0f} s"] if told["drawn"] > MOST_PDF_SECONDS else []
    limits = f"{MOST_QUERIES} queries, {MOST_MS} ms, PDF {MOST_PDF_SECONDS} s"
    print(f"limits: {limits}; " + (f"over: {', '.join(over)}" if over else "all within"))
    return not over


if __name__ == "__main__":
    sys.exit(finish(measure))
