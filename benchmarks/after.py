"""How fast the pages are that people look at after the vote: `make bench-after`.

With 300 plans and 100,000 ballots, and with a tenth of all that; one gunicorn worker, one request at a time, as `make
bench-pages` does it. The PDF is drawn once and kept: its line in the table is for all who come after that.
"""

from __future__ import annotations

import json
import sys

from benchmarks.asking import Page, ask_all, pages_of
from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = ((30, 10_000), (300, 100_000))
MOST_QUERIES, MOST_MS = 15, 80.0
# What many people look at; a plan's page holds its whole discussion, and is measured beside them.
LIMITED = ("result", "progress")


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, ask, print; whether everything stays within its limit."""
    with on_own_servers(children, CONN_MAX_AGE="900") as services:
        sizes = [str(number) for size in SIZES for number in size]
        said = run(children, "load", [sys.executable, "-m", "benchmarks.after_world", *sizes])
        told = json.loads(said.splitlines()[-1])
        pages = pages_of(told)
        ask_all(children, services, pages)
        for each in told:
            if "PDF" in each["page"]:
                print(f"{each['page']} of {each['plans']} plans, drawn the first time: {each['first']:.1f} s")
        return verdict(pages)


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


if __name__ == "__main__":
    sys.exit(finish(measure))
