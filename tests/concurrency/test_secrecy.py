"""Who has the whole database, hidden columns included, cannot tell who voted what.

The attacks are those that PostgreSQL's own bookkeeping makes possible (docs/stemgeheim.md). Each ballot holds a choice
that only one voter made, so a link is right or wrong without doubt. The intake is the negative control: there the same
attacks find nearly everything, which shows that they work.
"""

import uuid
from collections.abc import Callable, Iterable
from itertools import combinations
from random import Random

import pytest
from django.db import connection

from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import MIX_AT, cast_ballot, mix_intakes, seal_box
from voting.models import Ballot, IntakeBallot, Receipt, VotingCode

VOTES = 300
# Guessing finds one on average; more than this has a chance below one in a billion.
GUESSING = 12
# While the vote runs: one in MIX_AT, so six on average, for attacks that know which lot a ballot came from.
IN_A_LOT = 25

Truth = dict[bytes, tuple[int, ...]]
Links = list[tuple[bytes, tuple[int, ...]]]


def vote(world: BallotWorld) -> Truth:
    """Three hundred voters in an order of their own, each with a choice that nobody else makes."""
    choices = [ids for size in (1, 2, 3) for ids in combinations(world.ids, size)][:VOTES]
    assert len(set(choices)) == VOTES
    order = list(range(VOTES))
    Random(1).shuffle(order)
    truth: Truth = {}
    for turn, number in enumerate(order):
        cast_ballot(world.edition.pk, world.hash(number), choices[number])
        truth[world.hash(number)] = choices[number]
        if turn % MIX_AT == MIX_AT - 1 and world.edition.slug.startswith("gemengd"):
            mix_intakes()
    return truth


def rows(query: str) -> list[tuple[bytes, tuple[int, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(bytes(key) if isinstance(key, memoryview) else key, value) for key, value in cursor.fetchall()]


def by_same_transaction(table: str) -> Links:
    """Joins used codes and ballots that were written by one transaction."""
    found = rows(
        f"SELECT c.code_hash, b.choice FROM voting_votingcode c JOIN {table} b ON b.xmin::text = c.xmin::text "
        "WHERE c.state = 'USED'"
    )
    return [(code, tuple(choice)) for code, choice in found]


def by_order(codes: str, ballots: str) -> Links:
    """Lays used codes and ballots side by side, each in an order that may tell when they were written."""
    left = [code for code, _ in rows(codes)]
    right = [tuple(choice) for choice, _ in rows(ballots)]
    return list(zip(left, right, strict=True))


# Codes in the order in which they were used: by transaction, by where the new row landed, by the receipts' numbers.
CODES_BY_XMIN = "SELECT code_hash, 1 FROM voting_votingcode WHERE state = 'USED' ORDER BY xmin::text::bigint, ctid"
CODES_BY_CTID = "SELECT code_hash, 1 FROM voting_votingcode WHERE state = 'USED' ORDER BY ctid"
CODES_BY_RECEIPT = (
    "SELECT c.code_hash, 1 FROM voting_votingcode c JOIN voting_receipt r ON r.xmin::text = c.xmin::text "
    "WHERE c.state = 'USED' ORDER BY r.id"
)


def attacks(table: str) -> dict[str, Callable[[], Links]]:
    ballots = {
        "xmin": f"SELECT choice, 1 FROM {table} ORDER BY xmin::text::bigint, ctid",
        "ctid": f"SELECT choice, 1 FROM {table} ORDER BY ctid",
        "uuid": f"SELECT choice, 1 FROM {table} ORDER BY id",
    }
    codes = {"xmin": CODES_BY_XMIN, "ctid": CODES_BY_CTID, "receipt": CODES_BY_RECEIPT}
    found: dict[str, Callable[[], Links]] = {"same xmin": lambda: by_same_transaction(table)}
    for left, codes_query in codes.items():
        for right, ballots_query in ballots.items():
            found[f"{left} beside {right}"] = lambda c=codes_query, b=ballots_query: by_order(c, b)  # type: ignore[misc]
    return found


def right(links: Links, truth: Truth) -> int:
    return sum(truth.get(code) == choice for code, choice in links)


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=VOTES, prices=[100_000] * 13)


@pytest.mark.django_db(transaction=True)
def test_the_attacks_find_nearly_everything_where_nothing_is_mixed(world: BallotWorld) -> None:
    truth = vote(world)
    found = {name: right(attack(), truth) for name, attack in attacks("voting_intakeballot").items()}
    for name in ("same xmin", "xmin beside xmin", "xmin beside ctid", "receipt beside xmin", "receipt beside ctid"):
        assert found[name] >= VOTES * 0.95, found
    assert found["xmin beside uuid"] <= GUESSING


@pytest.mark.django_db(transaction=True)
def test_while_the_vote_runs_no_attack_on_the_box_beats_one_in_fifty(world: BallotWorld) -> None:
    world.edition.slug = "gemengd"
    truth = vote(world)
    assert Ballot.objects.count() == VOTES
    assert not IntakeBallot.objects.exists()
    for name, attack in attacks("voting_ballot").items():
        assert right(attack(), truth) <= IN_A_LOT, name


@pytest.mark.django_db(transaction=True)
def test_after_sealing_every_attack_is_a_guess(world: BallotWorld) -> None:
    world.edition.slug = "gemengd"
    truth = vote(world)
    seal_box(world.edition, None)
    assert Ballot.objects.count() == Receipt.objects.count() == VOTES
    for name, attack in attacks("voting_ballot").items():
        assert right(attack(), truth) <= GUESSING, name


@pytest.mark.django_db(transaction=True)
def test_sealing_alone_hides_a_vote_too_small_to_mix(world: BallotWorld) -> None:
    truth = vote(world)
    seal_box(world.edition, None)
    for name, attack in attacks("voting_ballot").items():
        assert right(attack(), truth) <= GUESSING, name


def on_disk(table: str, ids: Iterable[uuid.UUID]) -> int:
    """How many of these rows, dead or alive, can still be read in the table's file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("Only a superuser of PostgreSQL may read the files of its tables.")
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        file = bytes(cursor.fetchone()[0])
    return sum(each.bytes in file for each in ids)


@pytest.mark.django_db(transaction=True)
def test_a_moved_ballot_cannot_be_read_in_the_files_of_the_database_either(monkeypatch: pytest.MonkeyPatch) -> None:
    world = ballot_world(codes=MIX_AT)
    for number in range(MIX_AT):
        cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
    waiting = list(IntakeBallot.objects.values_list("pk", flat=True))
    with monkeypatch.context() as undone:
        undone.setattr("voting.actions.box._clear_traces", lambda: None)
        mix_intakes()
    assert on_disk("voting_intakeballot", waiting) == MIX_AT
    boxed = list(Ballot.objects.values_list("pk", flat=True))
    seal_box(world.edition, None)
    monkeypatch.setattr("voting.actions.box._dead_rows", lambda: 2 * MIX_AT)
    mix_intakes()
    assert on_disk("voting_intakeballot", waiting) == 0
    assert on_disk("voting_ballot", boxed) == 0
    assert on_disk("voting_ballot", Ballot.objects.values_list("pk", flat=True)) == MIX_AT


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
        assert {field.name for field in model._meta.get_fields()} == {"id", "edition", "choice"}
    assert {field.name for field in Receipt._meta.get_fields()} == {"id", "edition", "number"}
    assert not [
        f.name for f in VotingCode._meta.get_fields() if f.get_internal_type() in ("DateTimeField", "DateField")
    ]
