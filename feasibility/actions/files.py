"""Files for the table: kept privately, and never a row without a file.

The file is written before the row, and removed after the row is gone for certain. What a killed worker leaves behind
is a file without a row; `sweep_files` takes it away.
"""

import logging
from datetime import timedelta
from typing import IO

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility import drawer
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.file_kinds import MAX_BYTES, FileKind, clean_name, kind_of
from feasibility.models import TableFile
from feasibility.permissions import may_confer, may_remove

MOST_FILES = 20
# A file without a row is left alone this long: its row may be on its way.
LEFT_BEHIND = timedelta(days=1)
NOT_YOURS = "Alleen mensen aan tafel leggen er een bestand bij, en niet bij hun eigen plan."
NOT_YOURS_TO_REMOVE = "Alleen wie dit bestand toevoegde of de voorzitter haalt het weg."
TOO_LARGE = "Dit bestand is te groot: hoogstens 15 MB. Maak het kleiner, of kies een ander bestand."
EMPTY = "Dit bestand is leeg. Kies een ander bestand."
WRONG_KIND = "Dit soort bestand kan niet. Kies een PDF, een foto (JPEG, PNG of WebP), of Word of Excel zonder macro’s."
ENOUGH = f"Er liggen al {MOST_FILES} bestanden bij dit plan. Haal er eerst een weg."

logger = logging.getLogger(__name__)


def add_file(plan_id: int, by: int, upload: IO[bytes], name: str) -> TableFile:
    """Lays a file with a plan. Raises Refused, also for what is in it (file_kinds).

    It is looked at and written before anything is locked, since that takes a while.
    """
    _look_for_room(plan_id, by)
    size, kind = _looked_at(upload)
    path = drawer.put(upload, kind)
    try:
        return _keep(plan_id, by, path, clean_name(name, kind), size)
    except Refused:
        # Any other failure may have come after the row was certain: then the sweep decides.
        drawer.throw_away(path)
        raise


@transaction.atomic
def remove_file(plan_id: int, by: int, file_id: int) -> None:
    """Takes a file away; one that is already gone is fine. Raises Refused."""
    hand = take_in_hand(plan_id, by)
    found = hand.plan.table_files.filter(pk=file_id).first()
    if found is None and may_confer(hand.person, hand.plan):
        return
    if found is None or not may_remove(hand.person, hand.plan, found.added_by_id):
        raise Refused(NOT_YOURS_TO_REMOVE)
    path = found.path
    found.delete()
    _record("table_file_removed", hand, file_id)
    transaction.on_commit(lambda: drawer.throw_away(path))


def sweep_files() -> int:
    """Removes files without a row, left behind by a killed worker or a plan that was erased. Returns how many."""
    names = set(drawer.older_than((clock.now() - LEFT_BEHIND).timestamp()))
    left = names - set(TableFile.objects.filter(path__in=names).values_list("path", flat=True))
    for name in left:
        drawer.throw_away(name)
    if left:
        logger.info("Removed %d files of the table that belonged to nothing.", len(left))
    return len(left)


@transaction.atomic
def _look_for_room(plan_id: int, by: int) -> None:
    """Refuses before the work what would be refused after it; `_keep` decides again."""
    _room(plan_id, by)


def _room(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_confer(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    if hand.plan.table_files.count() >= MOST_FILES:
        raise Refused(ENOUGH)
    return hand


def _looked_at(upload: IO[bytes]) -> tuple[int, FileKind]:
    """Its size in bytes and its kind, by what is in it."""
    size = upload.seek(0, 2)
    if not size:
        raise Refused(EMPTY)
    if size > MAX_BYTES:
        raise Refused(TOO_LARGE)
    kind = kind_of(upload)
    if kind is None:
        raise Refused(WRONG_KIND)
    return size, kind


@transaction.atomic
def _keep(plan_id: int, by: int, path: str, name: str, size: int) -> TableFile:
    hand = _room(plan_id, by)
    kept = TableFile.objects.create(
        plan=hand.plan, path=path, name=name, size=size, added_by_id=by, added_at=clock.now()
    )
    _record("table_file_added", hand, kept.pk)
    return kept


def _record(action: str, hand: PlanInHand, file_id: int) -> None:
    record(action, edition=hand.edition.slug, by=hand.person.user_id, subject=hand.subject, file=file_id)
