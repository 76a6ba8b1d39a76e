"""Votes of elsewhere: a Pabulib file becomes an edition of the archive, counted by our own rules, and back again.

The ballots go into the box like all others, but there are no codes, receipts or voters: whoever published the file
answers for that. The rows of the file are kept beside it, voters' columns too, so that it can be written again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count as count_from
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils.text import slugify

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Area, Edition, Neighbourhood, PhaseWindow, Theme
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from voting.actions.count import count_votes, publish_count
from voting.actions.rules import freeze_rules
from voting.counting.pabulib import RULES, Election, NotPabulib, Table, show_amount
from voting.counting.rules import Completion, Method, Misfit
from voting.models import ArchivedPlan, ArchivedRow, ArchivedVote, Count, Tie, VotingRules
from voting.queries.count import read_box
from voting.queries.rules import settings_of

ROWS_AT_ONCE = 5_000
PLACES = ("neighborhood", "district", "subunit")
MAKER = "Archief"
SHARES = {
    Completion.NONE: "",
    Completion.GREEDY: "/greedy",
    Completion.ADD_ONE: "/add1",
    Completion.ADD_FILL: "/add1u",
}


@dataclass(frozen=True)
class Archived:
    edition: Edition
    count: Count
    strangers: int  # votes for a project that the file does not hold


@transaction.atomic
def archive_election(election: Election, name: str, rule: str = "", tie: Tie = Tie.CHEAPEST) -> Archived:
    """Makes an edition of a file, counts it and publishes the outcome, so that all public pages work.

    `rule` is one of `pabulib.RULES`; empty takes the file's own, or greedy when that says nothing we know. When `tie`
    is LOT and a lot is needed, the edition stays in the counting phase. Raises NotPabulib and Refused.
    """
    if not election.budget:
        raise NotPabulib("The budget is zero: there is nothing to divide.")
    edition = _edition(election, name)
    numbers = _plans(edition, election)
    empty = _ballots(edition, election, numbers)
    _rows(edition, election)
    method, misfit, completion = RULES[rule or (election.rule if election.rule in RULES else "greedy")]
    points = election.has_points or empty > 0
    rules = VotingRules(edition=edition, method=method, misfit=misfit, completion=completion, tie=tie, points=points)
    rules.minimum_votes, rules.min_plans = election.minimum_votes, 0 if points else 1
    rules.save()
    freeze_rules(edition, None)
    count = count_votes(edition.pk, None)
    if not count.needs_lot:
        count = publish_count(edition, None)
        Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
        edition.refresh_from_db()
    record("vote_archived", edition=edition.slug, ballots=count.ballots, plans=len(numbers))
    return Archived(edition, count, election.strangers())


def _edition(election: Election, name: str) -> Edition:
    facts = election.facts
    place = " ".join(filter(None, (facts.get("unit"), facts.get("subunit") or facts.get("district")))) or name
    slug = slugify(name)[:60].strip("-") or "archief"
    if Edition.objects.filter(slug=slug).exists():
        raise Refused(f"Er is al een editie ‘{slug}’. Geef met --slug een andere naam.")
    area = _area(place)
    title = " ".join(filter(None, (place, facts.get("instance"))))[:80]
    edition = Edition.objects.create(
        area=area,
        name=title,
        slug=slug,
        phase=Phase.COUNTING,
        budget_cents=election.budget,
        threshold=0,
        note=facts.get("description", ""),
    )
    begin, end = _day(facts.get("date_begin", "")), _day(facts.get("date_end", ""))
    if begin and end and end >= begin:
        ends = end + timedelta(days=1)
        PhaseWindow.objects.create(edition=edition, phase=Phase.VOTING, starts_at=begin, ends_at=ends)
    return edition


def _area(place: str) -> Area:
    """An area of the archive's own: votes of elsewhere never touch the neighbourhoods of an area where people vote."""
    for number in count_from(1):
        end = " (archief)" if number == 1 else f" (archief {number})"
        area, new = Area.objects.get_or_create(name=place[: 80 - len(end)] + end)
        if new:
            return area
    raise AssertionError("numbers ended")


def _day(text: str) -> datetime | None:
    for shape in ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y"):
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _plans(edition: Edition, election: Election) -> dict[str, int]:
    """The plans in order of their number, so that the lowest number of ours is the lowest of theirs too."""
    prices, maker, now = election.prices(), _maker(), clock.now()
    free = [number for number, price in prices.items() if not price]
    if free:
        raise NotPabulib(f"These projects cost nothing; a plan has a price here: {', '.join(free[:5])}.")
    rows = {election.projects.named(row)["project_id"]: row for row in election.projects.rows}
    places, themes = _places(edition, election), _themes(edition, election)
    made = []
    for number in sorted(prices, key=_natural):
        named = election.projects.named(rows[number])
        title = named.get("name") or f"Project {number}"
        plan = Plan(edition=edition, maker=maker, title=title[:100], body=named.get("description") or title)
        plan.status, plan.ballot_cents, plan.submitted_at = Status.ON_BALLOT, prices[number], now
        plan.neighbourhood, plan.theme = places[_place(named)], themes[_theme(named)]
        made.append((number, plan))
    plans = Plan.objects.bulk_create([plan for _, plan in made])
    by_number = {number: plan for (number, _), plan in zip(made, plans, strict=True)}
    ArchivedPlan.objects.bulk_create(
        ArchivedPlan(plan=by_number[number], number=number, row=row) for number, row in rows.items()
    )
    return {number: plan.pk for number, plan in by_number.items()}


