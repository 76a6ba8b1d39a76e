"""Counting and publishing: exact, repeatable until publication, never by chance, and for the project leader only."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.voting.ballot_world import CLEAR, BallotWorld, ballot_world, counted_world, draw, leader_of
from voting.actions.box import cast_ballot
from voting.actions.count import count_votes, publish_count
from voting.actions.deciding import propose_lot
from voting.models import Ballot, Count, IntakeBallot
from voting.queries.count import count_state, published_count, result_lines

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


# Two plans of € 40.000 with one vote each: only one fits.
TIED, TIED_PRICES = [[0], [1]], (4_000_000, 4_000_000)


# The count.


def test_the_count_keeps_every_plan_with_its_votes_its_money_and_its_reason() -> None:
    world = counted_world(CLEAR)
    count = count_votes(world.edition.pk, leader_of(world).pk)
    lines = [(line.plan_id, line.votes, line.left_before_cents, line.reason) for line in count.lines.all()]
    assert lines == [
        (world.ids[0], 3, 7_000_000, "CHOSEN"),
        (world.ids[1], 2, 4_000_000, "CHOSEN"),
        (world.ids[2], 1, 1_500_000, "DID_NOT_FIT"),
    ]
    assert (count.ballots, count.eligible, count.spent_cents, count.left_cents) == (4, 4, 5_500_000, 1_500_000)
    assert not count.published_at


def test_counting_again_gives_the_same_and_keeps_one_count() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    first, second = (count_votes(world.edition.pk, leader.pk) for _ in range(2))
    assert first.ballots_sha256 == second.ballots_sha256
    assert Count.objects.count() == 1
    assert Entry.objects.filter(edition=world.edition.slug, action="votes_counted").count() == 2


def test_a_vote_in_which_nobody_voted_can_be_counted() -> None:
    world = counted_world([])
    count = count_votes(world.edition.pk, leader_of(world).pk)
    assert {line.reason for line in count.lines.all()} == {"NO_VOTES"}


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.COUNTING])
def test_only_the_counting_phase_counts(phase: Phase) -> None:
    world = counted_world(CLEAR)
    Edition.objects.filter(pk=world.edition.pk).update(phase=phase)
    with pytest.raises(Refused, match="gesloten"):
        count_votes(world.edition.pk, leader_of(world).pk)
    assert count_state(world.edition) is None


def test_a_box_with_ballots_still_in_the_intake_is_not_counted() -> None:
    world = counted_world(CLEAR)
    IntakeBallot.objects.create(edition=world.edition, choice=world.ids[:1])
    with pytest.raises(Refused, match="verzegeld"):
        count_votes(world.edition.pk, leader_of(world).pk)
    assert count_state(world.edition) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_box_whose_numbers_disagree_is_not_counted(change: str) -> None:
    world = counted_world(CLEAR)
    if change == "added":
        Ballot.objects.create(edition=world.edition, choice=world.ids[:1])
    else:
        Ballot.objects.all()[0].delete()
    with pytest.raises(Refused, match="kloppen niet"):
        count_votes(world.edition.pk, leader_of(world).pk)
    assert count_state(world.edition) is None


@pytest.mark.parametrize("choice", [[], [987654321], "twice"])
def test_a_ballot_that_cannot_exist_stops_the_count(choice: list[int] | str) -> None:
    world = counted_world(CLEAR)
    ballot = Ballot.objects.all()[0]
    ballot.choice = [world.ids[0]] * 2 if isinstance(choice, str) else choice
    ballot.save()
    with pytest.raises(Refused, match="niet kan bestaan"):
        count_votes(world.edition.pk, leader_of(world).pk)


# Lots.


def test_a_tie_that_decides_waits_for_a_lot_and_the_lot_decides() -> None:
    world = counted_world(TIED, TIED_PRICES)
    leader = leader_of(world)
    assert sorted(count_votes(world.edition.pk, leader.pk).needs_lot) == sorted(world.ids)
    count = draw(world, [world.ids[1], world.ids[0]])
    assert count.needs_lot == []
    assert [(line.plan.pk, line.chosen, line.tied) for line in result_lines(count)] == [
        (world.ids[1], True, True),
        (world.ids[0], False, True),
    ]
    entry = Entry.objects.filter(action="votes_counted").first()
    assert entry is not None
    assert entry.data["lot"] == [world.ids[1], world.ids[0]]


@pytest.mark.parametrize("lot", ["twice", "unknown", "too few"])
def test_a_lot_of_other_plans_than_those_tied_is_refused(lot: str) -> None:
    world = counted_world(TIED, TIED_PRICES)
    count_votes(world.edition.pk, leader_of(world).pk)
    lots = {"twice": [world.ids[0]] * 2, "unknown": [world.ids[0], 987654321], "too few": world.ids[:1]}
    with pytest.raises(Refused, match="loting"):
        propose_lot(world.edition.pk, lots[lot], leader_of(world).pk)


# Publication.


def test_publishing_gives_every_plan_its_status_and_the_others_a_way_on() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    assert published_count(world.edition) is None
    publish_count(world.edition, leader.pk)
    statuses = dict(Plan.objects.filter(pk__in=world.ids).values_list("pk", "status"))
    assert [statuses[pk] for pk in world.ids] == [Status.CHOSEN, Status.CHOSEN, Status.NOT_CHOSEN]
    lost = Plan.objects.get(pk=world.ids[2])
    assert "te weinig" in lost.way_on
    assert "niet verloren" in lost.way_on
    assert not Plan.objects.get(pk=world.ids[0]).way_on
    assert published_count(world.edition) is not None


def test_a_result_is_published_once_and_never_counted_again() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    publish_count(world.edition, leader.pk)
    with pytest.raises(Refused, match="al bekendgemaakt"):
        publish_count(world.edition, leader.pk)
    with pytest.raises(Refused, match="al bekendgemaakt"):
        count_votes(world.edition.pk, leader.pk)


def test_nothing_is_published_before_the_count() -> None:
    world = counted_world(CLEAR)
    with pytest.raises(Refused, match="nog niet geteld"):
        publish_count(world.edition, None)
    assert set(Plan.objects.values_list("status", flat=True)) == {Status.ON_BALLOT}


def test_nothing_is_published_while_a_lot_is_waited_for() -> None:
    world = counted_world(TIED, TIED_PRICES)
    count_votes(world.edition.pk, leader_of(world).pk)
    with pytest.raises(Refused, match="loting"):
        publish_count(world.edition, None)
    assert set(Plan.objects.values_list("status", flat=True)) == {Status.ON_BALLOT}


def test_nothing_is_published_when_the_box_changed_after_the_count() -> None:
    world = counted_world(CLEAR)
    count_votes(world.edition.pk, leader_of(world).pk)
    ballot = Ballot.objects.filter(choice=[world.ids[1]])[0]
    ballot.choice = [world.ids[2]]
    ballot.save()
    with pytest.raises(Refused, match="veranderd"):
        publish_count(world.edition, None)
    assert set(Plan.objects.values_list("status", flat=True)) == {Status.ON_BALLOT}


# The project leader's page.


def pages(world: BallotWorld) -> tuple[str, str]:
    return reverse("count", args=[world.edition.slug]), reverse("count_run", args=[world.edition.slug])


@pytest.mark.usefixtures("no_second_factor")
def test_the_leader_counts_on_the_page(as_user: AsUser) -> None:
    world = counted_world(CLEAR)
    browser = as_user(leader_of(world))
    page, run = pages(world)
    assert "drie aantallen zijn gelijk" in browser.get(page).content.decode()
    assert browser.post(run)["Location"] == page
    shown = browser.get(page).content.decode()
    assert "Plan A" in shown
    assert count_votes(world.edition.pk, leader_of(world).pk).ballots_sha256 in shown


@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize("role", [None, Role.CHECKER, Role.CHAIR, Role.PARTNER])
def test_nobody_else_sees_or_starts_a_count(as_user: AsUser, role: Role | None) -> None:
    world = counted_world(CLEAR)
    person = make.staff(world.edition, role) if role else make.user()
    page, run = pages(world)
    assert as_user(person).get(page).status_code == 403
    assert as_user(person).post(run).status_code == 403
    assert "/account/login/" in Client().get(page)["Location"]
    assert count_state(world.edition) is None


@pytest.mark.usefixtures("no_second_factor")
def test_while_people_vote_the_page_shows_numbers_only_and_refuses_to_count(as_user: AsUser) -> None:
    world = ballot_world(codes=2)
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    browser = as_user(leader_of(world))
    page, run = pages(world)
    shown = browser.get(page).content.decode()
    assert "in volgorde van tellen" not in shown
    assert "geen tussenstand" in shown
    assert browser.post(run).status_code == 422
    assert count_state(world.edition) is None


def test_the_fingerprint_is_that_of_the_sorted_ballots() -> None:
    world = counted_world(CLEAR)
    a, b, c = world.ids
    lines = sorted([f"{a},{b}\n", f"{a},{c}\n", f"{a}\n", f"{b}\n"])
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert count_votes(world.edition.pk, leader_of(world).pk).ballots_sha256 == expected
