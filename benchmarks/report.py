#!/usr/bin/env python3
"""How fast the report of an edition is: `make bench-report`.

300 plans and 100,000 ballots, one gunicorn worker. The pages are measured as `make bench-pages` does it, beside an
empty page; counting the figures and drawing the PDF are timed once each, with all of the work they do.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from children import ChildError, Children, StopError
from ground import ServiceError
from services import CHECKOUT, services_at
from sweep import own_root, sweep_abandoned

from benchmarks import pages as bench
from benchmarks.pages import Page, manage, run, serve, settings, show, warm, workers

PLANS, BALLOTS = 300, 100_000
MOST_QUERIES, MOST_MS, MOST_PDF_SECONDS = 15, 80, 10


def measure_report(children: Children) -> bool:
    """Fill a database of our own, start one worker, measure, print; whether everything stays within its limit."""
    sweep_abandoned("bench")
    root = own_root("bench")
    services = services_at(root)
    try:
        children.environment |= services.start() | settings(root) | {"CONN_MAX_AGE": "900"}
        manage(children, "collectstatic", "--no-input", "--verbosity", "0")
        manage(children, "migrate", "--verbosity", "0")
        load = [sys.executable, "-m", "benchmarks.report_world", str(PLANS), str(BALLOTS)]
        told = json.loads(run(children, "load", load).splitlines()[-1])
        found = [Page(each["page"], PLANS, each["address"], each["queries"]) for each in told["pages"]]
        bench.SIZES = (PLANS, PLANS)
        port = serve(children)
        warm(port, found)
        empty = Page("empty page", 0, "/leeg/", 0)
        bench.measure(port, [empty, *found], workers(children, services.postgres.pid()))
        show(empty, found)
        return verdict(found, told)
    finally:
        children.stop_all()
        services.remove()


def verdict(found: list[Page], told: dict[str, float]) -> bool:
    """Prints counting, PDF, and what is over its limit."""
    print(f"\ncounting the figures {told['counted']:.2f} s; the PDF {told['drawn']:.1f} s, {told['kb']:.0f} kB")
    over = [f"{page.name}: {page.median:.0f} ms" for page in found if page.median > MOST_MS]
    over += [f"{page.name}: {page.queries} queries" for page in found if page.queries > MOST_QUERIES]
    over += [f"PDF: {told['drawn']:.0f} s"] if told["drawn"] > MOST_PDF_SECONDS else []
    limits = f"{MOST_QUERIES} queries, {MOST_MS} ms, PDF {MOST_PDF_SECONDS} s"
    print(f"limits: {limits}; " + (f"over: {', '.join(over)}" if over else "all within"))
    return not over


def main() -> int:
    """Run everything and return the exit code."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        return 0 if measure_report(children) else 1
    except (ChildError, ServiceError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    except StopError:
        return 130
    finally:
        children.stop_all()


if __name__ == "__main__":
    sys.exit(main())
