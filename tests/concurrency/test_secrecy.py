"""Who has the whole database, hidden columns included, cannot tell who voted what.

The attacks are those that PostgreSQL's own bookkeeping makes possible (docs/stemgeheim.md). Each ballot holds a choice
that only one voter made, so a link is right or wrong without doubt. The intake is the negative control: there the same
attacks find nearly everything, which shows that they work.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from itertools import combinations
from random import Random
from typing import Any

import pytest
from django.db import connection

from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import MIX_AT, cast_ballot, mix_intakes, seal_box
from voting.models import Ballot, IntakeBallot, IntakeReceipt, Receipt, VotingCode

VOTES = 300
# Guessing finds one on average; more than this has a chance below one in a billion.
GUESSING = 12
# While the vote runs: one in MIX_AT, so six on average, for attacks that know which lot a ballot came from.
IN_A_LOT = 25

Keys = bytes | str | tuple[int, ...]
Links = list[tuple[Keys, Keys]]


@dataclass
class Truth:
    """What only the voters know: which code, receipt and choice belong together."""

    choice_of_code: dict[Keys, Keys] = field(default_factory=dict)
    receipt_of_code: dict[Keys, Keys] = field(default_factory=dict)
    choice_of_receipt: dict[Keys, Keys] = field(default_factory=dict)


def vote(world: BallotWorld) -> Truth:
    """Three hundred voters in an order of their own, each with a choice that nobody else makes."""
    choices = [ids for size in (1, 2, 3) for ids in combinations(world.ids, size)][:VOTES]
    assert len(set(choices)) == VOTES
    order = list(range(VOTES))
    Random(1).shuffle(order)
    truth = Truth()
    for turn, number in enumerate(order):
        code, choice = world.hash(number), choices[number]
        receipt = cast_ballot(world.edition.pk, code, choice)
        truth.choice_of_code[code], truth.receipt_of_code[code] = choice, receipt
        truth.choice_of_receipt[receipt] = choice
        if turn % MIX_AT == MIX_AT - 1 and world.edition.slug.startswith("gemengd"):
            mix_intakes()
    return truth


def column(query: str) -> list[Keys]:
    """The first column, in the order in which the database gives it."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [_key(row[0]) for row in cursor.fetchall()]


def _key(value: Any) -> Keys:
    if isinstance(value, list):
        return tuple(value)
    return bytes(value) if isinstance(value, memoryview) else value


def copied(table: str, what: str) -> list[Keys]:
    """The same as a dump gives it: without hidden columns, in the order of the file."""
    with connection.cursor() as cursor:
        out = StringIO()
        cursor.copy_expert(f"COPY (SELECT {what} FROM {table}) TO STDOUT", out)
    lines = out.getvalue().splitlines()
    if what == "choice":
        return [tuple(int(plan) for plan in line.strip("{}").split(",")) for line in lines]
    return list(lines)


@dataclass(frozen=True)
class Side:
    """One of the three tables that may not be linked: its name, what identifies a voter in it, and which rows."""

    table: str
    what: str
    where: str = "true"

    def orders(self) -> dict[str, list[Keys]]:
        """Its rows in every order that may tell when they were written."""
        read = f"SELECT {self.what} FROM {self.table} WHERE {self.where} ORDER BY "
        found = {"xmin": column(read + "xmin::text::bigint, ctid"), "ctid": column(read + "ctid")}
        if self.what != "code_hash":
            found["dump"] = copied(self.table, self.what)
        if self.what == "choice":
            found["id"] = column(read + "id")
        return found


CODES = Side("voting_votingcode", "code_hash", "state = 'USED'")


