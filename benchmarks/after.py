#!/usr/bin/env python3
"""How fast the pages are that people look at after the vote: `make bench-after`.

With 300 plans and 100,000 ballots, and with a tenth of all that; one gunicorn worker, one request at a time, as `make
bench-pages` does it. The PDF is drawn once and kept: its line in the table is for all who come
after that.
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

SIZES = ((30, 10_000), (300, 100_000))
MOST_QUERIES, MOST_MS = 15, 80.0
# What many people look at; a plan's page holds its whole discussion, and is measured beside them.
LIMITED = ("result", "progress")


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, ask, print; whether everything stays within its limit."""
    sweep_abandoned("bench")
    root = own_root("bench")
    services = services_at(root)
    try:
        children.environment |= services.start() | settings(root) | {"CONN_MAX_AGE": "900"}
        manage(children, "collectstatic", "--no-input", "--verbosity", "0")
        manage(children, "migrate", "--verbosity", "0")
        sizes = [str(number) for size in SIZES for number in size]
        said = run(children, "load", [sys.executable, "-m", "benchmarks.after_world", *sizes])
        told = json.loads(said.splitlines()[-1])
        pages = [Page(t["page"], t["plans"], t["address"], t["queries"]) for t in told]
        bench.SIZES = (SIZES[0][0], SIZES[-1][0])
        port = serve(children)
        warm(port, pages)
        empty = Page("empty page", 0, "/leeg/", 0)
        bench.measure(port, [empty, *pages], workers(children, services.postgres.pid()))
        show(empty, pages)
        for each in told:
            if "PDF" in each["page"]:
                print(f"{each['page']} of {each['plans']} plans, drawn the first time: {each['first']:.1f} s")
        return verdict(pages)
    finally:
        children.stop_all()
        services.remove()


def verdict(pages: list[Page]) -> bool:
    held = True
    for page in pages:
        if page.name in LIMITED and page.plans == SIZES[-1][0]:
            fine = page.queries <= MOST_QUERIES and page.median <= MOST_MS
            held = held and fine
            print(
                f"{page.name}: {page.queries} queries (most {MOST_QUERIES}), {page.median:.0f} ms (most {MOST_MS:.0f})"
            )
    return held


def main() -> int:
    """Run everything and return the exit code."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        return 0 if measure(children) else 1
    except (ChildError, ServiceError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    except StopError:
        return 130
    finally:
        children.stop_all()


if __name__ == "__main__":
    sys.exit(main())
