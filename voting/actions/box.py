"""The ballot box: casting, mixing and sealing. No row, key, time or hidden column may tell who cast which ballot.

PostgreSQL keeps on every row the number of the transaction that wrote it. So a ballot first lands in the intake, waits
there until it is one of at least `MIX_AT`, moves to the box shuffled with the others in one statement, and at closing
the whole box is written anew in random order. docs/stemgeheim.md says what that promises and what it does not.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from threading import Thread
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from audit.actions import record
from audit.models import Entry
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from voting.ballots import InvalidBallot, check_ballot
from voting.models import CodeState, IntakeBallot, VotingCode
from voting.queries.count import BoxNumbers, ballot_limits, box_numbers
from voting.receipts import new_receipt_number
from voting.words import ALREADY_USED, NOT_USABLE, RECEIPT_GIVEN, in_dutch

logger = logging.getLogger(__name__)

MIX_AT = 50

# The order is drawn from the same strong source as the ids, in a query of its own, so that neither tells the other.
# Ballots and receipts are shuffled apart, in one statement, so of the same voters: a receipt tells its ballot no better
# than a code does.
MIX = """
WITH waiting AS (DELETE FROM voting_intakeballot WHERE edition_id = %(edition)s RETURNING choice),
     shuffled AS (SELECT choice FROM waiting ORDER BY gen_random_uuid()),
     given AS (DELETE FROM voting_intakereceipt WHERE edition_id = %(edition)s RETURNING number),
     shuffled_too AS (SELECT number FROM given ORDER BY gen_random_uuid()),
     receipts AS (INSERT INTO voting_receipt (number, edition_id) SELECT number, %(edition)s FROM shuffled_too)
INSERT INTO voting_ballot (id, edition_id, choice) SELECT gen_random_uuid(), %(edition)s, choice FROM shuffled
"""
REWRITE = """
WITH waiting AS (DELETE FROM voting_intakeballot WHERE edition_id = %(edition)s RETURNING choice),
     boxed AS (DELETE FROM voting_ballot WHERE edition_id = %(edition)s RETURNING choice),
     shuffled AS (
         SELECT choice FROM (SELECT choice FROM waiting UNION ALL SELECT choice FROM boxed) AS every_ballot
         ORDER BY gen_random_uuid()
     )
INSERT INTO voting_ballot (id, edition_id, choice) SELECT gen_random_uuid(), %(edition)s, choice FROM shuffled
"""
# A paper ballot that was counted carries the transaction of its code: all of them get one and the same.
REWRITE_PAPER = "UPDATE voting_paperballot SET state = state WHERE edition_id = %s"
REWRITE_RECEIPTS = """
WITH given AS (DELETE FROM voting_intakereceipt WHERE edition_id = %(edition)s RETURNING number),
     boxed AS (DELETE FROM voting_receipt WHERE edition_id = %(edition)s RETURNING number),
     shuffled AS (
         SELECT number FROM (SELECT number FROM given UNION ALL SELECT number FROM boxed) AS every_receipt
         ORDER BY gen_random_uuid()
     )
INSERT INTO voting_receipt (number, edition_id) SELECT number, %(edition)s FROM shuffled
"""
GIVE_RECEIPT = """
INSERT INTO voting_intakereceipt (number, edition_id) VALUES (%(number)s, %(edition)s) ON CONFLICT DO NOTHING
"""
PUT_BALLOT = """
INSERT INTO voting_intakeballot (id, edition_id, choice) SELECT gen_random_uuid(), %(edition)s, %(choice)s::bigint[]
WHERE NOT EXISTS (SELECT 1 FROM voting_receipt WHERE number = %(number)s)
"""
# What holds rows that were moved away. Ballots and receipts that lie mixed already are only rewritten at closing.
INTAKES = ("voting_intakeballot", "voting_intakereceipt")
BOXES = ("voting_ballot", "voting_receipt", "voting_paperballot")
DEAD_ROWS = "SELECT relname FROM pg_stat_user_tables WHERE n_dead_tup > 0 AND relname = ANY(%s)"


@transaction.atomic
def cast_ballot(edition_id: int, code_hash: bytes, choice: Sequence[int], number: str | None = None) -> str:
    """Uses up the code, puts ballot and receipt in the intake and returns the receipt's number: all, or nothing.

    `number` is the receipt number to give out; a voter's booth draws it beforehand, so that a vote that is sent twice
    because the answer got lost shows the same receipt. Raises Refused with a Dutch sentence when the vote is not open,
    when the code is unknown, void or used, and when the choice is no valid ballot. There is no audit entry for a
    ballot on purpose: its moment would be a trace.
    """
    edition = hold_open(edition_id, Activity.VOTE)
    _claim_code(edition, code_hash)
    try:
        prices, sizes = ballot_limits(edition)
        plan_ids = check_ballot(choice, prices, edition.budget_cents, *sizes)
    except InvalidBallot as invalid:
        raise Refused(in_dutch(invalid)) from None
    return put_in_intake(edition, plan_ids, number or new_receipt_number())


def _claim_code(edition: Edition, code_hash: bytes) -> None:
    if not claim_code(edition, code_hash):
        raise Refused(str(ALREADY_USED if is_used(edition, code_hash) else NOT_USABLE))


def claim_code(edition: Edition, code_hash: bytes) -> bool:
    """Compare-and-set: of all who come with this code at the same time, on paper or online, one gets it."""
    codes = VotingCode.objects.filter(edition=edition, code_hash=code_hash)
    return codes.filter(state=CodeState.ISSUED).update(state=CodeState.USED) == 1


def is_used(edition: Edition, code_hash: bytes) -> bool:
    return VotingCode.objects.filter(edition=edition, code_hash=code_hash, state=CodeState.USED).exists()


def put_in_intake(edition: Edition, plan_ids: Sequence[int], number: str) -> str:
    """Puts a ballot that was checked and its receipt in the intake; its code must be claimed in this transaction.

    Raises Refused when this receipt was given out before: it would stand for two votes, and no box could be closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(GIVE_RECEIPT, {"number": number, "edition": edition.pk})
        # In a statement after it: a mixer that moves the same number just now is waited for by the first.
        if cursor.rowcount == 1:
            cursor.execute(PUT_BALLOT, {"number": number, "edition": edition.pk, "choice": list(plan_ids)})
        if cursor.rowcount != 1:
            raise Refused(str(RECEIPT_GIVEN))
    return number


