"""How many people can vote at once: `make bench-vote`.

gunicorn as in production (two workers of four threads), PostgreSQL with fsync on, the voters in a process of their own
on the same machine. First as fast as it goes, then at a fixed pace, then both again with 300,000 ballots stored; and
between them what pgbench reaches with the SQL of casting alone, which no site can beat here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.asking import serve, workers
from benchmarks.stand import Children, ServiceError, Services, find_binaries, finish, on_own_servers, run

PLANS, STORED = 25, int(os.environ.get("STORED", "300000"))
SECONDS, LINES = float(os.environ.get("SECONDS", "12")), 16
PACE = 60.0
MOST_P95 = 250.0
CODES = 12_000
# As the Dockerfile starts the site.
GUNICORN = ("--workers", "2", "--threads", "4")
AS_IT_RUNS = {"CONN_MAX_AGE": "900", "DJANGO_SETTINGS_MODULE": "haarlem_nd.settings"}
# As cast_ballot does it (voting/actions/box.py), statement for statement; only the draw of turn and number is extra.
CAST = """
SELECT nextval('bench_turn') AS turn, left(gen_random_uuid()::text, 14) AS number \\gset
BEGIN;
SELECT * FROM editions_edition WHERE id = {edition} FOR SHARE;
SELECT *, clock_timestamp() FROM editions_phasewindow WHERE edition_id = {edition} ORDER BY starts_at;
UPDATE voting_votingcode SET state = 'USED' WHERE code_hash = (SELECT code_hash FROM bench_codes WHERE turn = :turn)
  AND edition_id = {edition} AND state = 'ISSUED';
SELECT p.id, p.ballot_cents, r.min_plans, r.max_plans FROM plans_plan p JOIN editions_edition e ON e.id = p.edition_id
  LEFT JOIN voting_votingrules r ON r.edition_id = e.id
  WHERE p.edition_id = {edition} AND p.status IN ('ON_BALLOT', 'CHOSEN', 'NOT_CHOSEN', 'REALISED');
INSERT INTO voting_intakereceipt (number, edition_id) VALUES (':number', {edition}) ON CONFLICT DO NOTHING;
INSERT INTO voting_intakeballot (id, edition_id, choice) SELECT gen_random_uuid(), {edition}, ARRAY[{plan}]::bigint[]
  WHERE NOT EXISTS (SELECT 1 FROM voting_receipt WHERE number = ':number');
