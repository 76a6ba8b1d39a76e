"""The ballot box: casting, mixing and sealing. No row, key, time or hidden column may tell who cast which ballot.

PostgreSQL keeps on every row the number of the transaction that wrote it. So a ballot first lands in the intake, waits
there until it is one of at least `MIX_AT`, moves to the box shuffled with the others in one statement, and at closing
the whole box is written anew in random order. docs/stemgeheim.md says what that promises and what it does not.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from threading import Thread
from typing import Any

from django.db import OperationalError, connection, transaction

from audit.actions import record
from audit.models import Entry
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from voting.ballots import InvalidBallot, check_ballot
from voting.codes import ALPHABET
from voting.models import CodeState, IntakeBallot, Receipt, VotingCode
from voting.queries.count import BoxNumbers, ballot_prices, ballot_sizes, box_numbers
from voting.words import ALREADY_USED, NOT_USABLE, in_dutch

logger = logging.getLogger(__name__)

MIX_AT = 50
RECEIPT_CHARACTERS = 12

# The order is drawn from the same strong source as the ids, in a query of its own, so that neither tells the other.
MIX = """
WITH waiting AS (DELETE FROM voting_intakeballot WHERE edition_id = %(edition)s RETURNING choice),
     shuffled AS (SELECT choice FROM waiting ORDER BY gen_random_uuid())
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
DEAD_ROWS = """
SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables WHERE relname IN ('voting_intakeballot', 'voting_ballot')
"""


def new_receipt_number() -> str:
    """A random receipt number of 60 bits, as it is shown: ABCD-EFGH-JKMN."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RECEIPT_CHARACTERS))
    return "-".join(characters[start : start + 4] for start in range(0, RECEIPT_CHARACTERS, 4))


@transaction.atomic
def cast_ballot(edition_id: int, code_hash: bytes, choice: Sequence[int], number: str | None = None) -> Receipt:
    """Uses up the code, puts the ballot in the intake and returns the receipt: all of it, or nothing.

    `number` is the receipt number to give out; a voter's booth draws it beforehand, so that a vote that is sent twice
    because the answer got lost shows the same receipt. Raises Refused with a Dutch sentence when the vote is not open,
    when the code is unknown, void or used, and when the choice is no valid ballot. There is no audit entry for a
    ballot on purpose: its moment would be a trace.
    """
    edition = hold_open(edition_id, Activity.VOTE)
    _claim_code(edition, code_hash)
    try:
        plan_ids = check_ballot(choice, ballot_prices(edition), edition.budget_cents, *ballot_sizes(edition))
    except InvalidBallot as invalid:
        raise Refused(in_dutch(invalid)) from None
    return put_in_intake(edition, plan_ids, number)


def _claim_code(edition: Edition, code_hash: bytes) -> None:
    if not claim_code(edition, code_hash):
        raise Refused(str(ALREADY_USED if is_used(edition, code_hash) else NOT_USABLE))


def claim_code(edition: Edition, code_hash: bytes) -> bool:
    """Compare-and-set: of all who come with this code at the same time, on paper or online, one gets it."""
    codes = VotingCode.objects.filter(edition=edition, code_hash=code_hash)
    return codes.filter(state=CodeState.ISSUED).update(state=CodeState.USED) == 1


def is_used(edition: Edition, code_hash: bytes) -> bool:
    return VotingCode.objects.filter(edition=edition, code_hash=code_hash, state=CodeState.USED).exists()


def put_in_intake(edition: Edition, plan_ids: Sequence[int], number: str | None = None) -> Receipt:
    """A checked ballot of a claimed code, in the transaction that claimed it."""
    IntakeBallot.objects.create(edition=edition, choice=list(plan_ids))
    return Receipt.objects.create(edition=edition, number=number or new_receipt_number())


def waits_in_intake(edition: Edition) -> bool:
    return IntakeBallot.objects.filter(edition=edition).exists()


def mix_intakes() -> int:
    """Moves every intake that holds enough ballots to the box, shuffled; how many ballots were moved in all.

    Afterwards it clears away what PostgreSQL keeps of rows that are gone, also those of a box that was sealed.
    """
    editions = IntakeBallot.objects.order_by().values_list("edition_id", flat=True).distinct()
    moved = sum(_mix_intake(edition_id) for edition_id in editions)
    if not connection.in_atomic_block and (moved or _dead_rows()):
        _clear_traces()
    return moved


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


def _dead_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute(DEAD_ROWS)
        return int(cursor.fetchone()[0])


def _clear_traces() -> None:
    """Writes these tables to new files without their dead rows, in which a ballot still carries its old transaction.

    Waits half a second at most for the voters who are busy, so that nobody waits behind it; else the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '500ms'")
        try:
            cursor.execute("VACUUM FULL voting_intakeballot")
            cursor.execute("VACUUM FULL voting_ballot")
            cursor.execute("VACUUM FULL voting_paperballot")
        except OperationalError:
            logger.info("The traces of moved ballots are cleared later: the tables are in use.")
        finally:
            cursor.execute("RESET lock_timeout")


@transaction.atomic
def seal_box(edition: Edition, by: int | None) -> int:
    """Moves what still waits to the box and writes all ballots anew in random order; returns how many there are.

    Takes the edition alone, so whoever votes on time is in it. Raises Refused, and puts it on record, when ballots,
    receipts and used codes are not equally many: then something is wrong that no count may cover up.
    """
    take(edition.pk)
    numbers = box_numbers(edition)
    require_agreement(edition, numbers)
    with connection.cursor() as cursor:
        cursor.execute(REWRITE, {"edition": edition.pk})
        cursor.execute(REWRITE_PAPER, [edition.pk])
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
