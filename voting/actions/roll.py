"""The electoral roll: taking a file in, saying what its columns are, admitting people at a desk, and codes."""

from functools import partial
from itertools import islice
from typing import BinaryIO

from django.db import connection, transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition, Neighbourhood
from editions.phases import Activity
from voting import extracts
from voting.codes import make_code
from voting.keys import lookup_hash
from voting.models import CodeState, ImportState, ReturnedLetter, RollImport, SetApart, Voter, VotingCode
from voting.queries.roll_rules import BUSY, ISSUED, remembered, rules_of, voting_day_of
from voting.roll import Mapping, Reader, ToldBy, UnreadableRoll, heading_key, open_table, what_is_missing
from voting.sealing import Sealer
from voting.uploads import fingerprint

CHUNK = 1_000
KIND_WORDS = {
    ToldBy.NUMBER: "een nummer van elke persoon",
    ToldBy.NAMES: "voornamen en geen nummer",
    ToldBy.INITIALS: "voorletters en geen nummer",
}


def lock_roll(edition_id: int) -> None:
    """One at a time may change roll, codes and letters of an edition; residents who give likes do not wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voting: roll'), %s)", [edition_id])


def require_unissued(edition_id: int) -> Edition:
    """The edition, held open for preparing the vote. Raises Refused once the vote is open or codes are issued."""
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    if VotingCode.objects.filter(edition=edition).exists():
        raise Refused(ISSUED)
    return edition


def require_same_kind(edition: Edition, told_by: ToldBy, but: int) -> None:
    """With a number in one file and without it in another, everybody would stand on the roll twice."""
    earlier = RollImport.objects.filter(edition=edition, state=ImportState.DONE, rows__gt=0).exclude(pk=but)
    kinds = {ToldBy(kind) for kind in earlier.values_list("told_by", flat=True).distinct()} - {told_by}
    if kinds:
        raise Refused(
            f"Een eerder bestand had {KIND_WORDS[kinds.pop()]} en dit bestand {KIND_WORDS[told_by]}."
            " Gebruik dezelfde kolommen, anders staat iedereen dubbel op de lijst."
        )


@transaction.atomic
def upload_roll(edition_id: int, file: BinaryIO, by: int) -> RollImport:
    """Keeps a file until it is read, with a proposal for its columns. Raises Refused when it has no table in it."""
    edition = require_unissued(edition_id)
    voting_day_of(edition)
    try:
        columns = open_table(file).columns
    except UnreadableRoll as unreadable:
        raise Refused(unreadable.reason) from None
    made = RollImport(edition=edition, heading=columns, heading_key=heading_key(columns), sha256=fingerprint(file))
    made.mapping = remembered(edition, made.heading_key, columns)
    made.size, made.imported_by_id, made.imported_at = file.seek(0, 2), by, clock.now()
    made.file = extracts.put(file)
    made.save()
    record("roll_uploaded", edition=edition.slug, by=by, subject=f"roll:{made.pk}", sha256=made.sha256)
    return made


@transaction.atomic
def map_columns(import_id: int, mapping: Mapping) -> RollImport:
    """Says which column holds what. Raises Refused when something needed has no column."""
    made = _waiting(import_id)
    missing = what_is_missing(mapping)
    if missing:
        raise Refused(f"Wijs nog een kolom aan voor: {', '.join(missing)}.")
    if "wijk" not in mapping and not rules_of(made.edition).postcodes:
        raise Refused("Wijs een kolom met de wijk aan. Of vul bij de wijken van het gebied de postcodes in.")
    made.mapping, made.told_by = mapping, Reader(mapping, rules_of(made.edition)).told_by
    made.save(update_fields=["mapping", "told_by"])
    return made


@transaction.atomic
def start_import(import_id: int, by: int) -> RollImport:
    """Puts the file in the queue, after a person looked at the preview. Raises Refused."""
    made = _waiting(import_id)
    edition = require_unissued(made.edition_id)
    if what_is_missing(made.mapping):
        raise Refused("Kies eerst de kolommen.")
    require_same_kind(edition, ToldBy(made.told_by), but=made.pk)
    made.state, made.imported_by_id = ImportState.MAPPED, by
    made.save(update_fields=["state", "imported_by"])
    return made


def _waiting(import_id: int) -> RollImport:
    made = RollImport.objects.select_for_update(of=("self",)).select_related("edition__area").get(pk=import_id)
    if made.state != ImportState.UPLOADED:
        raise Refused("Dit bestand is al ingelezen, of iemand anders is ermee bezig.")
    return made


@transaction.atomic
def cancel_import(import_id: int, by: int) -> RollImport:
    """Stops it, whether it waits or runs; nothing of it stays. Raises Refused when it is finished already."""
    made = RollImport.objects.select_related("edition").get(pk=import_id)
    active = RollImport.objects.filter(pk=import_id).exclude(file="")
    if not active.update(state=ImportState.CANCELLED, file="", finished_at=clock.now()):
        raise Refused("Dit is al klaar en kan niet meer worden gestopt.")
    record("roll_cancelled", edition=made.edition.slug, by=by, subject=f"roll:{made.pk}")
    transaction.on_commit(partial(extracts.throw_away, made.file))
    made.refresh_from_db()
    return made


@transaction.atomic
def empty_roll(edition_id: int, by: int) -> int:
    """Takes everybody off the roll, with all that finished files left; returns how many voters. No code may exist.

    Raises Refused while a file is being read, when the roll is empty already, and once codes are issued.
    """
    lock_roll(edition_id)
    edition = require_unissued(edition_id)
    files = RollImport.objects.filter(edition=edition)
    if files.filter(state__in=[ImportState.MAPPED, ImportState.RUNNING]).exists():
        raise Refused(BUSY)
    voters = Voter.objects.filter(edition=edition)
    finished = files.filter(file="")
    if not voters.exists() and not finished.exists():
        raise Refused("Het kiezersbestand is al leeg.")
    SetApart.objects.filter(edition=edition).delete()
    ReturnedLetter.objects.filter(edition=edition).delete()
    number = voters.count()
    voters.delete()
    finished.delete()
    record("roll_emptied", edition=edition.slug, by=by, voters=number)
    return number


@transaction.atomic
def admit_set_apart(set_apart_id: int, by: int, neighbourhood_id: int | None = None) -> Voter:
    """Puts somebody who was set apart on the roll, after a desk saw who it is: a voter who gets no letter by post.

    Possible until the vote closes, also after codes were issued. `neighbourhood_id` is needed where the file did not
    tell it. Raises Refused when somebody did it before, or when the neighbourhood is not of this area.
    """
    apart = SetApart.objects.select_related("edition").get(pk=set_apart_id)
    lock_roll(apart.edition_id)
    edition = _hold_for_desk(apart.edition_id)
    apart.refresh_from_db()
    if apart.voter_id:
        raise Refused("Deze persoon staat al op het kiezersbestand.")
    home = neighbourhood_id or apart.neighbourhood_id or 0
    if not Neighbourhood.objects.filter(pk=home, area=edition.area_id).exists():
        raise Refused("Kies in welke wijk deze persoon woont.")
    same = ("edition_id", "person_key", "name_line", "salutation", "form_of_address", "birth_date")
    made = Voter(by_post=False, neighbourhood_id=home, **{name: getattr(apart, name) for name in same})
    made.save(force_insert=True)
    apart.voter, apart.admitted_by_id, apart.admitted_at = made, by, clock.now()
    apart.save(update_fields=["voter", "admitted_by", "admitted_at"])
    record("voter_admitted", edition=edition.slug, by=by, subject=f"voter:{made.pk}")
    return made


def _hold_for_desk(edition_id: int) -> Edition:
    """A desk works before the vote and during it."""
    try:
        return hold_open(edition_id, Activity.PREPARE_VOTE)
    except Refused:
        return hold_open(edition_id, Activity.VOTE)


@transaction.atomic
def issue_codes(edition_id: int) -> int:
    """Gives a code to every voter by post without a living one; returns how many. Again adds none. Raises Refused.

    Stored are a keyed hash and a sealed copy; the code itself exists only in memory, here and while letters are made.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    living = VotingCode.objects.filter(edition=edition).exclude(state=CodeState.VOID)
    by_post = Voter.objects.filter(edition=edition, by_post=True)
    without = by_post.exclude(pk__in=living.values("voter")).order_by("pk")
    sealer = Sealer(edition.pk)
    voters, made = without.values_list("pk", flat=True).iterator(chunk_size=CHUNK), 0
    while codes := [_new_code(edition, voter_id, sealer) for voter_id in islice(voters, CHUNK)]:
        made += len(VotingCode.objects.bulk_create(codes))
    return made


def _new_code(edition: Edition, voter_id: int, sealer: Sealer) -> VotingCode:
    code = make_code()
    return VotingCode(edition=edition, voter_id=voter_id, code_hash=lookup_hash(code), sealed=sealer.seal(code))
