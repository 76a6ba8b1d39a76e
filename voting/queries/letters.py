"""Reads about the letters."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, F, Max, Min, Model, Q, QuerySet, Sum
from django.db.models.functions import Collate

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from voting.letters import shown_mark
from voting.letters.manifest import Stack, file_name
from voting.models import BatchState, LetterBatch, LetterRun, Voter
from voting.queries.roll_rules import why_the_roll_is_unready

# Compares numbers in a text by their value (made by a migration): Italiëlaan 2 comes before Italiëlaan 10.
STREET_ORDER = "street_order"
Row = TypeVar("Row", bound=Model)


def voters_by_post(edition_id: int) -> QuerySet[Voter]:
    """Who gets a letter by post. The one place that says so."""
    return Voter.objects.filter(edition_id=edition_id, by_post=True)


def in_street_order(rows: QuerySet[Row], voter: str = "") -> QuerySet[Row]:
    """As the post walks: by neighbourhood, postcode, street and house number. `voter` leads from a row to its voter."""
    address = Collate(F(f"{voter}address_line"), STREET_ORDER)
    return rows.order_by(
        f"{voter}neighbourhood__name", f"{voter}neighbourhood_id", f"{voter}postcode", address, f"{voter}pk"
    )


@dataclass(frozen=True)
class LettersState:
    """How far the letters of an edition are: voters on the roll, stacks in all and ready, letters in ready stacks."""

    voters: int
    run: LetterRun | None
    batches: int
    ready: int
    letters_ready: int

    @property
    def all_ready(self) -> bool:
        """Whether every letter is on disk, so that they can be printed."""
        return self.run is not None and self.batches > 0 and self.ready == self.batches


def letters_state(edition: Edition) -> LettersState:
    run = LetterRun.objects.filter(edition=edition).select_related("printed_by").first()
    is_ready = Q(state=BatchState.READY)
    done = LetterBatch.objects.filter(run__edition=edition).aggregate(
        batches=Count("pk"), ready=Count("pk", filter=is_ready), letters=Sum("count", filter=is_ready, default=0)
    )
    voters = voters_by_post(edition.pk).count()
    return LettersState(voters, run, done["batches"], done["ready"], done["letters"])


def stacks_of(run: LetterRun) -> list[tuple[LetterBatch, Stack]]:
    """Every stack of a run with its line on the list that goes to the printing house."""
    postcode = "codes__voter__postcode"
    ends = run.batches.annotate(lowest=Min(postcode), highest=Max(postcode)).values_list("pk", "lowest", "highest")
    postcodes = {pk: (lowest or "", highest or "") for pk, lowest, highest in ends}
    batches = run.batches.select_related("neighbourhood")
    return [(batch, _stack(batch, *postcodes[batch.pk])) for batch in batches]


def _stack(batch: LetterBatch, first_postcode: str, last_postcode: str) -> Stack:
    return Stack(
        name_of(batch),
        batch.neighbourhood.name if batch.neighbourhood else "",
        batch.count,
        shown_mark(batch.first),
        shown_mark(batch.first + batch.count - 1),
        first_postcode,
        last_postcode,
        batch.sha256,
    )


def name_of(batch: LetterBatch) -> str:
    """The name of a stack's file for whoever fetches it."""
    return file_name(batch.number, batch.neighbourhood.name if batch.neighbourhood else "")


def why_no_letters(edition: Edition, state: LettersState) -> list[str]:
    """Dutch reasons why the letters cannot be made now; none when they can. The action decides again."""
    reasons = too_late(edition)
    if not state.voters:
        reasons.append("Lees eerst het kiezersbestand in.")
    return reasons + why_the_roll_is_unready(edition) + no_dates(edition)


def why_no_design(edition: Edition, state: LettersState) -> list[str]:
    """Dutch reasons why the letter cannot change now; none when it can. The action decides again."""
    reasons = too_late(edition)
    if state.run:
        reasons.append("De stembrieven zijn al gemaakt. De tekst staat vast.")
    return reasons + no_dates(edition)


def too_late(edition: Edition) -> list[str]:
    reason = why_not(Activity.PREPARE_VOTE, edition.current_phase, edition.schedule(), clock.now())
    return [reason] if reason else []


def no_dates(edition: Edition) -> list[str]:
    return [] if Phase.VOTING in edition.schedule() else ["Vul eerst bij de planning in wanneer de stemming is."]
