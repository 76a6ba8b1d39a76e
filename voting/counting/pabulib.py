"""Pabulib's `.pb` files: reading them tolerantly, writing them exactly. Plain Python.

Three sections (META, PROJECTS, VOTES), each a table with a header row, `;` between fields, quotes as in CSV. Source:
pabulib.org/format. Rows are kept as they came, so that what is unknown here survives being written again.

What is read of it: amounts become cents ("12345.67", also with a comma); an approval or choose-1 vote names its plans,
each counted once; a cumulative or scoring vote gives them `points`, an ordinal vote points by rank (the longest allowed
vote gives its first plan that many), as its Borda score. A plan named n times in `Election.ballots` has n points.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal

from voting.counting.rules import Completion, Method, Misfit

SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVAL, POINTS, ORDINAL = ("approval", "choose-1"), ("cumulative", "scoring"), ("ordinal",)
# More points than this on one vote is a mistake in the file, not a vote.
MOST_POINTS = 10_000
# The rules of META (and of the command line) in our settings: method, misfit, completion.
RULES: Mapping[str, tuple[Method, Misfit, Completion]] = {
    "greedy": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "greedy-threshold": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "greedy-exclusive": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "greedy-custom": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "unknown": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "greedy-skip": (Method.GREEDY, Misfit.SKIP, Completion.NONE),
    "greedy-no-skip": (Method.GREEDY, Misfit.STOP, Completion.NONE),
    "greedy-stop": (Method.GREEDY, Misfit.STOP, Completion.NONE),
    "equalshares": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.NONE),
    "equalshares/greedy": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.GREEDY),
    "equalshares/add1": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.ADD_ONE),
    "equalshares/add1u": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.ADD_FILL),
    "mes": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.NONE),
    "mes-greedy": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.GREEDY),
    "mes-add1": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.ADD_ONE),
    "mes-add1u": (Method.EQUAL_SHARES, Misfit.SKIP, Completion.ADD_FILL),
}


# One comma that is no thousands separator.
_COMMA_FOR_CENTS = re.compile(r"^[^,]*,(?!\d{3}$)[^,]*$")


class NotPabulib(ValueError):
    """The file cannot be read as an election. The sentence says where and why."""


@dataclass
class Table:
    """One section: the names of its columns and its rows, as they came."""

    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)

    def named(self, row: Sequence[str]) -> dict[str, str]:
        """A row by column; a field that is missing or says None is empty."""
        values = [("" if value.strip().lower() == "none" else value.strip()) for value in row]
        return dict(zip((name.strip().lower() for name in self.columns), values, strict=False))


@dataclass
class Election:
    """A file. `meta`, `projects` and `votes` hold everything that it says."""

    meta: Table
    projects: Table
    votes: Table

    @property
    def facts(self) -> dict[str, str]:
        """META by key."""
        return {row[0].strip().lower(): row[1].strip() for row in self.meta.rows if len(row) > 1}

    @property
    def budget(self) -> int:
        """In cents."""
        return cents(self.facts.get("budget", ""), "budget")

    @property
    def vote_type(self) -> str:
        return self.facts.get("vote_type", "approval").lower()

    @property
    def rule(self) -> str:
        return self.facts.get("rule", "").lower()

    @property
    def holds_what_it_promises(self) -> bool:
        """Whether there are as many projects and votes as META says."""
        promised = [self.facts.get("num_projects"), self.facts.get("num_votes")]
        return promised == [str(len(self.projects.rows)), str(len(self.votes.rows))]

    @property
    def has_points(self) -> bool:
        return self.vote_type not in APPROVAL

    @property
    def minimum_votes(self) -> int:
        """How many votes or points a chosen plan has at least."""
        try:
            return max(1, int(Decimal(self.facts.get("min_project_score_threshold") or 1)))
        except InvalidOperation:
            return 1

    def prices(self) -> dict[str, int]:
        """What every project costs, in cents, by its id. Raises NotPabulib."""
        found: dict[str, int] = {}
        for row in self.projects.rows:
            named = self.projects.named(row)
            number = named.get("project_id", "")
            if not number or number in found:
                raise NotPabulib(f"A project has no id, or an id stands there twice: {number!r}.")
            found[number] = cents(named.get("cost", ""), f"the cost of project {number}")
        return found

    def selected(self) -> list[str] | None:
        """The projects that really won, or None when the file does not say."""
        rows = [self.projects.named(row) for row in self.projects.rows]
        if not any("selected" in row for row in rows):
            return None
        return [row["project_id"] for row in rows if row.get("selected") in ("1", "1.0")]

    def ballots(self) -> Iterator[list[str]]:
        """Every vote as the ids that it names, n times for n points; ids of no project are left out."""
        known = set(self.prices())
        longest = self._longest(len(known))
        for line, row in enumerate(self.votes.rows, start=1):
            yield [number for number in self._named(self.votes.named(row), longest, line) if number in known]

    def strangers(self) -> int:
        """How many times a vote names a project that the file does not hold."""
        known = set(self.prices())
        longest = self._longest(len(known))
        named = (self._named(self.votes.named(row), longest, 0) for row in self.votes.rows)
        return sum(1 for ballot in named for number in set(ballot) if number not in known)

    def _longest(self, projects: int) -> int:
        try:
            return min(projects, int(Decimal(self.facts["max_length"])))
        except (KeyError, ValueError, ArithmeticError):
            return projects

    def _named(self, row: Mapping[str, str], longest: int, line: int) -> list[str]:
        numbers = [each.strip() for each in row.get("vote", "").split(",") if each.strip()]
        if self.vote_type in APPROVAL:
            return list(dict.fromkeys(numbers))
        if row.get("points"):
            points = [_points(each, line) for each in row["points"].split(",")]
        elif self.vote_type in ORDINAL:
            points = [max(longest - place, 0) for place in range(len(numbers))]
        else:
            points = []
        if len(points) < len(numbers):
            raise NotPabulib(f"Vote {line} names {len(numbers)} projects and gives {len(points)} numbers of points.")
        if sum(points) > MOST_POINTS:
            raise NotPabulib(f"Vote {line} gives {sum(points)} points; {MOST_POINTS} is the most that is read.")
        return [number for number, n in zip(numbers, points, strict=False) for _ in range(n)]


def read(data: bytes) -> Election:
    """Reads a file of any usual encoding. Raises NotPabulib."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    election = _election(text.replace("\x00", ""))
    if election.vote_type not in (*APPROVAL, *POINTS, *ORDINAL):
        raise NotPabulib(f"Votes of type {election.vote_type!r} cannot be read.")
    return election


