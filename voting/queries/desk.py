"""Reads for the desk of lost letters: finding a person, and what may be done for them."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count as CountRows
from django.db.models import Q, QuerySet

from accounts.models import User
from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from voting.actions.reissue import desk_rules
from voting.models import (
    CodeState,
    LetterRun,
    Proposal,
    ProposalKind,
    Reissue,
    ReturnedLetter,
    Voter,
    VotingCode,
    WrongDate,
)

AT_MOST = 20
SHORTEST = 2
# So many wrong birth dates of one clerk in one edition within this time, and a colleague must come.
MOST_WRONG, WITHIN = 10, timedelta(hours=1)
_POSTCODE = re.compile(r"\b([1-9][0-9]{3})\s*([A-Za-z]{2})\b")


@dataclass(frozen=True)
class DeskNumbers:
    """What the desk did in an edition: new codes in all and as a first one, how many went alone, letters back."""

    reissued: int
    first: int
    by_two: int
    alone: int
    returned: int

    @property
    def given(self) -> int:
        return self.reissued + self.first

    @property
    def left(self) -> int:
        """How many one clerk may still give alone."""
        return max(0, self.alone - self.given)


def desk_numbers(edition: Edition) -> DeskNumbers:
    given = list(Reissue.objects.filter(edition=edition).values_list("replaces", "second_by"))
    return DeskNumbers(
        reissued=sum(replaces for replaces, _ in given),
        first=sum(not replaces for replaces, _ in given),
        by_two=sum(second is not None for _, second in given),
        alone=desk_rules(edition).alone,
        returned=times_returned(edition),
    )


def times_given(edition: Edition) -> int:
    """How many new codes the desk gave out, first ones too."""
    return Reissue.objects.filter(edition=edition).count()


def times_returned(edition: Edition) -> int:
    """How many letters came back by post."""
    return ReturnedLetter.objects.filter(edition=edition).count()


def find_people(edition: Edition, text: str) -> list[Voter]:
    """People whose name or address holds every word of `text`; one more than `AT_MOST` when there are too many."""
    postcode, rest = _split(text)
    found = Voter.objects.filter(edition=edition).select_related("neighbourhood")
    if postcode:
        found = found.filter(postcode__in=[postcode, postcode.replace(" ", "")])
    for word in rest:
        found = found.filter(_holds(word))
    return list(found.order_by("name_line", "address_line", "pk")[: AT_MOST + 1])


def _split(text: str) -> tuple[str, list[str]]:
    """A postcode, as "2034 AB", and the other words."""
    found = _POSTCODE.search(text)
    postcode = f"{found[1]} {found[2].upper()}" if found else ""
    return postcode, _POSTCODE.sub(" ", text).split()


def _holds(word: str) -> Q:
    """A number is a house number and stands on its own (12, not 112); letters may stand anywhere in name or street."""
    if word.isdigit():
        return Q(address_line__regex=rf"(^|[^0-9]){word}([^0-9]|$)")
    return Q(name_line__icontains=word) | Q(address_line__icontains=word)


@dataclass(frozen=True)
class Person:
    """Somebody at the desk: on the roll, with where their code stands.

    No birth date: that is asked, not shown. `voted` is for who gave the right one; `has_code` is true either way.
    """

    voter: Voter
    voted: bool
    has_code: bool
    returned: bool
    waiting: Proposal | None


def person_at_desk(edition: Edition, voter: Voter) -> Person:
    states = set(VotingCode.objects.filter(voter=voter).values_list("state", flat=True))
    return Person(
        voter=voter,
        voted=CodeState.USED in states,
        has_code=bool(states - {CodeState.VOID}),
        returned=hasattr(voter, "returned_letter"),
        waiting=_waiting(edition).filter(subject=f"voter:{voter.pk}").first(),
    )


def _waiting(edition: Edition) -> QuerySet[Proposal]:
    return Proposal.objects.filter(
        edition=edition, kind=ProposalKind.REISSUE, confirmed_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("proposed_by")


def waiting_people(edition: Edition) -> list[tuple[Proposal, Voter]]:
    """New codes that wait for a second signature, oldest first."""
    proposals = list(_waiting(edition))
    voters = Voter.objects.in_bulk([int(each.subject.removeprefix("voter:")) for each in proposals])
    pairs = [(each, voters.get(int(each.subject.removeprefix("voter:")))) for each in proposals]
    return [(each, voter) for each, voter in pairs if voter]


def must_wait(edition: Edition, clerk_id: int) -> bool:
    """Whether this clerk gave so many wrong birth dates that a colleague must come."""
    since = clock.now() - WITHIN
    return WrongDate.objects.filter(edition=edition, by=clerk_id, at__gt=since).count() >= MOST_WRONG


def clerks_who_wait(edition: Edition) -> list[User]:
    """The clerks to whom a leader may give room again, by name."""
    wrong = WrongDate.objects.filter(edition=edition, at__gt=clock.now() - WITHIN).order_by().values("by")
    many = wrong.annotate(number=CountRows("pk")).filter(number__gte=MOST_WRONG).values("by")
    return sorted(User.objects.filter(pk__in=many), key=str)


def why_no_desk(edition: Edition) -> list[str]:
    """Dutch reasons why no new code can be given now; none when it can. The action decides again."""
    voting = edition.current_phase is Phase.VOTING
    reason = why_not(
        Activity.VOTE if voting else Activity.PREPARE_VOTE, edition.current_phase, edition.schedule(), clock.now()
    )
    if reason:
        return ["De stemming is voorbij. Een nieuwe code heeft geen zin meer."]
    if not voting and not LetterRun.objects.filter(edition=edition, printed_at__isnull=False).exists():
        return ["De stembrieven zijn nog niet gedrukt. Daarna kunt u hier codes uitgeven."]
    return []
