"""Reading a file into the roll: the job that a worker does, all of it or nothing.

Rows are read into a table of the worker's own, without any lock, so that nobody waits; then everybody goes to where
they belong in one short transaction, which ends in the compare-and-set that says DONE. Whoever is killed before has
changed nothing, and whoever comes too late, or was cancelled, rolls back.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet

from audit.actions import record
from common import clock
from common.errors import Refused
from voting import extracts, staging
from voting.actions.roll import (
    cancel_import,
    lock_roll,
    map_columns,
    require_same_kind,
    require_unissued,
    start_import,
    upload_roll,
)
from voting.keys import derived_key
from voting.models import ImportState, RejectedRow, RollImport
from voting.queries.roll_rules import rules_of
from voting.roll import Outcome, Reader, Row, Rules, ToldBy, UnreadableRoll, open_table, person_key

CHUNK = 2_000  # rows between two signs of life, and two looks whether somebody cancelled: about a tenth of a second
STALE_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 3
KEEP_FOR = timedelta(days=30)
KILLED = "Het inlezen is drie keer afgebroken. Lees het bestand opnieuw in, of splits het in kleinere bestanden."
NOBODY = "Er staan geen mensen in dit bestand. Onder de kopregel hoort één regel per persoon."
BROKEN = "Het inlezen is niet gelukt door een fout in het systeem. Er is niets veranderd. Probeer het opnieuw."


class _Stopped(Exception):
    """Somebody cancelled, or another worker has the job now."""


def run_import(import_id: int) -> bool:
    """Reads the file into the roll; False when there is nothing to do: not ready, done, cancelled, or taken."""
    claimed_at = clock.now()
    claim = {"state": ImportState.RUNNING, "claimed_at": claimed_at, "seen_at": claimed_at, "progress": 0}
    if not _due(claimed_at).filter(pk=import_id).update(**claim, attempts=F("attempts") + 1):
        return False
    made = RollImport.objects.select_related("edition__area").get(pk=import_id)
    try:
        rules = rules_of(made.edition)
        _stage(made, rules)
        _finish(made, rules)
    except _Stopped:
        return False
    except (UnreadableRoll, Refused) as said:
        _fail(made, said.reason)
        return False
    except (DatabaseError, OSError):
        _fail(made, BROKEN)
        raise RuntimeError("reading a roll failed") from None  # without the row in it that PostgreSQL quotes
    finally:
        staging.close_table()
    extracts.throw_away(made.file)
    return True


def _due(moment: datetime) -> QuerySet[RollImport]:
    """Files that wait, or whose worker gave no sign for too long."""
    stale = Q(state=ImportState.RUNNING, seen_at__lte=moment - STALE_AFTER)
    return RollImport.objects.filter(Q(state=ImportState.MAPPED) | stale, attempts__lt=MOST_ATTEMPTS)


def _mine(made: RollImport) -> QuerySet[RollImport]:
    return RollImport.objects.filter(pk=made.pk, state=ImportState.RUNNING, claimed_at=made.claimed_at)


def _stage(made: RollImport, rules: Rules) -> None:
    """All rows into the worker's own table, with a sign of life now and then. Takes no lock."""
    staging.open_table()
    path = extracts.path_of(made.file)
    if not path.is_file():
        raise Refused("Het bestand is er niet meer. Lees het opnieuw in.")
    with path.open("rb") as file:
        reader = Reader(made.mapping, rules)
        values = _values(made.edition_id, map(reader.read, open_table(file)))
        while chunk := list(islice(values, CHUNK)):
            staging.copy_in(chunk)
            _give_sign(made, _position(file, path))


def _position(file: BinaryIO, path: Path) -> int:
    """How far the file was read, in bytes. An archive is read here and there, so it never says more than its size."""
    return min(file.tell(), path.stat().st_size)


def _give_sign(made: RollImport, progress: int) -> None:
    if not _mine(made).update(seen_at=clock.now(), progress=progress):
        raise _Stopped


def _values(edition_id: int, rows: Iterator[Row]) -> Iterator[staging.Values]:
    secret = derived_key("person on the electoral roll")
    for row in rows:
        who = row.person
        if who is None:
            yield (row.line, row.outcome, row.reason, row.raw, *[None] * 9)
            continue
        key = person_key(f"{edition_id}|{who.identity}", secret)
        name = (who.name_line, who.salutation, who.form_of_address)
        address = (who.address_line, who.postcode, who.town)
        yield (row.line, row.outcome, row.reason, "", key, *name, *address, who.neighbourhood_id, who.birth_date)


@transaction.atomic
def _finish(made: RollImport, rules: Rules) -> None:
    """From the worker's table into the roll. Raises Refused when the roll may not change any more."""
    lock_roll(made.edition_id)
    edition = require_unissued(made.edition_id)
    require_same_kind(edition, ToldBy(made.told_by), but=made.pk)
    totals = staging.put_in_place(edition.pk, made.pk)
    if not totals.rows:
        raise Refused(NOBODY)
    done = {"state": ImportState.DONE, "file": "", "finished_at": clock.now(), "progress": made.size}
    done |= {"voting_day": rules.voting_day, "voting_age": rules.voting_age}
    facts = vars(totals)
    if not _mine(made).update(**done, **facts):
        raise _Stopped
    subject = f"roll:{made.pk}"
    record("roll_imported", edition=edition.slug, by=made.imported_by_id, subject=subject, sha256=made.sha256, **facts)


def _fail(made: RollImport, reason: str) -> None:
    failed = {"state": ImportState.FAILED, "failure": reason, "file": "", "finished_at": clock.now()}
    if _mine(made).update(**failed):
        extracts.throw_away(made.file)


def imports_to_run() -> list[int]:
    """What the sweep should run: files that a lost message or a killed worker left behind. Clears up, too."""
    _give_up()
    _forget()
    return list(_due(clock.now()).order_by("pk").values_list("pk", flat=True))


def _give_up() -> None:
    """A file that killed its worker three times is not tried again."""
    limit = clock.now() - STALE_AFTER
    dead = RollImport.objects.filter(state=ImportState.RUNNING, seen_at__lte=limit, attempts__gte=MOST_ATTEMPTS)
    for made in dead:
        _fail(made, KILLED)


def _forget() -> None:
    """What should be gone: uploads that nobody finished, rows as they came after 30 days, files without a job."""
    now = clock.now()
    forgotten = RollImport.objects.filter(state=ImportState.UPLOADED, imported_at__lte=now - KEEP_FOR)
    forgotten.update(state=ImportState.CANCELLED, file="", finished_at=now)
    old = RejectedRow.objects.filter(roll_import__finished_at__lte=now - KEEP_FOR, kind=Outcome.REJECTED)
    old.exclude(raw="").update(raw="")
    needed = set(RollImport.objects.exclude(file="").values_list("file", flat=True))
    for name in extracts.older_than((now - timedelta(hours=1)).timestamp()):
        if name not in needed:
            extracts.throw_away(name)


def import_roll(edition_id: int, file: BinaryIO, by: int) -> RollImport:
    """All steps at once, with the columns as they are proposed: for commands, the demo and tests. Raises Refused."""
    made = upload_roll(edition_id, file, by)
    try:
        map_columns(made.pk, made.mapping)
        start_import(made.pk, by)
    except Refused:
        cancel_import(made.pk, by)
        raise
    run_import(made.pk)
    made.refresh_from_db()
    if made.state != ImportState.DONE:
        raise Refused(made.failure)
    return made
