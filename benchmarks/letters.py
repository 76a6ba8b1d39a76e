"""How fast voting letters are made: `make bench-letters` (LARGE=1: up to a million).

A roll of 1,000, of 10,000 and of 31,000 people; each gets a code, and one process makes all letters as a worker does:
codes unsealed from the database, stamped, files safe on disk, rows ready. In the same run WeasyPrint draws letters of
the same edition by itself, for the ratio. At last everything is read back from the files.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = (1_000, 10_000, 31_000)
LARGE = (100_000, 1_000_000)
PLAIN = 200
WANTED = 31_000
MOST_SECONDS, LEAST_RATIO, MOST_MEMORY, MOST_GROWTH = 25.0, 40.0, 300.0, 1.25


def measure(children: Children) -> bool:
    """Fill a database of our own, make letters in every size, print; whether all stays within its limit."""
    with on_own_servers(children):
        made = [work(children, "stamp", size) for size in SIZES]
        plain, read = work(children, "plain", PLAIN), work(children, "read")
        made += [work(children, "stamp", size) for size in (LARGE if os.environ.get("LARGE") else ())]
        show(made, plain, read)
        return verdict(made, plain, read)


def work(children: Children, what: str, *arguments: int) -> dict[str, Any]:
    """Have a process of its own do it, on one core, and return what it measured."""
    command = [sys.executable, "-m", "benchmarks.letters_world", what, *map(str, arguments)]
    told: dict[str, Any] = json.loads(run(children, what, ["taskset", "-c", "0", *command]).splitlines()[-1])
    return told


def show(made: list[dict[str, Any]], plain: dict[str, Any], read: dict[str, Any]) -> None:
    heading = "letters  stacks  codes and stacks  letters made  of a core  letters/s  bytes/letter  memory"
    print(f"\n{heading}\n{'-' * len(heading)}")
    for each in made:
        speed, size = each["letters"] / each["wall"], each["bytes"] / each["letters"]
        times = f"{each['issued']:>14.1f} s {each['wall']:>11.1f} s {each['cpu'] / each['wall']:>9.0%}"
        sizes = f"{speed:>10,.0f} {size:>13,.0f} {each['memory']:>4.0f} MB"
        print(f"{each['letters']:>9,} {each['batches']:>5} {times} {sizes}")
    print(f"\nWeasyPrint by itself, in the same run: {plain['letters'] / plain['wall']:.1f} letters/s")
    print(f"31,000 letters in {seconds(made):.1f} s, {ratio(made, plain):.0f} times as fast as WeasyPrint by itself")
    print(f"read back of {WANTED:,}: {json.dumps(read)}")


def of_all(made: list[dict[str, Any]]) -> dict[str, Any]:
    return next(each for each in made if each["letters"] == WANTED)


def seconds(made: list[dict[str, Any]]) -> float:
    return float(of_all(made)["wall"])


def ratio(made: list[dict[str, Any]], plain: dict[str, Any]) -> float:
    return float(WANTED / seconds(made) * plain["wall"] / plain["letters"])


def verdict(made: list[dict[str, Any]], plain: dict[str, Any], read: dict[str, Any]) -> bool:
    """Prints what is over its limit."""
    middle = next(each for each in made if each["letters"] == 10_000)
    growth = max(each["wall"] / each["letters"] for each in made[1:]) / (middle["wall"] / middle["letters"])
    memory = max(each["memory"] for each in made)
    over = [f"{seconds(made):.1f} s"] if seconds(made) > MOST_SECONDS else []
    over += [f"{ratio(made, plain):.0f} times"] if ratio(made, plain) < LEAST_RATIO else []
    over += [f"{memory:.0f} MB"] if memory > MOST_MEMORY else []
    over += [f"growth {growth:.2f}"] if growth > MOST_GROWTH else []
    wrong = read["missing"] + read["double"] + read["foreign"] + read["qr"] - read["qr right"]
    over += [f"{wrong} letters wrong"] if wrong or read["codes"] != WANTED else []
    limits = f"{MOST_SECONDS:.0f} s, {LEAST_RATIO:.0f} times, {MOST_MEMORY:.0f} MB, {MOST_GROWTH} times per letter"
    print(f"\ntime per letter, largest against 10,000: {growth:.2f}")
    print(f"limits: {limits}; " + (f"over: {', '.join(over)}" if over else "all within"))
    return not over


if __name__ == "__main__":
    sys.exit(finish(measure))
