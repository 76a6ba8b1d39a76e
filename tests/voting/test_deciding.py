"""Lots and the result take two people: the second enters anew or looks again, and nobody is both."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from lifecycle.actions import advance
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.voting.ballot_world import CLEAR, BallotWorld, ballot_world, counted_world, draw, leader_of, sign
from tests.voting.test_count import TIED, TIED_PRICES
from voting.actions.count import count_votes, publish_count
from voting.actions.deciding import confirm_lot, confirm_result, propose_lot, propose_result, take_back
from voting.actions.proposing import open_proposal, propose
from voting.actions.withdrawing import withdraw_from_ballot
from voting.models import Count, Proposal, ProposalKind, VotingRules

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def tied() -> tuple[BallotWorld, User]:
    world = counted_world(TIED, TIED_PRICES)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    return world, leader


def test_a_lot_counts_when_another_enters_the_same() -> None:
    world, leader = tied()
    order = [world.ids[1], world.ids[0]]
    propose_lot(world.edition.pk, order, leader.pk)
    assert Count.objects.get().needs_lot
    count = confirm_lot(world.edition.pk, order, leader_of(world).pk)
    assert (count.needs_lot, count.lots) == ([], [order])
    assert [line.plan_id for line in count.lines.all() if line.chosen] == [world.ids[1]]


def test_a_lot_entered_differently_or_twice_by_one_person_counts_for_nothing() -> None:
    world, leader = tied()
    propose_lot(world.edition.pk, world.ids, leader.pk)
    with pytest.raises(Refused, match="niet hetzelfde"):
        confirm_lot(world.edition.pk, world.ids[::-1], leader_of(world).pk)
    with pytest.raises(Refused, match="twee mensen"):
        confirm_lot(world.edition.pk, world.ids, leader.pk)
    count_votes(world.edition.pk, leader.pk)
    assert Count.objects.get().needs_lot


def test_a_lot_that_was_confirmed_stays_and_nobody_draws_again() -> None:
    world, leader = tied()
    draw(world, world.ids)
    assert count_votes(world.edition.pk, leader.pk).lots == [world.ids]
    with pytest.raises(Refused, match="loting"):
        propose_lot(world.edition.pk, world.ids[::-1], leader.pk)
    with pytest.raises(Refused, match="geen voorstel"):
        take_back(world.edition.pk, ProposalKind.LOT, leader.pk)


def test_a_lot_is_taken_back_as_long_as_nobody_confirmed_it() -> None:
    world, leader = tied()
    propose_lot(world.edition.pk, world.ids, leader.pk)
    take_back(world.edition.pk, ProposalKind.LOT, leader.pk)
    draw(world, world.ids[::-1])
    assert Count.objects.get().lots == [world.ids[::-1]]


def test_two_lots_one_after_another_are_both_kept() -> None:
    world = counted_world([[0], [0], [1], [1], [2], [3]], (4_000_000, 4_000_000, 2_000_000, 2_000_000))
    count_votes(world.edition.pk, leader_of(world).pk)
    draw(world, world.ids[:2])
    count = draw(world, [world.ids[3], world.ids[2]])
    assert count.lots == [world.ids[:2], [world.ids[3], world.ids[2]]]
    assert [line.plan_id for line in count.lines.all() if line.chosen] == [world.ids[0], world.ids[3]]


def test_the_result_is_published_when_two_people_agree_and_not_before() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    for _ in range(2):
        with pytest.raises(Refused, match="twee mensen"):
            advance(world.edition.pk, Phase.COUNTING, leader.pk, "Klaar")
        if not Proposal.objects.exists():
            propose_result(world.edition.pk, leader.pk)
    with pytest.raises(Refused, match="stelde u zelf voor"):
        confirm_result(world.edition.pk, leader.pk)
    confirm_result(world.edition.pk, leader_of(world).pk)
    assert advance(world.edition.pk, Phase.COUNTING, leader.pk, "Klaar")
    assert Plan.objects.get(pk=world.ids[0]).state is Status.CHOSEN


def test_an_incomplete_count_is_not_put_before_a_second_person() -> None:
    world, leader = tied()
    with pytest.raises(Refused, match="loting"):
        propose_result(world.edition.pk, leader.pk)


def test_signatures_hold_for_one_outcome_only() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    propose_result(world.edition.pk, leader.pk)
    withdraw_from_ballot(world.edition.pk, world.ids[0], leader.pk, "Maker stopt")
    count_votes(world.edition.pk, leader.pk)
    with pytest.raises(Refused, match="geen voorstel"):
        confirm_result(world.edition.pk, leader_of(world).pk)
    sign(world)
    assert advance(world.edition.pk, Phase.COUNTING, leader.pk, "Klaar")


def test_a_proposal_about_another_outcome_is_withdrawn_when_counted_anew() -> None:
    world, leader = tied()
    propose_lot(world.edition.pk, [world.ids[1], world.ids[0]], leader.pk)
    count_votes(world.edition.pk, leader.pk)
    assert open_proposal(world.edition.pk, ProposalKind.LOT), "the same plans are still tied"
    withdraw_from_ballot(world.edition.pk, world.ids[0], leader.pk, "Maker stopt")
    count_votes(world.edition.pk, leader.pk)
    assert not open_proposal(world.edition.pk, ProposalKind.LOT)
    propose_result(world.edition.pk, leader.pk)
    count_votes(world.edition.pk, leader.pk)
    assert open_proposal(world.edition.pk, ProposalKind.RESULT), "the same outcome"


@pytest.mark.usefixtures("no_second_factor")
def test_who_proposed_one_thing_may_still_confirm_what_another_proposed(as_user: AsUser) -> None:
    world = counted_world(CLEAR)
    leader, other = leader_of(world), leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    propose_result(world.edition.pk, other.pk)
    propose(world.edition.pk, ProposalKind.LOT, {"order": []}, leader.pk)
    page = as_user(leader).get(reverse("count_confirm", args=[world.edition.slug])).content.decode()
    assert "Klopt deze uitslag?" in page
    assert "Voer de loting ook in" not in page


def test_the_same_outcome_counted_again_stays_signed() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    sign(world)
    count_votes(world.edition.pk, leader.pk)
    assert advance(world.edition.pk, Phase.COUNTING, leader.pk, "Klaar")


# Plans withdrawn after the opening.


def test_a_withdrawn_plan_keeps_its_votes_and_its_money_goes_on() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    withdraw_from_ballot(world.edition.pk, world.ids[0], leader.pk, "Maker stopt")
    with pytest.raises(Refused, match="Tel eerst opnieuw"):
        publish_count(world.edition, leader.pk)
    count = count_votes(world.edition.pk, leader.pk)
    lines = [(line.plan_id, line.votes, line.reason) for line in count.lines.all()]
    assert lines == [
        (world.ids[0], 3, "WITHDRAWN"),
        (world.ids[1], 2, "CHOSEN"),
        (world.ids[2], 1, "CHOSEN"),
    ]
    publish_count(world.edition, leader.pk)
    assert Plan.objects.get(pk=world.ids[0]).state is Status.WITHDRAWN
    page = Client().get(reverse("results", args=[world.edition.slug])).content.decode()
    assert "houdt zijn stemmen" in page
    assert reverse("plan_page", args=[world.edition.slug, world.ids[0]]) not in page


@pytest.mark.parametrize(
    ("settings", "budget", "words"),
    [
        ({"min_plans": 3}, 10_000_000, "moet er 3 kiezen"),
        ({"min_plans": 2}, 5_000_000, "passen samen niet"),
        ({}, 2_400_000, "passen samen niet"),
    ],
)
def test_while_people_vote_no_plan_goes_without_which_nobody_can(
    settings: dict[str, int], budget: int, words: str
) -> None:
    world = ballot_world()
    Edition.objects.filter(pk=world.edition.pk).update(budget_cents=budget)
    VotingRules.objects.create(edition=world.edition, **settings)
    with pytest.raises(Refused, match=words):
        withdraw_from_ballot(world.edition.pk, world.ids[2], leader_of(world).pk, "Maker stopt")
    assert Plan.objects.get(pk=world.ids[2]).state is Status.ON_BALLOT


def test_a_plan_withdrawn_before_does_not_help_the_next_one_go() -> None:
    world = ballot_world()
    leader = leader_of(world)
    VotingRules.objects.create(edition=world.edition, min_plans=2)
    withdraw_from_ballot(world.edition.pk, world.ids[0], leader.pk, "Maker stopt")
    with pytest.raises(Refused, match="moet er 2 kiezen"):
        withdraw_from_ballot(world.edition.pk, world.ids[1], leader.pk, "Maker stopt")


def test_after_the_result_no_plan_goes_off_the_ballot() -> None:
    world = counted_world(CLEAR)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    publish_count(world.edition, leader.pk)
    with pytest.raises(Refused, match="nog niet bekend"):
        withdraw_from_ballot(world.edition.pk, world.ids[0], leader.pk, "Maker stopt")


def test_a_plan_of_another_edition_does_not_go_off_this_ballot() -> None:
    world, other = counted_world(CLEAR), counted_world(CLEAR)
    with pytest.raises(Refused, match="niet op het stembiljet"):
        withdraw_from_ballot(world.edition.pk, other.ids[0], leader_of(world).pk, "Maker stopt")


# The pages.


@pytest.mark.usefixtures("no_second_factor")
def test_the_pages_lead_two_people_through_a_lot_and_the_result(as_user: AsUser) -> None:
    world, leader = tied()
    first, second = as_user(leader), as_user(make.staff(world.edition, Role.CHAIR))
    page, confirm = (reverse(name, args=[world.edition.slug]) for name in ("count", "count_confirm"))
    assert "Er wacht niets op u" in second.get(confirm).content.decode()
    places = {f"plaats_{world.ids[0]}": "2", f"plaats_{world.ids[1]}": "1"}
    assert first.post(reverse("count_lot", args=[world.edition.slug]), places).status_code == 302
    assert "Een tweede persoon voert" in first.get(page).content.decode()
    shown = second.get(confirm).content.decode()
    assert "Voer de loting ook in" in shown
    assert 'value="1" selected' not in shown
    assert 'value="2" selected' not in shown
    swapped = {f"plaats_{world.ids[0]}": "1", f"plaats_{world.ids[1]}": "2"}
    assert second.post(confirm, {"wat": "loting", **swapped}).status_code == 422
    assert second.post(confirm, {"wat": "loting", **places}).status_code == 302
    assert first.post(reverse("count_result", args=[world.edition.slug])).status_code == 302
    assert "zelf voor" in first.get(confirm).content.decode()
    assert first.post(confirm, {"wat": "uitslag"}).status_code == 422
    shown = second.get(confirm).content.decode()
    assert "Klopt deze uitslag?" in shown
    assert "Gebruikte codes" in shown
    assert second.post(confirm, {"wat": "uitslag"}).status_code == 302
    assert "Twee mensen zijn het eens" in first.get(page).content.decode()
    publish_count(world.edition, leader.pk)
    result = Client().get(reverse("results", args=[world.edition.slug])).content.decode()
    assert "Plannen stonden gelijk. Daarom is er in het openbaar geloot." in result
    assert "Loting bepaalde de volgorde" in result


@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize("first", ["", "1", "3", "0", "-1", "x", "1.0", "\x00", "9" * 500])
def test_a_lot_that_is_not_an_order_is_refused_and_changes_nothing(as_user: AsUser, first: str) -> None:
    world, leader = tied()
    places = {f"plaats_{world.ids[0]}": first, f"plaats_{world.ids[1]}": "1"}
    assert as_user(leader).post(reverse("count_lot", args=[world.edition.slug]), places).status_code == 422
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize("role", [Role.CHECKER, Role.PARTNER, Role.CLERK])
def test_nobody_else_is_a_second_person(as_user: AsUser, role: Role) -> None:
    world = counted_world(CLEAR)
    person = make.staff(world.edition, role)
    assert (
        as_user(person).post(reverse("count_confirm", args=[world.edition.slug]), {"wat": "uitslag"}).status_code == 403
    )


@pytest.mark.usefixtures("no_second_factor")
def test_a_plan_goes_off_the_ballot_on_the_page_with_a_reason(as_user: AsUser) -> None:
    world = counted_world(CLEAR)
    browser, url = as_user(leader_of(world)), reverse("count_off_ballot", args=[world.edition.slug])
    assert browser.post(url, {"plan": str(world.ids[0])}).status_code == 422
    assert browser.post(url, {"plan": "x", "reason": "Maker stopt"}).status_code == 422
    assert browser.post(url, {"plan": str(world.ids[0]), "reason": "Maker stopt"}).status_code == 302
    assert Plan.objects.get(pk=world.ids[0]).state is Status.WITHDRAWN
