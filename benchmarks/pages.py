"""How fast and how heavy the pages of plans are: `make bench-pages`.

With 1,000 plans, 50,000 likes and 10,000 reactions, and with a tenth of all that; asked as benchmarks/asking.py says.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request

from benchmarks.asking import PATIENCE_SECONDS, Page, ask_all, pages_of
from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = (100, 1_000)


def measure(children: Children) -> bool:
    """Fill a database of our own, start one worker, ask, and print what came of it. There is no limit."""
    with on_own_servers(children) as services:
        told = run(children, "load", [sys.executable, "-m", "benchmarks.load", *map(str, SIZES)])
        pages = pages_of(json.loads(told.splitlines()[-1]))
        show_weight(ask_all(children, services, pages), pages)
    return True


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


if __name__ == "__main__":
    sys.exit(finish(measure))
