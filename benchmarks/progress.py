#!/usr/bin/env python3
"""How fast the public pages of chosen plans are: `make bench-progress`.

With 300 chosen plans, each with three updates, two photos and five spending lines, and with a tenth of all that,
measured as `make bench-pages` does it. The limits: 15 queries, and 80 ms at the middle.
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

SIZES = (30, 300)
MOST_QUERIES, MOST_MS = 15, 80


def measure_progress(children: Children) -> bool:
    """Fill a database of our own, start one worker, measure, print; whether every page stays within its limits."""
    sweep_abandoned("bench")
    root = own_root("bench")
    services = services_at(root)
    try:
        children.environment |= services.start() | settings(root)
        manage(children, "collectstatic", "--no-input", "--verbosity", "0")
        manage(children, "migrate", "--verbosity", "0")
        told = run(children, "load", [sys.executable, "-m", "benchmarks.progress_world", *map(str, SIZES)])
        found = [Page(t["page"], t["plans"], t["address"], t["queries"]) for t in json.loads(told.splitlines()[-1])]
        bench.SIZES = SIZES
        port = serve(children)
        warm(port, found)
        pids = workers(children, services.postgres.pid())
        empty = Page("empty page", 0, "/leeg/", 0)
        bench.measure(port, [empty, *found], pids)
        show(empty, found)
        return verdict(found)
    finally:
        children.stop_all()
        services.remove()


def verdict(found: list[Page]) -> bool:
    """Says which pages break a limit; whether none does."""
    broken = [page for page in found if page.queries > MOST_QUERIES or page.median > MOST_MS]
    for page in broken:
        print(f"too much: {page.name} at {page.plans} plans: {page.queries} queries, {page.median:.1f} ms")
    print("every page is within its limits" if not broken else f"{len(broken)} pages break a limit")
    return not broken


def main() -> int:
    """Run everything and return the exit code."""
    os.chdir(CHECKOUT)
    children = Children(os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        return 0 if measure_progress(children) else 1
    except (ChildError, ServiceError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    except StopError:
        return 130
    finally:
        children.stop_all()


if __name__ == "__main__":
    sys.exit(main())