COMMIT;
"""
PREPARE = (
    "DROP TABLE IF EXISTS bench_codes; DROP SEQUENCE IF EXISTS bench_turn; CREATE SEQUENCE bench_turn;"
    "CREATE TABLE bench_codes AS SELECT row_number() OVER (ORDER BY id DESC) AS turn, code_hash"
    " FROM voting_votingcode WHERE state = 'ISSUED'; CREATE UNIQUE INDEX ON bench_codes (turn); VACUUM ANALYZE"
)


def worked(pids: list[str]) -> float:
    """How long these processes with all their threads have been at work, in milliseconds."""
    ticks = 0
    for pid in pids:
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(facts[11]) + int(facts[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Bench:
    """One run: where things stand, and the codes that nobody has used yet."""

    children: Children
    services: Services
    port: int
    world: dict[str, Any]
    codes: list[str]

    def load(self, name: str, rate: float = 0.0, every_page: bool = False) -> dict[str, Any]:
        """Votes for some seconds and prints what came of it."""
        wanted = min(len(self.codes), int((rate or 300) * SECONDS))
        codes, self.codes = self.codes[:wanted], self.codes[wanted:]
        job = {"port": self.port, "plan": self.world["plan"], "codes": codes, "rate": rate, "lines": LINES}
        pids = workers(self.children, self.services.postgres.pid())
        before = worked(pids)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.vote_load"],
            input=json.dumps(job | {"seconds": SECONDS, "every_page": every_page}),
            capture_output=True,
            text=True,
            check=True,
            env=self.children.environment,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        votes = len(found["votes"])
        found["cpu"] = (worked(pids) - before) / max(1, votes)
        found["rate"] = votes / found["seconds"]
        asked = sorted(found["requests"])
        found["p95"] = asked[int(len(asked) * 0.95)]
        print(
            f"{name:<34}{found['rate']:>9.1f}{asked[len(asked) // 2]:>10.1f}{found['p95']:>9.1f}"
            f"{sorted(found['votes'])[votes // 2]:>11.0f}{found['cpu']:>9.1f}{sum(found['errors'].values()):>8}",
            flush=True,
        )
        if found["errors"]:
            print("   ", found["errors"])
        return found

    def ceiling(self) -> float:
        """Votes a second that pgbench casts with the same SQL over as many connections."""
        self._sql(PREPARE)
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(CAST.format(edition=self.world["edition"], plan=self.world["plan"]))
            script.flush()
            os.chmod(script.name, 0o644)
            how = ["-n", "-f", script.name, "-c", "8", "-j", "1", "-T", "5", self.services.postgres.url]
            said = self._run([str(find_binaries() / "pgbench"), *how])
        self._sql(
            "UPDATE voting_votingcode SET state = 'ISSUED' WHERE code_hash IN (SELECT code_hash FROM bench_codes)"
        )
        rate = float(next(line for line in said.splitlines() if line.startswith("tps =")).split()[2])
        print(f"{'pgbench, the SQL of casting alone':<34}{rate:>9.1f}", flush=True)
        return rate

    def _sql(self, sql: str) -> None:
        for statement in sql.split("; "):
            self._run([str(find_binaries() / "psql"), "-X", "-q", self.services.postgres.url, "-c", statement])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise ServiceError(f"{Path(command[0]).name} failed: {done.stderr}")
        return done.stdout


def measure(children: Children) -> bool:
    """Vote, as fast as it goes and at a pace, with few and with many ballots stored; whether nothing went wrong."""
    with on_own_servers(children, **AS_IT_RUNS) as services:
        world = fill(children, PLANS, CODES, 0)
        bench = Bench(children, services, serve(children, *GUNICORN), world, world.pop("codes"))
        print(f"\n{os.cpu_count()} cores, {PLANS} plans on the ballot, {LINES} lines, {SECONDS:.0f} s each")
        print(f"{'':<34}{'votes/s':>9}{'p50 ms':>10}{'p95 ms':>9}{'vote p50':>11}{'cpu ms':>9}{'errors':>8}")
        bench.load("warming up")
        ceiling = bench.ceiling()
        empty = [bench.load("full speed, 5 requests a vote"), bench.load(f"{PACE:.0f} a second", PACE)]
        bench.load("full speed, every page (8)", every_page=True)
        bench.codes += fill(children, 0, CODES, STORED)["codes"]
        print(f"with {STORED:,} ballots stored:")
        full = [bench.load("full speed, 5 requests a vote"), bench.load(f"{PACE:.0f} a second", PACE)]
        bench.ceiling()
        return verdict(ceiling, empty, full)


def fill(children: Children, plans: int, codes: int, stored: int) -> dict[str, Any]:
    sizes = [str(number) for number in (plans, codes, stored)]
    said = run(children, "load", [sys.executable, "-m", "benchmarks.vote_world", *sizes])
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def verdict(ceiling: float, empty: list[dict[str, Any]], full: list[dict[str, Any]]) -> bool:
    """Prints what the goals are and what was reached; whether nothing went wrong."""
    growth = full[0]["cpu"] / empty[0]["cpu"]
    print(f"\nfull speed is {empty[0]['rate'] / ceiling:.0%} of pgbench's ceiling (goal: 120 votes/s)")
    print(f"at {PACE:.0f} votes/s p95 is {empty[1]['p95']:.0f} ms (goal: {MOST_P95:.0f})")
    print(f"work a vote with {STORED:,} ballots stored: x {growth:.2f} (goal: flat)")
    return not any(found["errors"] for found in [*empty, *full])


if __name__ == "__main__":
    sys.exit(finish(measure))
