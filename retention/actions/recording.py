"""The record of a destruction: made with the first rows that go, added to by every chunk, finished once."""

from datetime import datetime

from django.db import connection, transaction

from audit.actions import record
from common import clock
from editions.locks import take
from editions.models import Edition
from retention.models import Destruction
from retention.moments import days_of, moments_of
from retention.terms import Term
from retention.terms.shape import due_at


def alone(term: Term, edition: Edition | None) -> None:
    """One at a time destroys in an edition, and nobody sets a hold meanwhile: who comes second finds less left."""
    if edition is not None:
        take(edition.pk)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"retention: {term.key}"])


def record_of(term: Term, edition: Edition | None, by: int | None) -> Destruction:
    """The record of the destruction that goes on, or a new one."""
    made = Destruction.objects.filter(edition=edition, key=term.key, finished_at__isnull=True).first()
    return made or Destruction.objects.create(
        edition=edition, key=term.key, days=days_of(edition)[term.key], due_at=_due(term, edition), by_id=by
    )


def _due(term: Term, edition: Edition | None) -> datetime | None:
    return due_at(term, moments_of(edition), days_of(edition)[term.key]) if edition else None


@transaction.atomic
def finish(made: Destruction, term: Term, edition: Edition | None) -> Destruction | None:
    """Compare-and-set: of two that find nothing left one says that it is done, and puts it on record."""
    alone(term, edition)
    mine = Destruction.objects.filter(pk=made.pk, finished_at__isnull=True)
    if not mine.update(finished_at=clock.now()):
        return None
    made.refresh_from_db()
    where = edition.slug if edition else ""
    record(
        "data_destroyed",
        edition=where,
        by=made.by_id,
        term=term.key,
        days=made.days,
        rows=made.rows,
        files=made.files,
    )
    return made
