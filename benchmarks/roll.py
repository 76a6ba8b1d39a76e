"""How fast an extract is read into the roll, and how heavy that is: `make bench-roll`.

Invented files of 31,000 and 100,000 rows (add 1000000, or any other sizes), a tenth of them odd, each read by a
process of its own into a private PostgreSQL with fsync on. `cpu s` is what that process and PostgreSQL worked, without
the waiting: on a busy machine it says more than the clock. `growth` is cpu per row against the smallest file: 1.0 is
linear. The smallest file is read a second time, which must add nobody.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.roll_file import write
from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = (31_000, 100_000)
MOST_SECONDS, MOST_MB = 15.0, 300.0  # for 31,000 rows; for any number
TIMES = ("upload", "read", "cpu")
HEAD = f"{'rows':>9}{'seconds':>9}{'rows/s':>9}{'cpu s':>8}{'growth':>8}{'peak MB':>9}  what came of them"


def measure(children: Children) -> bool:
    """Whether everything stayed within the limits."""
    begun, per_row, within = time.monotonic(), 0.0, True
    with on_own_servers(children) as services:
        print(HEAD, flush=True)
        for rows in sorted([*SIZES, *map(int, sys.argv[1:])]):
            path = services.root / f"{rows}.csv"
            write(path, rows)
            told = read(children, path, again=not per_row)
            seconds = told["first"]["upload"] + told["first"]["read"]
            per_row = per_row or told["first"]["cpu"] / rows
            within &= show(rows, seconds, told["first"]["cpu"] / rows / per_row, told)
            path.unlink()
    limits = f"{MOST_SECONDS:.0f} s for {SIZES[0]} rows, {MOST_MB:.0f} MB, every row accounted for"
    print(f"\nlimits: {limits}: {'all within' if within else 'NOT within'}; {time.monotonic() - begun:.0f} s in all")
    return within


def read(children: Children, path: Path, again: bool) -> dict:  # type: ignore[type-arg]
    command = [sys.executable, "-m", "benchmarks.roll_run", str(path), *(["--again"] if again else [])]
    told: dict = json.loads(run(children, "read", command).splitlines()[-1])  # type: ignore[type-arg]
    return told


def show(rows: int, seconds: float, growth: float, told: dict) -> bool:  # type: ignore[type-arg]
    first = told["first"]
    counted = sum(number for name, number in first.items() if name not in ("rows", *TIMES))
    parts = ", ".join(f"{name} {number}" for name, number in first.items() if name not in TIMES)
    times = f"{rows:>9}{seconds:>9.1f}{rows / seconds:>9.0f}{first['cpu']:>8.1f}"
    print(f"{times}{growth:>8.2f}{told['peak_mb']:>9.0f}  {parts}", flush=True)
    if told["again"]:
        took = told["again"]["upload"] + told["again"]["read"]
        print(f"{'again':>9}{took:>9.1f}{'':>34}  new {told['again']['new']}", flush=True)
    in_time = seconds <= MOST_SECONDS * max(1, rows / SIZES[0])
    return in_time and told["peak_mb"] <= MOST_MB and counted == first["rows"] == rows


if __name__ == "__main__":
    sys.exit(finish(measure))
