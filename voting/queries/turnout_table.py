"""Reads about turnout: by neighbourhood and by age, only in groups that give nobody away."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from editions.models import Edition
from editions.phases import Phase
from voting.models import CodeState, CountRecord, TurnoutBy, TurnoutGroup, Voter, VotingCode
from voting.turnout import Group, band_message, band_of, bands, groups_of, safe_groups


@dataclass(frozen=True)
class TurnoutTable:
    """One published table: what it is by, and its groups."""

    by: TurnoutBy
    groups: list[Group]


def turnout_groups(edition: Edition) -> list[TurnoutTable]:
    """From the roll and the used codes, safe to show. For after the close: during the vote only the total is shown."""
    rows = _people(edition)
    day = _voting_day(edition)
    wijken = sorted({wijk for wijk, _, _ in rows})
    by_wijk = _counted([(wijk, voted) for wijk, _, voted in rows])
    by_age = _counted([(band_of(born, day, edition.voting_age), voted) for _, born, voted in rows])
    return [
        TurnoutTable(TurnoutBy.NEIGHBOURHOOD, safe_groups(groups_of(by_wijk, wijken))),
        TurnoutTable(TurnoutBy.AGE, safe_groups(groups_of(by_age, bands(edition.voting_age)))),
    ]


def _people(edition: Edition) -> list[tuple[str, date | None, bool]]:
    used = VotingCode.objects.filter(voter=OuterRef("pk"), state=CodeState.USED)
    voters = Voter.objects.filter(edition=edition).order_by().annotate(voted=Exists(used))
    return list(voters.values_list("neighbourhood__name", "birth_date", "voted"))


def _counted(rows: list[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    eligible = Counter(name for name, _ in rows)
    voted = Counter(name for name, did in rows if did)
    return {name: (number, voted[name]) for name, number in eligible.items()}


def _voting_day(edition: Edition) -> date:
    """On which day ages are told: the first day of the vote, as on the roll."""
    window = edition.schedule().get(Phase.VOTING)
    return timezone.localdate(window.starts_at) if window else timezone.localdate()


def published_turnout(edition: Edition) -> list[TurnoutTable]:
    """What was kept at the publication of the result; empty before it."""
    kept = list(TurnoutGroup.objects.filter(edition=edition))
    return [
        TurnoutTable(by, [Group(_in_words(by, row.names), row.eligible, row.voted) for row in kept if row.by == by])
        for by in TurnoutBy
        if any(row.by == by for row in kept)
    ]


def _in_words(by: TurnoutBy, names: list[str]) -> tuple[str, ...]:
    """Names of groups in the reader's language; neighbourhoods have their own."""
    if by != TurnoutBy.AGE:
        return tuple(names)
    return tuple(gettext(sentence) % numbers for sentence, numbers in map(band_message, names))


def public_desk_report(edition: Edition) -> dict[str, object]:
    """What the public result page shows beside the count, for voting/turnout/_public.html: as kept at publication."""
    record = CountRecord.objects.filter(edition=edition).first()
    said = record.content if record else {"paper": {}, "numbers": {}}
    return {
        "record": record,
        "turnout_tables": published_turnout(edition),
        "paper": said["paper"],
        "codes_given": said["numbers"].get("codes_given", 0),
    }
