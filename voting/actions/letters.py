"""The letters: made in stacks by workers, fetched by a person, and erased once they are printed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from voting.actions.roll import CHUNK, issue_codes, lock_roll
from voting.keys import lookup_hash
from voting.letters import design_of, letter_to, shown_mark
from voting.letters.stamping import ground_of, stamp
from voting.models import BatchState, CodeState, LetterBatch, LetterRun, VotingCode
from voting.queries.letters import in_street_order, voters_by_post
from voting.queries.roll_rules import why_the_roll_is_unready
from voting.sealing import BrokenSeal, Sealer
from voting.stacks import (
    is_whole,
    pages_in,
    remove_run,
    remove_stack,
    remove_strays,
    run_folder,
    stack_path,
    write_stack,
)

# A worker takes about a second for a stack. One that is not heard of for so long was killed.
STALE_AFTER = timedelta(seconds=settings.LETTERS_STALE_SECONDS)
# Enough to keep two workers busy until the next sweep, without filling the queue with the same work again and again.
SWEEP_AT_ONCE = 20


@transaction.atomic
def start_letters(edition_id: int, by: int) -> LetterRun:
    """Gives everybody a code and divides the letters over stacks: a stack is of one neighbourhood, in street order.

    The stacks wait until `render_batch` makes them. Raises Refused when the roll is empty or not whole, when letters
    were made before, when the vote has no dates yet, when the texts take more than one page, and when the vote has
    opened.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    total = voters_by_post(edition_id).count()
    if not total:
        raise Refused("Lees eerst het kiezersbestand in.")
    if LetterRun.objects.filter(edition=edition).exists():
        raise Refused("De stembrieven zijn al gemaakt.")
    _require_whole_roll(edition)
    ground_of(design_of(edition))
    issue_codes(edition_id)
    run = LetterRun.objects.create(edition=edition, total=total, started_by_id=by, started_at=clock.now())
    _divide(run)
    record("letters_started", edition=edition.slug, by=by, subject=f"letters:{run.pk}", letters=run.total)
    return run


def _require_whole_roll(edition: Edition) -> None:
    """Who comes onto the roll after the codes exist never gets one."""
    for reason in why_the_roll_is_unready(edition):
        raise Refused(reason)


def _divide(run: LetterRun) -> None:
    """Makes the stacks, one after another, however many voters there are."""
    first = 1
    for number, (neighbourhood_id, stack) in enumerate(_stacks(run.edition_id), start=1):
        batch = LetterBatch.objects.create(
            run=run, number=number, neighbourhood_id=neighbourhood_id, first=first, count=len(stack)
        )
        living_codes(run.edition_id).filter(voter_id__in=stack).update(batch=batch)
        first += len(stack)


def _stacks(edition_id: int) -> Iterator[tuple[int, list[int]]]:
    """Neighbourhood and voters of each stack: never of two neighbourhoods, and never more than the setting."""
    voters = in_street_order(voters_by_post(edition_id)).values_list("neighbourhood_id", "pk")
    for neighbourhood_id, group in groupby(voters.iterator(chunk_size=CHUNK), key=lambda voter: voter[0]):
        people = (pk for _, pk in group)
        while stack := list(islice(people, settings.LETTERS_PER_BATCH)):
            yield neighbourhood_id, stack


def living_codes(edition_id: int) -> QuerySet[VotingCode]:
    return VotingCode.objects.filter(edition_id=edition_id).exclude(state=CodeState.VOID)


def render_batch(batch_id: int) -> bool:
    """Makes the PDF of a stack; False when there is nothing to do: it is made, being made, or printed already.

    Runs in steps, not in one transaction: claim, render, file on disk, then READY together with the file's fingerprint.
    Whoever is killed in between leaves a claim that goes stale; whoever comes back too late throws its own work away.
    """
    claimed_at = clock.now()
    if not _due(claimed_at).filter(pk=batch_id).update(state=BatchState.RENDERING, claimed_at=claimed_at):
        return False
    batch = LetterBatch.objects.select_related("run__edition__area").get(pk=batch_id)
    pdf = _render(batch)
    name, sha256 = write_stack(batch.run_id, batch.number, pdf)
    mine = LetterBatch.objects.filter(
        pk=batch_id, state=BatchState.RENDERING, claimed_at=claimed_at, run__printed_at__isnull=True
    )
    if mine.update(state=BatchState.READY, file=name, sha256=sha256):
        return True
    _discard(batch_id, name)
    return False


def _due(moment: datetime) -> QuerySet[LetterBatch]:
    """Stacks that wait, or whose worker has not been heard of for too long."""
    stale = Q(state=BatchState.RENDERING, claimed_at__lte=moment - STALE_AFTER)
    return LetterBatch.objects.filter(Q(state=BatchState.WAITING) | stale, run__printed_at__isnull=True)


def _render(batch: LetterBatch) -> bytes:
    edition = batch.run.edition
    sealer = Sealer(edition.pk)
    codes = in_street_order(batch.codes.select_related("voter"), "voter__")
    letters = (
        letter_to(code.voter, _open(sealer, code), shown_mark(number))
        for number, code in enumerate(codes, start=batch.first)
    )
    return stamp(design_of(edition), letters, f"Stembrieven {edition.name}, stapel {batch.number}")


