"""Reads about the electoral roll: its pages, and what the first people of a file will look like."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count

from editions.models import Edition, Neighbourhood
from voting import extracts
from voting.models import RejectedRow, RollImport, SetApart, Voter, VotingCode
from voting.queries.letters import no_dates, too_late
from voting.queries.roll_rules import ISSUED, rules_of
from voting.roll import Outcome, Reader, Row, open_table
from voting.roll.reasons import APART_TEXTS, Apart

SHOWN_REJECTED = 50
SAMPLES = 3  # cells of a column beside its heading
SHOWN_PEOPLE = 8
LOOKED_AT = 2_000  # rows that a preview counts


@dataclass(frozen=True)
class RollState:
    """What the page about the roll shows: how many people, the files, whether codes exist already."""

    voters: int
    by_neighbourhood: list[tuple[str, int]]
    apart: int
    imports: list[RollImport]
    codes_issued: bool


def roll_state(edition: Edition) -> RollState:
    voters = Voter.objects.filter(edition=edition)
    parts = list(voters.order_by("neighbourhood__name").values_list("neighbourhood__name").annotate(Count("pk")))
    return RollState(
        sum(number for _, number in parts),
        parts,
        SetApart.objects.filter(edition=edition, voter__isnull=True).count(),
        list(RollImport.objects.filter(edition=edition).select_related("imported_by")),
        VotingCode.objects.filter(edition=edition).exists(),
    )


def why_no_import(edition: Edition, codes_issued: bool) -> list[str]:
    """Dutch reasons why no file can be read into the roll now; none when it can. The action decides again."""
    return too_late(edition) + ([ISSUED] if codes_issued else []) + no_dates(edition)


def rejected_rows(made: RollImport) -> list[RejectedRow]:
    """The first rows of a file that were unusable."""
    return list(made.rejected_rows.filter(kind=Outcome.REJECTED)[:SHOWN_REJECTED])


def reasons(made: RollImport) -> list[tuple[str, int]]:
    """Why people of this file were set apart, in words, with how many of them that concerned first in this file."""
    counted = made.set_apart.values_list("reason").annotate(number=Count("pk")).order_by("-number")
    return [(APART_TEXTS[Apart(reason)], number) for reason, number in counted]


def strange_neighbourhoods(made: RollImport) -> list[tuple[str, int]]:
    """The most frequent reasons for being outside the area: a mistyped neighbourhood shows here."""
    outside = made.rejected_rows.filter(kind=Outcome.OUTSIDE).values_list("reason")
    return list(outside.annotate(number=Count("pk")).order_by("-number", "reason")[:6])


@dataclass(frozen=True)
class Column:
    """A column of a file: its number from 0, its heading and what stands in it in the first rows."""

    number: int
    heading: str
    samples: list[str]


def columns_of(made: RollImport) -> list[Column]:
    """Raises UnreadableRoll."""
    with extracts.path_of(made.file).open("rb") as file:
        first = [line.cells for line in islice(open_table(file), SAMPLES)]
    return [
        Column(number, heading, [cells[number] for cells in first if number < len(cells)])
        for number, heading in enumerate(made.heading)
    ]


@dataclass(frozen=True)
class Previewed:
    """A row as it will be read; `where` is the name of the neighbourhood, `told` what becomes of the row."""

    row: Row
    where: str
    told: str


@dataclass(frozen=True)
class Preview:
    """The first people of a file, and what its first rows come to."""

    people: list[Previewed]
    looked_at: int
    counts: list[tuple[str, int]]


WORDS = {
    Outcome.VOTER: "met een brief",
    Outcome.APART: "apart gezet, voor de balie",
    Outcome.DECEASED: "overleden",
    Outcome.YOUNG: "te jong",
    Outcome.OUTSIDE: "buiten het gebied",
    Outcome.REJECTED: "niet te gebruiken",
}


def preview(made: RollImport) -> Preview:
    """How the file is read with its present mapping. Raises Refused and UnreadableRoll."""
    reader = Reader(made.mapping, rules_of(made.edition))
    names = dict(Neighbourhood.objects.filter(area=made.edition.area_id).values_list("pk", "name"))
    with extracts.path_of(made.file).open("rb") as file:
        rows = [reader.read(line) for line in islice(open_table(file), LOOKED_AT)]
    counts = Counter(row.outcome for row in rows)
    return Preview(
        [_previewed(row, names) for row in rows[:SHOWN_PEOPLE]],
        len(rows),
        [(WORDS[outcome], counts[outcome]) for outcome in WORDS if counts[outcome]],
    )


def _previewed(row: Row, names: dict[int, str]) -> Previewed:
    at = row.person.neighbourhood_id if row.person else None
    reason = APART_TEXTS[Apart(row.reason)] if row.outcome is Outcome.APART else row.reason
    return Previewed(row, names.get(at, "") if at else "", reason)


def people_set_apart(edition: Edition) -> list[SetApart]:
    """Everybody for the desk: who waits first, then who was admitted."""
    people = SetApart.objects.filter(edition=edition).select_related("neighbourhood", "admitted_by")
    return sorted(people, key=lambda each: each.voter_id is not None)
