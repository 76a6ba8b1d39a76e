"""The letters: made in stacks by workers, fetched by a person, and erased once they are printed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity, Phase
from voting.actions.roll import issue_codes, lock_roll
from voting.keys import lookup_hash
from voting.letters import letter_to, render_letters
from voting.models import BatchState, CodeState, LetterBatch, LetterRun, Voter, VotingCode
from voting.sealing import BrokenSeal, Sealer
from voting.stacks import is_whole, remove_run, remove_stack, run_folder, stack_path, write_stack

LETTERS_PER_BATCH = 100
ORDER = ("neighbourhood", "postcode", "address_line", "pk")
STALE_AFTER = timedelta(minutes=5)
# Enough to keep two workers busy until the next sweep, without filling the queue with the same work again and again.
SWEEP_AT_ONCE = 20


@transaction.atomic
def start_letters(edition_id: int, by: int) -> LetterRun:
    """Gives everybody a code and divides the letters over stacks, in order of neighbourhood and address.

    The stacks wait until `render_batch` makes them. Raises Refused when the roll is empty, when letters were made
    before, when the vote has no dates yet, and when it has opened.
    """
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    voters = list(Voter.objects.filter(edition=edition, by_post=True).order_by(*ORDER).values_list("pk", flat=True))
    if not voters:
        raise Refused("Lees eerst het kiezersbestand in.")
    if LetterRun.objects.filter(edition=edition).exists():
        raise Refused("De stembrieven zijn al gemaakt.")
    require_dates(edition)
    issue_codes(edition_id)
    run = LetterRun.objects.create(edition=edition, total=len(voters), started_by_id=by, started_at=clock.now())
    _divide(run, voters)
    record("letters_started", edition=edition.slug, by=by, subject=f"letters:{run.pk}", letters=run.total)
    return run


def require_dates(edition: Edition) -> None:
    """Raises Refused while the letter cannot say until when one may vote."""
    if Phase.VOTING not in edition.schedule():
        raise Refused("Vul eerst bij de planning in wanneer de stemming is. Die data komen in de brief.")


def _divide(run: LetterRun, voters: list[int]) -> None:
    stacks = [voters[start : start + LETTERS_PER_BATCH] for start in range(0, len(voters), LETTERS_PER_BATCH)]
    batches = LetterBatch.objects.bulk_create(
        LetterBatch(run=run, number=number, count=len(stack)) for number, stack in enumerate(stacks, start=1)
    )
    for batch, stack in zip(batches, stacks, strict=True):
        living_codes(run.edition_id).filter(voter_id__in=stack).update(batch=batch)


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
    codes = batch.codes.select_related("voter").order_by(*(f"voter__{field}" for field in ORDER))
    return render_letters(edition, [letter_to(code.voter, _open(sealer, code)) for code in codes])


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
    for batch in LetterBatch.objects.filter(state=BatchState.READY, run__printed_at__isnull=True):
        if not stack_path(batch.run_id, batch.file).is_file():
            again = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.READY, file=batch.file)
            again.update(state=BatchState.WAITING, file="", sha256="")
    return list(_due(clock.now()).order_by("number", "run_id").values_list("pk", flat=True)[:at_once])


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
    if run.batches.exclude(state=BatchState.READY).exists():
        raise Refused("Nog niet alle stapels zijn klaar.")
    voters = Voter.objects.filter(edition_id=run.edition_id, by_post=True).count()
    codes = living_codes(run.edition_id).filter(batch__run=run).count()
    letters = sum(run.batches.values_list("count", flat=True))
    if not voters == codes == letters == run.total:
        raise Refused(
            f"De aantallen kloppen niet: {voters} stemgerechtigden, {codes} codes en {letters} brieven."
            " Verstuur niets en laat dit eerst onderzoeken."
        )


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
