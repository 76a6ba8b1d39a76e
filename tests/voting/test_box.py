"""The ballot box: mixed by fifties, sealed once, and only when its numbers agree."""

import logging

import pytest

from audit.models import Entry
from common.errors import Refused
from editions.phases import Phase
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import MIX_AT, cast_ballot, mix_intakes, seal_box
from voting.models import Ballot, IntakeBallot, Receipt
from voting.queries.count import box_numbers, turnout

pytestmark = pytest.mark.django_db


def cast(world: BallotWorld, number: int, first: int = 0) -> None:
    for each in range(first, first + number):
        cast_ballot(world.edition.pk, world.hash(each), [world.ids[each % 3]])


def contents(world: BallotWorld) -> list[list[int]]:
    return sorted(Ballot.objects.filter(edition=world.edition).values_list("choice", flat=True))


def test_fifty_ballots_are_mixed_into_the_box() -> None:
    world = ballot_world(codes=MIX_AT)
    cast(world, MIX_AT)
    before = set(IntakeBallot.objects.values_list("pk", flat=True))
    assert mix_intakes() == MIX_AT
    assert not IntakeBallot.objects.exists()
    assert contents(world) == sorted([world.ids[n % 3]] for n in range(MIX_AT))
    assert not before & set(Ballot.objects.values_list("pk", flat=True))


def test_forty_nine_ballots_wait() -> None:
    world = ballot_world(codes=MIX_AT - 1)
    cast(world, MIX_AT - 1)
    assert mix_intakes() == 0
    assert (IntakeBallot.objects.count(), Ballot.objects.count()) == (MIX_AT - 1, 0)


def test_mixing_twice_moves_nothing_twice() -> None:
    world = ballot_world(codes=MIX_AT)
    cast(world, MIX_AT)
    assert (mix_intakes(), mix_intakes()) == (MIX_AT, 0)
    assert Ballot.objects.count() == MIX_AT


def test_ballots_of_two_editions_never_make_up_one_lot() -> None:
    worlds = [ballot_world(codes=30), ballot_world(codes=30)]
    for world in worlds:
        cast(world, 30)
    assert mix_intakes() == 0


def test_sealing_takes_along_what_still_waits_and_renews_every_id() -> None:
    world = ballot_world(codes=MIX_AT + 7)
    cast(world, MIX_AT)
    mix_intakes()
    cast(world, 7, first=MIX_AT)
    before = set(Ballot.objects.values_list("pk", flat=True)) | set(IntakeBallot.objects.values_list("pk", flat=True))
    assert seal_box(world.edition, None) == MIX_AT + 7
    assert not IntakeBallot.objects.exists()
    assert contents(world) == sorted([world.ids[n % 3]] for n in range(MIX_AT + 7))
    assert not before & set(Ballot.objects.values_list("pk", flat=True))


def test_sealing_touches_no_other_edition() -> None:
    world, other = ballot_world(codes=3), ballot_world(codes=3)
    cast(world, 3)
    cast(other, 3)
    seal_box(world.edition, None)
    assert IntakeBallot.objects.filter(edition=other.edition).count() == 3


def test_the_audit_entry_of_sealing_holds_the_number_only() -> None:
    world = ballot_world(codes=2)
    cast(world, 2)
    seal_box(world.edition, None)
    entry = Entry.objects.get(edition=world.edition.slug, action="box_sealed")
    assert entry.data == {"ballots": 2}
    assert entry.actor == "systeem"


def test_an_empty_box_can_be_sealed() -> None:
    world = ballot_world(codes=2)
    assert seal_box(world.edition, None) == 0


def test_the_numbers_say_how_many_voted_and_nothing_more() -> None:
    world = ballot_world(codes=4)
    cast(world, 3)
    assert box_numbers(world.edition).agree
    assert (turnout(world.edition).eligible, turnout(world.edition).voted) == (4, 3)
    assert turnout(world.edition).percentage == 75


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("damage", ["a ballot too many", "a receipt too many", "a ballot too few"])
def test_a_box_that_does_not_agree_is_not_sealed_and_put_on_record(
    damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    world = ballot_world(codes=3, phase=Phase.VOTING)
    cast(world, 3)
    if damage == "a ballot too many":
        IntakeBallot.objects.create(edition=world.edition, choice=world.ids[:1])
    elif damage == "a receipt too many":
        Receipt.objects.create(edition=world.edition, number="VALS")
    else:
        IntakeBallot.objects.all()[0].delete()
    waiting = set(IntakeBallot.objects.values_list("pk", flat=True))
    for _ in range(2):
        with caplog.at_level(logging.CRITICAL), pytest.raises(Refused, match="kloppen niet"):
            seal_box(world.edition, None)
    assert set(IntakeBallot.objects.values_list("pk", flat=True)) == waiting
    assert not Ballot.objects.exists()
    assert Entry.objects.filter(edition=world.edition.slug, action="box_disagrees").count() == 1
    assert "does not agree" in caplog.text