def _natural(number: str) -> tuple[bool, int, str]:
    return (not number.isdecimal(), int(number) if number.isdecimal() else 0, number)


def _maker() -> User:
    """Nobody in particular: it cannot log in."""
    return User.objects.filter(name=MAKER, email__isnull=True).first() or User.objects.create_user(None, MAKER)


def _place(named: dict[str, str]) -> str:
    return next((named[column][:80] for column in PLACES if named.get(column)), "")


def _theme(named: dict[str, str]) -> str:
    return (named.get("category") or named.get("categories") or "").split(",")[0].strip()[:60]


def _places(edition: Edition, election: Election) -> dict[str, Neighbourhood]:
    names = {_place(election.projects.named(row)) for row in election.projects.rows}
    return {
        name: Neighbourhood.objects.get_or_create(area=edition.area, name=name or edition.area.name)[0]
        for name in sorted(names)
    }


def _themes(edition: Edition, election: Election) -> dict[str, Theme]:
    names = {_theme(election.projects.named(row)) for row in election.projects.rows}
    return {name: Theme.objects.get_or_create(edition=edition, name=name or "Plannen")[0] for name in sorted(names)}


def _ballots(edition: Edition, election: Election, numbers: dict[str, int]) -> int:
    """Puts all votes in the box at once; returns how many name no plan."""
    lines, empty = StringIO(), 0
    for ballot in election.ballots():
        choice = ",".join(map(str, sorted(numbers[number] for number in ballot)))
        empty += not choice
        lines.write(f"{uuid4()}\t{edition.pk}\t{{{choice}}}\n")
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY voting_ballot (id, edition_id, choice) FROM STDIN", lines)
    return empty


def _rows(edition: Edition, election: Election) -> None:
    archive = ArchivedVote.objects.create(
        edition=edition,
        meta=[election.meta.columns, *election.meta.rows],
        project_columns=election.projects.columns,
        vote_columns=election.votes.columns,
    )
    rows = (ArchivedRow(archive=archive, fields=_clean(row)) for row in election.votes.rows)
    ArchivedRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _clean(row: list[str]) -> list[str]:
    return [each.replace("\x00", "") for each in row]


def election_of(edition: Edition) -> Election:
    """The edition as a Pabulib file. An archived one comes out as it came in.

    Of a vote of our own the votes get running numbers in sorted order: no order, time or person stands behind them.
    Raises Refused before the result is public.
    """
    archive = ArchivedVote.objects.filter(edition=edition).first()
    if archive:
        meta = Table(archive.meta[0], archive.meta[1:])
        plans = ArchivedPlan.objects.filter(plan__edition=edition)
        projects = Table(archive.project_columns, [plan.row for plan in plans])
        return Election(
            meta, projects, Table(archive.vote_columns, list(archive.rows.values_list("fields", flat=True)))
        )
    count = Count.objects.filter(edition=edition, published_at__isnull=False).first()
    if count is None:
        raise Refused("De uitslag is nog niet bekendgemaakt.")
    return Election(_meta(edition, count), _projects(count), _votes(edition))


def _meta(edition: Edition, count: Count) -> Table:
    rules, window = settings_of(edition), edition.schedule().get(Phase.VOTING)
    facts: dict[str, Any] = {
        "description": edition.name,
        "country": "Netherlands",
        "unit": edition.area.name,
        "instance": edition.slug,
        "num_projects": count.lines.count(),
        "num_votes": count.ballots,
        "budget": show_amount(edition.budget_cents),
        "vote_type": "approval",
        "rule": _rule(rules),
        "date_begin": f"{window.starts_at:%d.%m.%Y}" if window else "",
        "date_end": f"{window.ends_at - timedelta(seconds=1):%d.%m.%Y}" if window else "",
        "min_length": rules.min_plans,
        "max_length": rules.max_plans or "",
        "max_sum_cost": show_amount(edition.budget_cents),
        "min_project_score_threshold": rules.minimum_votes if rules.minimum_votes > 1 else "",
        "currency": "EUR",
        "language": "nl",
    }
    return Table(["key", "value"], [[key, str(value)] for key, value in facts.items() if value != ""])


def _rule(rules: VotingRules) -> str:
    """The name of Pabulib for our settings, or what `import_pabulib` calls them where it has none."""
    if rules.method == Method.GREEDY:
        return "greedy-no-skip" if rules.misfit == Misfit.STOP else "greedy"
    return "equalshares" + SHARES[Completion(rules.completion)]


def _projects(count: Count) -> Table:
    lines = count.lines.select_related("plan__neighbourhood", "plan__theme").order_by("plan_id")
    rows = [
        [
            str(line.plan_id),
            show_amount(line.price_cents),
            str(line.votes),
            line.plan.title,
            line.plan.theme.name if line.plan.theme else "",
            line.plan.neighbourhood.name if line.plan.neighbourhood else "",
            "1" if line.chosen else "0",
        ]
        for line in lines
    ]
    return Table(["project_id", "cost", "votes", "name", "category", "neighborhood", "selected"], rows)


def _votes(edition: Edition) -> Table:
    return Table(["voter_id", "vote"], list(_numbered(edition)))


def _numbered(edition: Edition) -> Iterator[list[str]]:
    number = 0
    for lines in read_box(edition).lines():
        for line in lines.splitlines():
            number += 1
            yield [str(number), line]
