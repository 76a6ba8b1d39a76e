"""Two clerks read a paper ballot; equal readings settle it, different ones wait for a third person."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from audit.models import Entry as AuditEntry
from common.errors import Refused
from plans.status import Status
from tests import make
from tests.voting.ballot_world import leader_of, void
from tests.voting.paper.paper_world import PaperWorld, invalid
from voting.actions.box import cast_ballot
from voting.actions.paper import enter_paper, set_paper_aside, settle_paper, take_paper_back
from voting.actions.withdrawing import withdraw_from_ballot
from voting.models import CodeState, IntakeBallot, PaperBallot, PaperState, VotingCode, VotingRules
from voting.paper.entries import AsideReason, Entry, Reason
from voting.paper.sealing import open_entry, seal_entry
from voting.sealing import BrokenSeal

pytestmark = pytest.mark.django_db


def test_two_equal_readings_cast_the_ballot_with_its_code() -> None:
    world = PaperWorld()
    assert world.enter(0, world.reading([0, 2])) == PaperState.ENTERED_ONCE
    assert world.votes == 0
    assert world.enter(1, world.reading([0, 2])) == PaperState.COUNTED
    assert world.votes == 1
    assert IntakeBallot.objects.get().choice == [world.vote.ids[0], world.vote.ids[2]]
    assert VotingCode.objects.get().state == CodeState.USED


def test_one_clerk_never_enters_a_ballot_twice() -> None:
    world = PaperWorld()
    world.enter(0, world.reading())
    with pytest.raises(Refused, match="Een collega"):
        world.enter(0, world.reading())
    assert world.votes == 0
    with pytest.raises(IntegrityError, match="two_clerks"), transaction.atomic():
        PaperBallot.objects.update(state="COUNTED", second_by=world.clerks[0], first_sealed=None)


def test_two_different_readings_cast_nothing_and_wait_for_a_third() -> None:
    world = PaperWorld()
    world.enter(0, world.reading([0]))
    assert world.enter(1, world.reading([1])) == PaperState.DIFFERENT
    assert world.votes == 0
    with pytest.raises(Refused, match="derde"):
        world.enter(2, world.reading([0]))
    for clerk in (0, 1):
        with pytest.raises(Refused, match="derde"):
            settle_paper(world.edition.pk, 1, world.reading([0]), world.clerks[clerk].pk)
    assert world.votes == 0
    assert settle_paper(world.edition.pk, 1, world.reading([1]), world.clerks[2].pk) == PaperState.COUNTED
    assert IntakeBallot.objects.get().choice == [world.vote.ids[1]]


def test_the_database_refuses_a_third_who_was_one_of_the_two() -> None:
    world = PaperWorld()
    world.enter(0, world.reading([0]))
    world.enter(1, world.reading([1]))
    for clerk in world.clerks[:2]:
        with pytest.raises(IntegrityError, match="third_person"), transaction.atomic():
            PaperBallot.objects.update(state="COUNTED", third_by=clerk, first_sealed=None, second_sealed=None)


def test_nothing_is_settled_that_does_not_differ() -> None:
    world = PaperWorld(papers=2)
    world.twice(world.reading())
    for number, words in ((1, "al verwerkt"), (2, "niets te beslissen")):
        with pytest.raises(Refused, match=words):
            settle_paper(world.edition.pk, number, world.reading(), world.clerks[2].pk)


@pytest.mark.parametrize(
    "reason", [Reason.NO_CODE, Reason.NO_PLAN, Reason.UNREADABLE, Reason.UNCLEAR, Reason.NOT_LISTED]
)
def test_two_clerks_agree_that_a_ballot_is_invalid_and_why(reason: Reason) -> None:
    world = PaperWorld()
    assert world.twice(invalid(reason)) == PaperState.INVALID
    assert world.paper().reason == reason
    assert world.votes == 0


def test_two_different_reasons_are_a_difference_too() -> None:
    world = PaperWorld()
    world.enter(0, invalid(Reason.UNREADABLE))
    assert world.enter(1, invalid(Reason.NO_CODE)) == PaperState.DIFFERENT
    assert settle_paper(world.edition.pk, 1, invalid(Reason.NO_CODE), world.clerks[2].pk) == PaperState.INVALID


def test_a_code_that_voted_online_makes_the_paper_invalid_and_keeps_the_vote() -> None:
    world = PaperWorld()
    cast_ballot(world.edition.pk, world.vote.hash(), world.vote.ids[1:2])
    assert world.twice(world.reading([0])) == PaperState.INVALID
    assert world.paper().reason == Reason.CODE_USED
    assert [ballot.choice for ballot in IntakeBallot.objects.all()] == [world.vote.ids[1:2]]


def test_a_code_used_on_paper_is_used_online_too() -> None:
    world = PaperWorld()
    world.twice(world.reading())
    with pytest.raises(Refused, match="al gebruikt"):
        cast_ballot(world.edition.pk, world.vote.hash(), world.vote.ids[1:2])


def test_an_unknown_and_a_void_code_are_invalid_for_one_reason() -> None:
    world, other = PaperWorld(papers=2), PaperWorld()
    void(world.vote, 0)
    world.twice(world.reading(), 1)
    world.twice(other.reading().__class__(other.vote.hash(), world.reading().choice), 2)
    assert [world.paper(n).reason for n in (1, 2)] == [Reason.CODE_UNKNOWN] * 2
    assert world.votes == 0


def test_over_the_budget_is_invalid_and_leaves_the_code_good() -> None:
    world = PaperWorld()
    assert world.twice(world.reading([0, 1, 2])) == PaperState.INVALID
    assert world.paper().reason == Reason.OVER_BUDGET
    assert VotingCode.objects.get().state == CodeState.ISSUED


def test_the_rules_of_the_edition_hold_on_paper_too() -> None:
    world = PaperWorld(papers=2)
    VotingRules.objects.create(edition=world.edition, min_plans=2, max_plans=2)
    world.twice(world.reading([0]), 1)
    assert world.paper(1).reason == Reason.TOO_FEW
    assert world.twice(world.reading([0, 2]), 2) == PaperState.COUNTED


def test_paper_that_names_a_plan_withdrawn_since_counts_as_the_booths_ballots_do() -> None:
    world = PaperWorld()
    world.enter(0, world.reading([0, 1]))
    withdraw_from_ballot(world.edition.pk, world.vote.ids[0], leader_of(world.vote).pk, "Maker stopt")
    assert world.enter(1, world.reading([0, 1])) == PaperState.COUNTED
    assert IntakeBallot.objects.get().choice == world.vote.ids[:2]


def test_a_plan_that_never_stood_on_the_ballot_makes_paper_invalid() -> None:
    world = PaperWorld()
    never = make.plan(world.edition, Status.WITHDRAWN)
    assert world.twice(Entry(world.vote.hash(), (never.pk,))) == PaperState.INVALID
    assert world.votes == 0


def test_what_a_clerk_read_is_unreadable_bound_to_its_row_and_gone_when_it_is_settled() -> None:
    world = PaperWorld(papers=2)
    world.enter(0, world.reading([0]))
    sealed = bytes(world.paper().first_sealed or b"")
    assert world.vote.hash() not in sealed
    assert world.vote.hash().hex().encode() not in sealed
    assert len(sealed) == len(seal_entry(world.paper(), "first", invalid()))
    assert open_entry(world.paper(), "first") == world.reading([0])
    other = world.paper(2)
    other.first_sealed = sealed
    for paper, place in (
        (other, "first"),
        (PaperBallot(edition=world.edition, number=1, second_sealed=sealed), "second"),
    ):
        with pytest.raises(BrokenSeal):
            open_entry(paper, place)
    world.enter(1, world.reading([0]))
    assert (world.paper().first_sealed, world.paper().second_sealed) == (None, None)


def test_the_database_keeps_no_reading_of_a_settled_ballot() -> None:
    world = PaperWorld()
    world.twice(world.reading())
    with pytest.raises(IntegrityError, match="keeps_nothing_readable"), transaction.atomic():
        PaperBallot.objects.update(first_sealed=b"x")


def test_a_paper_ballot_has_no_time_and_no_choice_and_the_log_is_silent_about_it() -> None:
    world = PaperWorld()
    before = AuditEntry.objects.count()
    world.twice(world.reading())
    assert AuditEntry.objects.count() == before
    kinds = {field.name: field.get_internal_type() for field in PaperBallot._meta.get_fields()}
    assert not {"DateTimeField", "DateField", "ArrayField", "JSONField"} & set(kinds.values())


def test_laid_aside_it_starts_anew_with_two_clerks() -> None:
    world = PaperWorld()
    world.enter(0, world.reading())
    set_paper_aside(world.edition.pk, 1, AsideReason.CODE, world.clerks[1].pk)
    assert (world.paper().state, world.paper().aside, world.paper().first_sealed) == ("SET_ASIDE", "CODE", None)
    with pytest.raises(Refused, match="apart"):
        world.enter(1, world.reading())
    with pytest.raises(Refused, match="ligt apart"):
        set_paper_aside(world.edition.pk, 1, AsideReason.LOOK, world.clerks[1].pk)
    take_paper_back(world.edition.pk, 1, world.clerks[1].pk)
    assert world.twice(world.reading()) == PaperState.COUNTED
    for again in (
        lambda: set_paper_aside(world.edition.pk, 1, AsideReason.LOOK, world.clerks[1].pk),
        lambda: take_paper_back(world.edition.pk, 1, world.clerks[1].pk),
        lambda: enter_paper(world.edition.pk, 1, world.reading(), world.clerks[2].pk),
    ):
        with pytest.raises(Refused):
            again()


def test_an_unknown_number_says_so() -> None:
    world = PaperWorld()
    with pytest.raises(Refused, match="nummer"):
        enter_paper(world.edition.pk, 2, world.reading(), make.user().pk)


def test_a_reading_that_does_not_open_any_more_is_said_and_starts_anew(settings: Settings) -> None:
    world = PaperWorld()
    world.enter(0, world.reading())
    settings.CODE_KEY = "another key, such as after a move to a new server"
    with pytest.raises(Refused, match="niet meer te openen"):
        world.enter(1, world.reading())
    set_paper_aside(world.edition.pk, 1, AsideReason.LOOK, world.clerks[1].pk)
    assert world.paper().first_sealed is None