def waits_in_intake(edition: Edition) -> bool:
    return IntakeBallot.objects.filter(edition=edition).exists()


def mix_intakes() -> int:
    """Moves every intake that holds enough ballots to the box, shuffled; how many ballots were moved in all.

    Afterwards it clears away what PostgreSQL keeps of rows that are gone, also those of a box that was sealed.
    """
    editions = IntakeBallot.objects.order_by().values_list("edition_id", flat=True).distinct()
    moved = sum(_mix_or_log(edition_id) for edition_id in editions)
    if not connection.in_atomic_block:
        _clear_traces([*(INTAKES if moved else ()), *_dead_rows()])
    return moved


def _mix_or_log(edition_id: int) -> int:
    """What goes wrong in one edition holds up no other."""
    try:
        return _mix_intake(edition_id)
    except DatabaseError:
        logger.exception("The intake of edition %s could not be mixed.", edition_id)
        return 0


@transaction.atomic
def _mix_intake(edition_id: int) -> int:
    """One edition. Voters go on meanwhile; whoever seals the box waits for this, and this for them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM editions_edition WHERE id = %s FOR KEY SHARE", [edition_id])
        # One at a time: two mixers at once would each move a part, smaller than a ballot may be hidden in.
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('voting: mix'), %s)", [edition_id])
        if not cursor.fetchone()[0] or IntakeBallot.objects.filter(edition_id=edition_id).count() < MIX_AT:
            return 0
        cursor.execute(MIX, {"edition": edition_id})
        return int(cursor.rowcount)


def _dead_rows() -> list[str]:
    """The tables in which PostgreSQL saw rows that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(DEAD_ROWS, [[*INTAKES, *BOXES]])
        return [name for (name,) in cursor.fetchall()]


def _clear_traces(tables: Iterable[str]) -> None:
    """Writes tables to new files without their dead rows, in which a ballot still carries its old transaction.

    Waits half a second at most for the voters who are busy, so that nobody waits behind it; else the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '500ms'")
        try:
            for table in sorted(set(tables)):
                cursor.execute(f"VACUUM FULL {table}")
        except OperationalError:
            logger.info("The traces of moved ballots are cleared later: the tables are in use.")
        finally:
            cursor.execute("RESET lock_timeout")


@transaction.atomic
def seal_box(edition: Edition, by: int | None) -> int:
    """Moves what waits to the box and writes all ballots and receipts anew in random order; how many there are.

    Takes the edition alone, so whoever votes on time is in it. Raises Refused, and puts it on record, when ballots,
    receipts and used codes are not equally many: then something is wrong that no count may cover up.
    """
    take(edition.pk)
    numbers = box_numbers(edition)
    require_agreement(edition, numbers)
    with connection.cursor() as cursor:
        cursor.execute(REWRITE, {"edition": edition.pk})
        cursor.execute(REWRITE_PAPER, [edition.pk])
        cursor.execute(REWRITE_RECEIPTS, {"edition": edition.pk})
    record("box_sealed", edition=edition.slug, by=by, ballots=numbers.ballots)
    return numbers.ballots


def require_agreement(edition: Edition, numbers: BoxNumbers) -> None:
    """Raises Refused when the numbers of the box do not agree, after putting them on record."""
    if numbers.agree:
        return
    facts = asdict(numbers)
    logger.critical("The ballot box of edition %s does not agree: %s", edition.pk, facts)
    recorder = Thread(target=_record_disagreement, args=(edition.slug, facts))
    recorder.start()
    recorder.join()
    raise Refused(
        f"De aantallen kloppen niet: {numbers.codes_used} gebruikte codes, {numbers.receipts} ontvangstbewijzen en "
        f"{numbers.ballots} stembiljetten. Tel niet en verander niets. Laat dit eerst onderzoeken."
    )


def _record_disagreement(slug: str, facts: dict[str, Any]) -> None:
    """In a connection of its own, since the refusal undoes everything of the present transaction. Once per finding."""
    try:
        if not Entry.objects.filter(edition=slug, action="box_disagrees", data=facts).exists():
            record("box_disagrees", edition=slug, **facts)
    finally:
        connection.close()