def by_same_transaction(left: Side, right: Side) -> Links:
    """Joins rows that were written by one transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.{left.what}, b.{right.what} FROM {left.table} a JOIN {right.table} b "
            f"ON a.xmin::text = b.xmin::text WHERE {left.where}"
        )
        return [(_key(one), _key(other)) for one, other in cursor.fetchall()]


def links(left: Side, right: Side, truth: dict[Keys, Keys]) -> dict[str, int]:
    """How many true links every attack finds, of VOTES. A join gives every pair of a lot: one guess of each counts."""
    joined = by_same_transaction(left, right)
    guesses = dict(Random(2).sample(joined, len(joined)))
    found = {"same xmin": sum(truth.get(one) == other for one, other in guesses.items())}
    for name, ones in left.orders().items():
        for other_name, others in right.orders().items():
            pairs = zip(ones, others, strict=True)
            found[f"{name} beside {other_name}"] = sum(truth.get(one) == other for one, other in pairs)
    return found


def all_links(truth: Truth, receipts: str, ballots: str) -> dict[str, dict[str, int]]:
    """Codes, receipts and ballots against one another."""
    receipt, ballot = Side(receipts, "number"), Side(ballots, "choice")
    return {
        "code and ballot": links(CODES, ballot, truth.choice_of_code),
        "code and receipt": links(CODES, receipt, truth.receipt_of_code),
        "receipt and ballot": links(receipt, ballot, truth.choice_of_receipt),
    }


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=VOTES, prices=[100_000] * 13)


INTAKE = ("voting_intakereceipt", "voting_intakeballot")
BOX = ("voting_receipt", "voting_ballot")
BETWEEN = ("code and ballot", "code and receipt", "receipt and ballot")


@pytest.mark.django_db(transaction=True)
def test_the_attacks_find_nearly_everything_where_nothing_is_mixed(world: BallotWorld) -> None:
    found = all_links(vote(world), *INTAKE)
    for between in BETWEEN:
        for name in ("same xmin", "xmin beside xmin", "xmin beside ctid", "xmin beside dump"):
            assert found[between][name] >= VOTES * 0.95, (between, found[between])
    assert found["code and ballot"]["xmin beside id"] <= GUESSING


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("between", BETWEEN)
def test_while_the_vote_runs_no_attack_on_the_box_beats_one_in_fifty(world: BallotWorld, between: str) -> None:
    world.edition.slug = "gemengd"
    truth = vote(world)
    assert Ballot.objects.count() == Receipt.objects.count() == VOTES
    assert not IntakeBallot.objects.exists()
    assert not IntakeReceipt.objects.exists()
    found = all_links(truth, *BOX)[between]
    assert max(found.values()) <= IN_A_LOT, found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mixed", ["gemengd", "te klein om te mengen"])
def test_after_sealing_every_attack_is_a_guess(world: BallotWorld, mixed: str) -> None:
    world.edition.slug = mixed
    truth = vote(world)
    seal_box(world.edition, None)
    assert Ballot.objects.count() == Receipt.objects.count() == VOTES
    found = all_links(truth, *BOX)
    print(f"best attack of {VOTES}:", {between: max(each.values()) for between, each in found.items()})
    for between in BETWEEN:
        assert max(found[between].values()) <= GUESSING, (between, found[between])


def test_a_receipt_stays_the_voters_own_through_every_move() -> None:
    """Nothing to look up by but the number itself: no other column in either table."""
    for model in (Receipt, IntakeReceipt):
        assert {each.name for each in model._meta.get_fields()} == {"number", "edition"}
        assert model._meta.pk is not None
        assert model._meta.pk.name == "number"


def on_disk(table: str, keys: Iterable[bytes]) -> int:
    """How many of these rows, dead or alive, can still be read in the table's file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("Only a superuser of PostgreSQL may read the files of its tables.")
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        file = bytes(cursor.fetchone()[0])
    return sum(each in file for each in keys)


def ids(model: type[IntakeBallot | Ballot]) -> list[bytes]:
    return [pk.bytes for pk in model.objects.values_list("pk", flat=True)]


@pytest.mark.django_db(transaction=True)
def test_a_moved_ballot_cannot_be_read_in_the_files_of_the_database_either(monkeypatch: pytest.MonkeyPatch) -> None:
    world = ballot_world(codes=MIX_AT)
    given = [cast_ballot(world.edition.pk, world.hash(n), world.ids[:1]).encode() for n in range(MIX_AT)]
    waiting = ids(IntakeBallot)
    with monkeypatch.context() as undone:
        undone.setattr("voting.actions.box._clear_traces", lambda tables: None)
        mix_intakes()
    assert on_disk("voting_intakeballot", waiting) == on_disk("voting_intakereceipt", given) == MIX_AT
    boxed = ids(Ballot)
    seal_box(world.edition, None)
    assert on_disk("voting_ballot", boxed) == MIX_AT
    monkeypatch.setattr("voting.actions.box._dead_rows", lambda: [*INTAKE, *BOX])
    mix_intakes()
    assert on_disk("voting_intakeballot", waiting) == on_disk("voting_intakereceipt", given) == 0
    assert on_disk("voting_ballot", boxed) == 0
    assert on_disk("voting_ballot", ids(Ballot)) == on_disk("voting_receipt", given) == MIX_AT


@pytest.mark.django_db(transaction=True)
def test_mixing_clears_the_intakes_at_once_and_the_box_when_it_holds_dead_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cleared: list[list[str]] = []
    monkeypatch.setattr("voting.actions.box._clear_traces", lambda tables: cleared.append(sorted(set(tables))))
    monkeypatch.setattr("voting.actions.box._dead_rows", lambda: ["voting_ballot"])
    world = ballot_world(codes=MIX_AT)
    for number in range(MIX_AT):
        cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
    mix_intakes()
    mix_intakes()
    assert cleared == [sorted([*INTAKE, "voting_ballot"]), ["voting_ballot"]]


@pytest.mark.django_db(transaction=True)
def test_clearing_traces_never_makes_voters_wait_for_somebody_else() -> None:
    world = ballot_world(codes=MIX_AT)
    for number in range(MIX_AT):
        cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE voting_ballot IN ACCESS SHARE MODE")
        assert mix_intakes() == MIX_AT
    finally:
        other.rollback()
        other.close()
    assert Ballot.objects.count() == MIX_AT


def test_a_ballot_has_no_column_for_who_or_when() -> None:
    for model in (Ballot, IntakeBallot):
        assert {each.name for each in model._meta.get_fields()} == {"id", "edition", "choice"}
    assert not [
        f.name for f in VotingCode._meta.get_fields() if f.get_internal_type() in ("DateTimeField", "DateField")
    ]
