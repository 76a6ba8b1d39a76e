"""What the rows of a file are held against, and what its columns were said to be the last time."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from voting.models import ImportState, RollImport
from voting.roll import Mapping, Rules, propose, what_is_missing

ISSUED = "De stemcodes zijn al gemaakt. Het kiezersbestand kan nu niet meer veranderen."
BUSY = "Er wordt nog een bestand ingelezen. Wacht tot het klaar is, of stop het."
OTHER_VOTE = (
    "Het kiezersbestand is gelezen voor een andere eerste stemdag of leeftijd. Maak het leeg en lees het opnieuw in."
)
SAID = (ImportState.MAPPED, ImportState.RUNNING, ImportState.DONE)


def rules_of(edition: Edition) -> Rules:
    """What rows of this edition are held against. Raises Refused while the dates of the vote are unknown."""
    neighbourhoods = list(edition.area.neighbourhoods.all())
    names = {" ".join(n.name.split()).casefold(): n.pk for n in neighbourhoods}
    owners: dict[str, set[int]] = {}
    for each in neighbourhoods:
        for digits in each.postcodes.split():
            owners.setdefault(digits[:4], set()).add(each.pk)
    alone = {digits: next(iter(who)) for digits, who in owners.items() if len(who) == 1}
    return Rules(names, voting_day_of(edition), edition.voting_age, alone, frozenset(owners.keys() - alone.keys()))


def voting_day_of(edition: Edition) -> date:
    """The first day of the vote, in Amsterdam: on it somebody must be old enough."""
    window = edition.schedule().get(Phase.VOTING)
    if window is None:
        raise Refused("Vul eerst bij de planning in wanneer de stemming is. Dan is bekend wie oud genoeg is.")
    return timezone.localdate(window.starts_at)


def why_the_roll_is_unready(edition: Edition) -> list[str]:
    """Dutch reasons why codes for this roll would go to too few or the wrong people; none when it is whole."""
    window = edition.schedule().get(Phase.VOTING)
    day = timezone.localdate(window.starts_at) if window else None
    return unready(RollImport.objects.filter(edition=edition), day, edition.voting_age)


def unready(files: Iterable[RollImport], day: date | None, age: int) -> list[str]:
    """The same for files that are known, and the first day of the vote (None while it is not planned)."""
    states = {each.state for each in files}
    read_for = {(each.voting_day, each.voting_age) for each in files if each.state == ImportState.DONE}
    busy = [BUSY] if states & {ImportState.MAPPED, ImportState.RUNNING} else []
    return busy + ([OTHER_VOTE] if day and read_for - {(day, age)} else [])


def remembered(edition: Edition, key: str, columns: Sequence[str]) -> Mapping:
    """The mapping of the last file with the same heading, of this edition or else of this area; else a proposal."""
    earlier = RollImport.objects.filter(Q(edition=edition) | Q(edition__area=edition.area_id), heading_key=key)
    newest = sorted(earlier.filter(state__in=SAID).order_by("-pk")[:50], key=lambda each: each.edition_id != edition.pk)
    for each in newest:
        mapping = {field: column for field, column in each.mapping.items() if column < len(columns)}
        if len(columns) == len(each.heading) and not what_is_missing(mapping):
            return mapping
    return propose(columns)
