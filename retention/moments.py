"""When an edition reached what its terms count from, how long its terms are, and whether they stand still."""

from collections.abc import Mapping

from common import clock
from editions.models import Edition, PhaseChange
from editions.phases import Phase
from retention.models import LegalHold, TermChoice
from retention.terms import BY_KEY, TERMS, Term
from retention.terms.shape import Moments
from voting.models import Count, LetterRun


def moments_of(edition: Edition) -> Moments:
    """From what really happened, never from the planning. Three queries."""
    changes = PhaseChange.objects.filter(edition=edition).order_by("at").values_list("from_phase", "to_phase", "at")
    left = {source: at for source, _, at in changes}
    reached = {target: at for _, target, at in changes}
    return Moments(
        submitted=left.get(Phase.SUBMISSION),
        posted=LetterRun.objects.filter(edition=edition).values_list("printed_at", flat=True).first(),
        result=Count.objects.filter(edition=edition).values_list("published_at", flat=True).first(),
        closed=reached.get(Phase.CLOSED),
    )


def days_of(edition: Edition | None) -> Mapping[str, int]:
    """The days of every term: the table's, or what was chosen last. One query."""
    chosen = TermChoice.objects.filter(edition=edition).order_by("pk").values_list("key", "days")
    days = {term.key: term.days for term in TERMS if term.of_edition == (edition is not None)}
    # A choice that the table no longer allows counts no more.
    return days | {key: number for key, number in chosen if key in days and BY_KEY[key].fits(number)}


def days_for(term: Term, edition: Edition | None) -> int:
    return days_of(edition)[term.key]


def holds_of(edition: Edition) -> list[LegalHold]:
    """The holds that run today."""
    today = clock.today()
    return list(LegalHold.objects.filter(edition=edition, lifted_at__isnull=True, until__gte=today))
