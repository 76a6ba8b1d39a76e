"""Whoever guesses in `make bench-guess`: wrong codes over open lines as fast as answers come.

Reads one job as JSON from standard input; prints how many guesses were made, how long they took, and the answers.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from itertools import count

from benchmarks.vote_load import CSRF, Line, Tally
from voting.codes import make_code


async def main() -> None:
    job = json.loads(sys.stdin.read())
    answers: Counter[str] = Counter()
    codes = [make_code() for _ in range(job["guesses"])]
    turns, begun = count(), time.perf_counter()

    async def guess() -> None:
        """One line: with cookies kept and another address claimed each time, or with neither."""
        line = Line(job["port"], Tally())
        while codes:
            if not job["claimed"] or not line.cookies:
                line.cookies = {"csrftoken": CSRF}
            turn = next(turns)
            heads = {"X-Forwarded-For": f"203.0.113.{turn % job['claimed']}"} if job["claimed"] else {}
            try:
                answers[str(await line.send("/stemmen/", f"code={codes.pop()}", heads))] += 1
            except (OSError, EOFError) as problem:
                answers[type(problem).__name__] += 1
                line.writer = None

    await asyncio.gather(*(guess() for _ in range(job["lines"])))
    print(json.dumps({"made": answers.total(), "seconds": time.perf_counter() - begun, "answers": answers}))


if __name__ == "__main__":
    asyncio.run(main())
