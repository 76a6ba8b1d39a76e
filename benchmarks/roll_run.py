"""Reads one file into the roll of a new edition and prints, as JSON, how long that took and how heavy it was."""

import json
import os
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.roll_file import DISTRICTS  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Area, Edition, Neighbourhood  # noqa: E402
from editions.phases import NUMBERED, Phase  # noqa: E402
from voting.actions import map_columns, run_import, start_import, upload_roll  # noqa: E402


def new_edition(name: str) -> Edition:
    area = Area.objects.create(name=f"Gebied {name}")
    for district in DISTRICTS:
        Neighbourhood.objects.create(area=area, name=district)
    facts = {"slug": f"meting-{name}", "phase": Phase.FEASIBILITY, "budget_cents": 7_000_000}
    edition = Edition.objects.create(area=area, name=f"Meting {name}", **facts)
    start = clock.now() - timedelta(days=60)
    for number, phase in enumerate(NUMBERED):
        day = start + timedelta(days=25 * number)
        edition.windows.create(phase=phase, starts_at=day, ends_at=day + timedelta(days=25))
    return edition


def worked() -> float:
    """Seconds of processor time of this process and of PostgreSQL's process that works for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def timed(edition: Edition, path: Path, by: int) -> dict[str, float]:
    """Seconds of taking the file in and of reading it, and what came of its rows."""
    begun, before = time.perf_counter(), worked()
    with path.open("rb") as file:
        made = upload_roll(edition.pk, file, by)
    map_columns(made.pk, made.mapping)
    start_import(made.pk, by)
    taken = time.perf_counter()
    run_import(made.pk)
    done, after = time.perf_counter(), worked()
    made.refresh_from_db()
    names = ("rows", "new", "known", "apart", "twice", "deceased", "young", "outside", "rejected")
    return {name: getattr(made, name) for name in names} | {
        "upload": taken - begun,
        "read": done - taken,
        "cpu": after - before,
    }


def main() -> None:
    path = Path(sys.argv[1])
    by, _ = User.objects.get_or_create(email="meting@example.org")
    edition = new_edition(path.stem)
    first = timed(edition, path, by.pk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = timed(edition, path, by.pk) if "--again" in sys.argv else {}
    print(json.dumps({"first": first, "again": again, "peak_mb": peak}))


if __name__ == "__main__":
    main()