def _open(sealer: Sealer, code: VotingCode) -> str:
    """The readable code; a copy that was moved to another row or changed is never printed."""
    opened = sealer.open(bytes(code.sealed or b""))
    if lookup_hash(opened) != bytes(code.code_hash):
        raise BrokenSeal("a sealed code belongs to another row")
    return opened


def _discard(batch_id: int, name: str) -> None:
    """Another worker was first: keep its file only, and none at all when the letters were printed meanwhile."""
    batch = LetterBatch.objects.select_related("run").get(pk=batch_id)
    if batch.file != name or batch.run.printed_at:
        remove_stack(batch.run_id, name)


def batches_to_render(at_once: int) -> list[int]:
    """The next stacks for the sweep, at most `at_once`.

    Those that a lost message or a killed worker left behind, and those whose file got lost. Runs take turns.
    """
    remove_printed_files()
    for run in LetterRun.objects.filter(printed_at__isnull=True):
        _tidy(run)
    return list(_due(clock.now()).order_by("number", "run_id").values_list("pk", flat=True)[:at_once])


def _tidy(run: LetterRun) -> None:
    """Makes rows and files agree again: a row whose file got lost waits anew, a file without a row goes."""
    ready = list(run.batches.filter(state=BatchState.READY))
    for batch in ready:
        if not stack_path(run.pk, batch.file).is_file():
            again = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.READY, file=batch.file)
            again.update(state=BatchState.WAITING, file="", sha256="")
    remove_strays(run.pk, {batch.file for batch in ready}, STALE_AFTER.total_seconds())


def remove_printed_files() -> None:
    """Removes what should be gone already: files of letters that were confirmed as printed."""
    for run_id in LetterRun.objects.filter(printed_at__isnull=False).values_list("pk", flat=True):
        if run_folder(run_id).exists():
            remove_run(run_id)


@transaction.atomic
def confirm_printed(edition_id: int, by: int) -> LetterRun:
    """A person has all letters on paper: erases every readable code and every file, for ever.

    Raises Refused unless all stacks are ready and voters, codes and letters are equally many.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    run = LetterRun.objects.select_for_update().filter(edition=edition).first()
    if run is None:
        raise Refused("De stembrieven zijn nog niet gemaakt.")
    if run.printed_at:
        raise Refused("Dit is al bevestigd.")
    _require_agreement(run)
    VotingCode.objects.filter(edition=edition).update(sealed=None)
    run.printed_by_id, run.printed_at = by, clock.now()
    run.save(update_fields=["printed_by", "printed_at"])
    record("letters_printed", edition=edition.slug, by=by, subject=f"letters:{run.pk}", letters=run.total)
    transaction.on_commit(lambda: remove_run(run.pk))
    return run


def _require_agreement(run: LetterRun) -> None:
    """Raises Refused unless voters, codes, letters and the pages in the files are equally many, and no file changed."""
    batches = list(run.batches.select_related("run"))
    if any(batch.state != BatchState.READY for batch in batches):
        raise Refused("Nog niet alle stapels zijn klaar.")
    voters = voters_by_post(run.edition_id).count()
    codes = living_codes(run.edition_id).filter(batch__run=run).count()
    letters = sum(batch.count for batch in batches)
    pages = sum(_pages(batch) for batch in batches)
    if not voters == codes == letters == pages == run.total:
        raise Refused(
            f"De aantallen kloppen niet: {voters} stemgerechtigden met een brief, {codes} codes, {letters} brieven"
            f" en {pages} bladzijden. Verstuur niets en laat dit eerst onderzoeken."
        )


def _pages(batch: LetterBatch) -> int:
    """How many pages the file of a stack has, as the file itself says."""
    _require_file(batch)
    return pages_in(stack_path(batch.run_id, batch.file))


@transaction.atomic
def fetch_batch(batch: LetterBatch, by: int) -> LetterBatch:
    """Puts on record that somebody takes this stack's file with codes. Raises Refused when there is no whole file."""
    _require_file(batch)
    subject = f"batch:{batch.pk}"
    record("letters_fetched", edition=batch.run.edition.slug, by=by, subject=subject, letters=batch.count)
    return batch


@transaction.atomic
def fetch_all(run: LetterRun, by: int) -> list[LetterBatch]:
    """Puts on record that somebody takes all letters. Raises Refused unless every stack is ready and whole."""
    batches = list(run.batches.select_related("run__edition"))
    for batch in batches:
        _require_file(batch)
    record("letters_fetched", edition=run.edition.slug, by=by, subject=f"letters:{run.pk}", letters=run.total)
    return batches


def _require_file(batch: LetterBatch) -> None:
    if batch.run.printed_at:
        raise Refused("De brieven zijn gedrukt. De bestanden met stemcodes zijn daarom gewist.")
    if batch.state != BatchState.READY:
        raise Refused(f"Stapel {batch.number} is nog niet klaar.")
    if not is_whole(stack_path(batch.run_id, batch.file), batch.sha256):
        raise Refused(f"Het bestand van stapel {batch.number} is weg of beschadigd. Gebruik het niet.")
