"""How fast the public pages of chosen plans are: `make bench-progress`.

With 300 chosen plans, each with three updates, two photos and five spending lines, and with a tenth of all that,
measured as `make bench-pages` does it. The limits: 15 queries, and 80 ms at the middle.
"""

from __future__ import annotations

import json
import sys

from benchmarks.asking import Page, ask_all, pages_of
from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = (30, 300)
MOST_QUERIES, MOST_MS = 15, 80


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, measure, print; whether every page stays within its limits."""
    with on_own_servers(children) as services:
        told = run(children, "load", [sys.executable, "-m", "benchmarks.progress_world", *map(str, SIZES)])
        found = pages_of(json.loads(told.splitlines()[-1]))
        ask_all(children, services, found)
        return verdict(found)


def verdict(found: list[Page]) -> bool:
    """Says which pages break a limit; whether none does."""
    broken = [page for page in found if page.queries > MOST_QUERIES or page.median > MOST_MS]
    for page in broken:
        print(f"too much: {page.name} at {page.plans} plans: {page.queries} queries, {page.median:.1f} ms")
    print("every page is within its limits" if not broken else f"{len(broken)} pages break a limit")
    return not broken


if __name__ == "__main__":
    sys.exit(finish(measure))
