"""Reads about the letters."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from voting.models import BatchState, LetterBatch, LetterRun, Voter


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
    voters = Voter.objects.filter(edition=edition, by_post=True).count()
    return LettersState(voters, run, done["batches"], done["ready"], done["letters"])


def why_no_letters(edition: Edition, state: LettersState) -> list[str]:
    """Dutch reasons why the letters cannot be made now; none when they can. The action decides again."""
    reasons = too_late(edition)
    if not state.voters:
        reasons.append("Lees eerst het kiezersbestand in.")
    return reasons + no_dates(edition)


def too_late(edition: Edition) -> list[str]:
    reason = why_not(Activity.PREPARE_VOTE, edition.current_phase, edition.schedule(), clock.now())
    return [reason] if reason else []


def no_dates(edition: Edition) -> list[str]:
    return [] if Phase.VOTING in edition.schedule() else ["Vul eerst bij de planning in wanneer de stemming is."]
