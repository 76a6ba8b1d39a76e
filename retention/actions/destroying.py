"""Destroying what a term is over of: in small chunks, each with its record, safe to run twice and after a kill."""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import transaction

from common import clock
from common.errors import Refused
from editions.models import Edition
from retention.actions.recording import alone, finish, record_of
from retention.models import Destruction
from retention.moments import days_of, holds_of, moments_of
from retention.rows import emptied, file_fields, files_of, model_of, remove, rows_of
from retention.terms import BY_KEY, TERMS, Deed, Holding, Start, Term
from retention.terms.shape import began_at, due_at

logger = logging.getLogger(__name__)

# Rows in one transaction: so few that nobody waits for them.
CHUNK = 1_000
ON_HOLD = "Het vernietigen staat stil door een lopende zaak. Hef die stop eerst op."
NOT_EARLY = "Dit mag niet eerder dan de termijn zegt."
NOT_BEGUN = "Dit kan nog niet: de gegevens zijn nog nodig."


def destroy_due() -> int:
    """Everything whose term is over, of every edition and of the platform; how many destructions it finished.

    What goes wrong in one is logged, tried again the next night, and holds up no other.
    """
    done = 0
    for edition in [*Edition.objects.order_by("pk"), None]:
        for term in TERMS:
            if term.of_edition == (edition is not None) and term.start not in (Start.UNUSED, Start.ELSEWHERE):
                done += _destroy_or_log(term, edition)
    return done


def _destroy_or_log(term: Term, edition: Edition | None) -> int:
    try:
        early = _was_begun_by_hand(term.key, edition)
        return int(destroy(term.key, edition, early=early) is not None)
    except Exception:
        logger.exception("What term %s is over of was not destroyed (edition %s).", term.key, edition and edition.pk)
        return 0


def destroy(key: str, edition: Edition | None, by: int | None = None, early: bool = False) -> Destruction | None:
    """Destroys the rows of a term that is over; None when it is not, when it stands still, or when nothing is left.

    `early` does not wait for the end of the term. Every chunk asks again whether it may.
    """
    term, found = BY_KEY[key], None
    if not _may(term, edition, early):
        return None
    for holding in term.holdings:
        while made := _chunk(term, holding, edition, by, early):
            found = made
            if holding.deed is Deed.FILES:
                break  # their rows stay, so they would be found again until their files are gone
    unfinished = Destruction.objects.filter(edition=edition, key=key, finished_at__isnull=True).first()
    return finish(unfinished, term, edition) if unfinished and _may(term, edition, early) else found


def _was_begun_by_hand(key: str, edition: Edition | None) -> bool:
    """Somebody began it before its term was over, and a killed worker did not finish it."""
    return Destruction.objects.filter(edition=edition, key=key, finished_at__isnull=True, by__isnull=False).exists()


def destroy_early(key: str, edition: Edition, by: int) -> Destruction | None:
    """By hand, before the term is over, where the table allows it. Raises Refused."""
    term = BY_KEY.get(key)
    if term is None or not term.of_edition:
        raise Refused(NOT_EARLY)
    if holds_of(edition):
        raise Refused(ON_HOLD)
    moments, moment = moments_of(edition), clock.now()
    due = due_at(term, moments, days_of(edition)[key])
    begun = began_at(term, moments)
    if begun is None or begun > moment:
        raise Refused(NOT_BEGUN)
    if not term.early and (due is None or due > moment):
        raise Refused(NOT_EARLY)
    return destroy(key, edition, by, early=True)


@transaction.atomic
def _chunk(term: Term, holding: Holding, edition: Edition | None, by: int | None, early: bool) -> Destruction | None:
    """The next rows of one holding; None when none are left or when they may not go now."""
    alone(term, edition)
    if not _may(term, edition, early):
        return None
    rows = rows_of(holding, edition)
    if holding.moment:
        rows = rows.filter(**{f"{holding.moment}__lt": clock.now() - _days(term, None)})
    keys = list(rows.values_list("pk", flat=True)[:CHUNK])
    files = _files_to_go(holding, keys)
    if not keys or (holding.deed is Deed.FILES and not files):
        return None
    number = _do(holding, keys)
    made = record_of(term, edition, by)
    made.rows += number
    made.files += len(files)
    made.counts[holding.model] = made.counts.get(holding.model, 0) + number
    made.save(update_fields=["rows", "files", "counts"])
    # When the rows are gone for certain. A worker killed in between leaves files without a row: they are swept.
    transaction.on_commit(partial(remove, files))
    return made


def _may(term: Term, edition: Edition | None, early: bool) -> bool:
    """Whether rows of this term may go at this moment of the database's clock."""
    if edition is None:
        return not term.of_edition
    if holds_of(edition):
        return False
    moments, moment = moments_of(edition), clock.now()
    until = began_at(term, moments) if early else due_at(term, moments, days_of(edition)[term.key])
    return until is not None and until <= moment


def _days(term: Term, edition: Edition | None) -> timedelta:
    return timedelta(days=days_of(edition)[term.key])


def _do(holding: Holding, keys: list[object]) -> int:
    """How many rows of this model went or were emptied."""
    rows = model_of(holding)._default_manager.filter(pk__in=keys)
    if holding.deed is Deed.DELETE:
        rows.delete()
        return len(keys)
    if holding.deed is Deed.BLANK:
        return rows.update(**emptied(holding))
    return 0


def _files_to_go(holding: Holding, keys: list[object]) -> list[Path]:
    """The files of rows that go, and those that the emptied fields name."""
    model = model_of(holding)
    if not file_fields(model):
        return []
    only = holding.fields if holding.deed is Deed.BLANK else None
    return [path for path in files_of(model._default_manager.filter(pk__in=keys), only) if path.exists()]
