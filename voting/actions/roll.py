"""The electoral roll: reading a file into it, and giving everybody on it a code."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity, Phase
from voting.codes import make_code
from voting.keys import derived_key, lookup_hash
from voting.models import CodeState, RejectedRow, RollImport, Voter, VotingCode
from voting.roll import Person, Rejected, Roll, Rules, UnreadableRoll, person_key
from voting.sealing import Sealer
from voting.uploads import fingerprint

CHUNK = 1_000


def lock_roll(edition_id: int) -> None:
    """One at a time may change roll, codes and letters of an edition; residents who give likes do not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voting: roll'), %s)", [edition_id])


@transaction.atomic
def import_roll(edition_id: int, file: BinaryIO, by: int) -> RollImport:
    """Reads a CSV file into the roll: good rows become voters, known persons are counted, bad rows kept with a reason.

    Reading the same file again adds nobody. Raises Refused when the vote has opened, when codes were issued, and when
    the file as a whole cannot be read.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    if VotingCode.objects.filter(edition=edition).exists():
        raise Refused("De stemcodes zijn al gemaakt. Het kiezersbestand kan nu niet meer veranderen.")
    try:
        return _import(edition, file, by)
    except UnreadableRoll as unreadable:
        raise Refused(unreadable.reason) from None


def _import(edition: Edition, file: BinaryIO, by: int) -> RollImport:
    sha256 = fingerprint(file)
    roll = Roll(file, rules_of(edition))
    _refuse_another_kind(edition, roll)
    made = RollImport(edition=edition, sha256=sha256, has_numbers=roll.has_numbers, imported_by_id=by)
    made.rows = made.new = made.known = made.rejected = 0
    made.imported_at = clock.now()
    made.save()
    results = iter(roll)
    while chunk := list(islice(results, CHUNK)):
        _take_in(made, chunk)
    roll.close()
    if not made.rows:
        raise Refused("Er staan geen mensen in dit bestand. Onder de kopregel hoort één regel per persoon.")
    made.save()
    facts = {"rows": made.rows, "new": made.new, "known": made.known, "rejected": made.rejected}
    record("roll_imported", edition=edition.slug, by=by, subject=f"roll:{made.pk}", sha256=sha256, **facts)
    return made


def rules_of(edition: Edition) -> Rules:
    """What rows of this edition are held against. Raises Refused while the dates of the vote are unknown."""
    window = edition.schedule().get(Phase.VOTING)
    if window is None:
        raise Refused("Vul eerst bij de planning in wanneer de stemming is. Dan is bekend wie oud genoeg is.")
    names = {" ".join(n.name.split()).casefold(): n.pk for n in edition.area.neighbourhoods.all()}
    return Rules(names, timezone.localdate(window.starts_at), edition.voting_age)


def _refuse_another_kind(edition: Edition, roll: Roll) -> None:
    """With a number in one file and without it in another, everybody would stand on the roll twice."""
    earlier = RollImport.objects.filter(edition=edition, new__gt=0).values_list("has_numbers", flat=True).first()
    if earlier is None or earlier == roll.has_numbers:
        return
    had, has = ("een", "geen") if earlier else ("geen", "een")
    raise Refused(f"Het vorige bestand had {had} kolom 'nummer' en dit bestand {has}. Gebruik dezelfde kolommen.")


def _take_in(made: RollImport, chunk: list[Person | Rejected]) -> None:
    rejected = [each for each in chunk if isinstance(each, Rejected)]
    persons = [each for each in chunk if isinstance(each, Person)]
    new = _add_voters(made.edition, persons)
    RejectedRow.objects.bulk_create(
        RejectedRow(roll_import=made, line=each.line, reason=each.reason, raw=each.raw) for each in rejected
    )
    made.rows += len(chunk)
    made.new += new
    made.known += len(persons) - new
    made.rejected += len(rejected)


def _add_voters(edition: Edition, persons: Iterable[Person]) -> int:
    """Adds who is not on the roll yet, each once, and returns how many that were."""
    secret = derived_key("person on the electoral roll")
    by_key = {person_key(f"{edition.pk}|{person.identity}", secret): person for person in persons}
    found = Voter.objects.filter(edition=edition, person_key__in=list(by_key))
    known = {bytes(key) for key in found.values_list("person_key", flat=True)}
    new = [_voter(edition, key, person) for key, person in by_key.items() if key not in known]
    Voter.objects.bulk_create(new)
    return len(new)


def _voter(edition: Edition, key: bytes, person: Person) -> Voter:
    return Voter(
        edition=edition,
        person_key=key,
        name_line=person.name_line,
        salutation=person.salutation,
        address_line=person.address_line,
        postcode=person.postcode,
        town=person.town,
        neighbourhood_id=person.neighbourhood_id,
        birth_date=person.birth_date,
    )


@transaction.atomic
def issue_codes(edition_id: int) -> int:
    """Gives a code to every voter without a living one; returns how many. Again adds none. Raises Refused.

    Stored are a keyed hash and a sealed copy; the code itself exists only in memory, here and while letters are made.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    living = VotingCode.objects.filter(edition=edition).exclude(state=CodeState.VOID)
    without = Voter.objects.filter(edition=edition).exclude(pk__in=living.values("voter")).order_by("pk")
    sealer = Sealer(edition.pk)
    voters, made = without.values_list("pk", flat=True).iterator(chunk_size=CHUNK), 0
    while codes := [_new_code(edition, voter_id, sealer) for voter_id in islice(voters, CHUNK)]:
        made += len(VotingCode.objects.bulk_create(codes))
    return made


def _new_code(edition: Edition, voter_id: int, sealer: Sealer) -> VotingCode:
    code = make_code()
    return VotingCode(edition=edition, voter_id=voter_id, code_hash=lookup_hash(code), sealed=sealer.seal(code))
