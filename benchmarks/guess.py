"""What guessing codes gains, and what it costs a voter: `make bench-guess`.

10,000 well-formed wrong codes at full speed over 16 lines, twice: from one address without cookies, and with cookies
from an address that claims to be 200 others. Meanwhile residents vote from that same address, a few a second, and as
many before on a quiet site. Nobody who has a code may be refused; how long they wait stands beside it. What is left is
the length of the code: `P` is the chance that 28 days of guessing at this speed find any of 31,000 codes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.asking import serve
from benchmarks.stand import Children, finish, on_own_servers
from benchmarks.vote import GUNICORN, fill

PLANS, CODES = 25, 400
GUESSES, LINES = 10_000, 16
VOTES_A_SECOND, SECONDS = 3.0, 30.0
# The residents of one edition, the days of one vote, and the codes that there could be (voting.codes).
ROLL, DAYS, POSSIBLE = 31_000, 28, 32**12
MOST_P = 1e-4
# What a wrong code is answered with: look again, or wait.
ANSWERS = {"422", "429"}


def measure(children: Children) -> bool:
    """Guess twice while others vote; whether every voter voted, no guess was right, and P is small enough."""
    with on_own_servers(children, CONN_MAX_AGE="900"):
        world = fill(children, PLANS, 3 * CODES, 0)
        port, codes = serve(children, *GUNICORN), world["codes"]
        titles = f"{'guesses':>9}{'a second':>10}{'votes':>7}{'refused':>9}{'vote p50':>10}{'p95 ms':>8}{'P':>10}"
        print(f"\n{'':<44}{titles}")
        held = True
        for name, claimed in (("nobody guesses", None), ("one address, no cookies", 0), ("200 addresses claimed", 200)):
            guessing = _start(children, {"port": port, "claimed": claimed}) if claimed is not None else None
            votes = _vote(children, port, world["plan"], [codes.pop() for _ in range(CODES)])
            held &= show(name, votes, json.loads(guessing.communicate()[0]) if guessing else None)
    limits = f"0 voters refused, 0 right guesses, P at most {MOST_P:g}"
    print(f"\nlimits: {limits}: {'all within' if held else 'NOT within'}")
    return held


def _start(children: Children, job: dict[str, Any]) -> subprocess.Popen[str]:
    guesser = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.guess_load"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=children.environment,
    )
    assert guesser.stdin
    guesser.stdin.write(json.dumps(job | {"guesses": GUESSES, "lines": LINES}))
    guesser.stdin.close()
    guesser.stdin = None
    return guesser


def _vote(children: Children, port: int, plan: int, codes: list[str]) -> dict[str, Any]:
    job = {"port": port, "plan": plan, "codes": codes, "rate": VOTES_A_SECOND, "lines": LINES}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.vote_load"],
        input=json.dumps(job | {"seconds": SECONDS, "every_page": False}),
        capture_output=True,
        text=True,
        check=True,
        env=children.environment,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def show(name: str, votes: dict[str, Any], guessed: dict[str, Any] | None) -> bool:
    """Prints one line; whether it stays within the limits."""
    took, refused = sorted(votes["votes"]), sum(votes["errors"].values())
    rate = guessed["made"] / guessed["seconds"] if guessed else 0.0
    chance = rate * DAYS * 86_400 * ROLL / POSSIBLE
    number = guessed["made"] if guessed else 0
    print(
        f"{name:<44}{number:>9,}{rate:>10.0f}{len(took):>7}{refused:>9}{took[len(took) // 2]:>10.0f}"
        f"{took[int(len(took) * 0.95)]:>8.0f}{chance:>10.1e}",
        flush=True,
    )
    odd = {status: count for status, count in (guessed["answers"] if guessed else {}).items() if status not in ANSWERS}
    if refused or odd:
        print("   ", votes["errors"], odd)
    return not refused and not odd and chance <= MOST_P


if __name__ == "__main__":
    sys.exit(finish(measure))