def _election(text: str) -> Election:
    """The file with quotes as in CSV; as plain text where only that gives what META promises.

    A title with one loose quote would swallow every row up to the next, and nobody would notice.
    """
    quoted, problem = _attempt(text, csv.QUOTE_MINIMAL)
    if quoted and (quoted.holds_what_it_promises or '"' not in text):
        return quoted
    plain, _ = _attempt(text, csv.QUOTE_NONE)
    if plain and (plain.holds_what_it_promises or not quoted):
        return plain
    if quoted:
        return quoted
    raise NotPabulib(problem)


def _attempt(text: str, quoting: Literal[0, 3]) -> tuple[Election | None, str]:
    try:
        tables = _tables(text, quoting)
    except (NotPabulib, csv.Error) as problem:
        return None, str(problem)
    missing = [name for name in SECTIONS if name not in tables]
    if missing:
        return None, f"The file has no section {', '.join(missing)}."
    meta = tables["META"]
    if meta.columns and meta.columns[0].strip().lower() != "key":  # A file that forgot the header row.
        meta.rows.insert(0, meta.columns)
        meta.columns = ["key", "value"]
    return Election(meta, tables["PROJECTS"], tables["VOTES"]), ""


def _tables(text: str, quoting: Literal[0, 3]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    current: Table | None = None
    csv.field_size_limit(10_000_000)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", quoting=quoting):
        title, *others = [cell.strip() for cell in row] or [""]
        if title.upper() in SECTIONS and not any(others):
            current = tables[title.upper()] = Table([])
        elif any((title, *others)):
            if current is None:
                raise NotPabulib("The file does not begin with a section META.")
            if current.columns:
                current.rows.append(row)
            else:
                current.columns = row
    return tables


def write(election: Election) -> Iterator[str]:
    """The lines of the file, for `read` to read back."""
    for title, table in zip(SECTIONS, (election.meta, election.projects, election.votes), strict=True):
        yield f"{title}\n"
        yield from _lines([table.columns, *table.rows])


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\n").writerow(row)
        yield out.getvalue()


def cents(amount: str, what: str) -> int:
    """An amount as whole cents: "12345.67", "12345,67", "12 345", "12,345" (no money has three decimals).

    Raises NotPabulib for anything else, and for what really is finer than a cent: "1000.500" is not, "0.005" is.
    """
    plain = amount.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if "." not in plain and _COMMA_FOR_CENTS.search(plain):
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    try:
        exact = Decimal(plain) * 100
    except InvalidOperation:
        raise NotPabulib(f"{what} is no amount: {amount!r}.") from None
    if not exact.is_finite() or exact < 0:
        raise NotPabulib(f"{what} is no amount: {amount!r}.")
    if exact != exact.to_integral_value():
        raise NotPabulib(f"{what} is finer than a cent: {amount!r}. A count here is exact in whole cents.")
    return int(exact)


def show_amount(amount: int) -> str:
    """Cents as a file says them: 1234567 is "12345.67", 1200000 is "12000"."""
    whole, rest = divmod(amount, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _points(text: str, line: int) -> int:
    try:
        exact = Decimal(text.strip() or "0")
    except InvalidOperation:
        raise NotPabulib(f"Vote {line} has points that are no number: {text!r}.") from None
    if exact != exact.to_integral_value() or exact < 0:
        raise NotPabulib(f"Vote {line} has points that are no whole number of zero or more: {text!r}.")
    return int(exact)
