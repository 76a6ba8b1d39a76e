"""How long a count takes and how much memory: `make bench-count`.

Puts 10,000, 100,000 and 1,000,000 ballots of five of forty plans in the box of one edition, and counts each box in a
process of its own, from the database on: reading, the fingerprint of the ballots, and the count. Most votes first is
the goal (1,000,000 in 10 s and 500 MB); equal shares stands beside it, in the same memory. "cpu" is what this process
worked itself, which a busy machine leaves alone; PostgreSQL reads besides.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from random import Random

from benchmarks.stand import Children, finish, on_own_servers, run

SIZES = (10_000, 100_000, 1_000_000)
METHODS = ("greedy", "mes", "mes-add1")
PLANS, ON_A_BALLOT = 40, 5
MOST_SECONDS, MOST_MB = 10.0, 500
PARTS = ("read", "hash", "count", "all", "cpu")


def measure(children: Children) -> bool:
    """Count every box by every method, each in a process of its own; whether all stayed within the limits."""
    missed = False
    with on_own_servers(children, DJANGO_SETTINGS_MODULE="haarlem_nd.settings"):
        titles = " ".join(f"{part + ' s':>7}" for part in PARTS)
        print(f"{'ballots':>9} {'method':<9} {titles} {'MB':>6}")
        for size in SIZES:
            for method in METHODS:
                command = [sys.executable, "-m", "benchmarks.count", str(size), method]
                done = json.loads(run(children, method, command))
                seconds = " ".join(f"{done[part]:>7.2f}" for part in PARTS)
                print(f"{size:>9,} {method:<9} {seconds} {done['mb']:>6.0f}", flush=True)
                missed |= done["mb"] > MOST_MB or (method == "greedy" and done["all"] > MOST_SECONDS)
    goal = f"{SIZES[-1]:,} in {MOST_SECONDS:.0f} s and each method in {MOST_MB} MB"
    print(f"Goal: {goal}: {'MISSED' if missed else 'met'}.")
    return not missed


def fill_and_count(size: int, method: str) -> int:
    """Fills the box when it does not hold `size` ballots yet, and counts it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haarlem_nd.settings")
    import django

    django.setup()
    fill(size)
    # A process that only counts, so that filling the box weighs nothing.
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    from django.db import connection

    connection.close()
    os._exit(count_it(method))


def fill(size: int) -> None:
    from io import StringIO
    from uuid import uuid4

    from django.db import connection

    from editions.models import Area, Edition
    from voting.models import Ballot

    area, _ = Area.objects.get_or_create(name="Meting")
    edition, _ = Edition.objects.get_or_create(slug="meting", defaults={"area": area, "budget_cents": 35_000_000})
    there = Ballot.objects.filter(edition=edition).count()
    dice, lines = Random(there), StringIO()
    for number in range(there, size):
        choice = sorted(dice.sample(range(1, PLANS + 1), ON_A_BALLOT))
        lines.write(f"{uuid4()}\t{edition.pk}\t{{{','.join(map(str, choice))}}}\n")
        if number % 50_000 == 49_999 or number == size - 1:
            lines.seek(0)
            with connection.cursor() as cursor:
                cursor.copy_expert("COPY voting_ballot (id, edition_id, choice) FROM STDIN", lines)
            lines = StringIO()


def count_it(method: str) -> int:
    from editions.models import Edition
    from voting.counting import Rules, count
    from voting.counting.pabulib import RULES
    from voting.counting.rules import Tie
    from voting.queries.count import read_box

    how, misfit, completion = RULES[method]
    dice = Random(1)
    prices = {plan: dice.randrange(50_000, 2_000_000) for plan in range(1, PLANS + 1)}
    edition = Edition.objects.get(slug="meting")
    rules = Rules(
        budget=edition.budget_cents, prices=prices, method=how, misfit=misfit, completion=completion, tie=Tie.NUMBER
    )
    begun, worked = time.perf_counter(), time.process_time()
    box = read_box(edition)
    read = time.perf_counter()
    box.sha256()
    hashed = time.perf_counter()
    count(rules, box)
    done = time.perf_counter()
    facts = {"read": read - begun, "hash": hashed - read, "count": done - hashed, "all": done - begun}
    facts["cpu"] = time.process_time() - worked
    facts["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(facts), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(fill_and_count(int(sys.argv[1]), sys.argv[2]) if len(sys.argv) == 3 else finish(measure))
