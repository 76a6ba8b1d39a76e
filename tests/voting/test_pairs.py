"""Plans that exclude one another, from the booth to the result."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import ConflictPair
from tests.voting.ballot_world import WHY, ballot_world, counted_world, draw, exclude, leader_of
from tests.voting.booth.walking import CHOOSE, REVIEW, enter, press, text
from voting.actions.count import count_votes, publish_count
from voting.models import Ballot, CountLine, IntakeBallot
from voting.queries.count import published_box

pytestmark = pytest.mark.django_db


def test_each_of_both_plans_says_so_in_the_booth_and_others_do_not() -> None:
    world = ballot_world()
    exclude(world)
    html = text(enter(world).get(CHOOSE))
    assert html.count(WHY) == 2
    assert "Dit plan en ‘Plan B’ kunnen niet allebei doorgaan" in html
    assert "Dit plan en ‘Plan A’ kunnen niet allebei doorgaan" in html


def test_a_voter_may_wish_for_both_and_is_told_what_happens() -> None:
    world = ballot_world()
    exclude(world)
    browser = enter(world)
    press(browser, world.ids[0])
    assert "kunnen niet allebei doorgaan" not in text(browser.get(REVIEW))
    press(browser, world.ids[1])
    html = text(browser.get(REVIEW))
    assert "‘Plan A’ en ‘Plan B’ kunnen niet allebei doorgaan" in html
    browser.post(reverse("vote_confirm"), {"plan": [world.ids[0], world.ids[1]]})
    assert IntakeBallot.objects.get().choice == world.ids[:2]


def test_the_count_passes_over_the_plan_that_is_excluded_and_says_by_which() -> None:
    world = counted_world([[0, 1], [0], [1, 2], [0]], pairs=[(0, 1)])
    count = count_votes(world.edition.pk, leader_of(world).pk)
    lines = [(line.plan_id, line.reason, line.excluded_by_id) for line in count.lines.all()]
    assert lines == [
        (world.ids[0], "CHOSEN", None),
        (world.ids[1], "EXCLUDED", world.ids[0]),
        (world.ids[2], "CHOSEN", None),
    ]
    assert count.spent_cents == 5_000_000


def test_a_pair_of_another_edition_changes_nothing() -> None:
    world = counted_world([[0, 1], [0]])
    exclude(ballot_world())
    count = count_votes(world.edition.pk, leader_of(world).pk)
    assert not CountLine.objects.filter(count=count, reason="EXCLUDED").exists()


def test_equals_that_exclude_one_another_wait_for_a_lot() -> None:
    world = counted_world([[0], [1]], (1_000_000, 1_000_000), pairs=[(0, 1)])
    leader = leader_of(world)
    assert count_votes(world.edition.pk, leader.pk).needs_lot == world.ids[:2]
    count = draw(world, [world.ids[1], world.ids[0]])
    assert [line.reason for line in count.lines.all()] == ["CHOSEN", "EXCLUDED"]


def test_everybody_reads_why_and_can_count_again() -> None:
    world = counted_world([[0, 1], [0], [1, 2], [0]], pairs=[(0, 1)])
    pair = ConflictPair.objects.get()
    count_votes(world.edition.pk, leader_of(world).pk)
    publish_count(world.edition, None)
    html = Client().get(reverse("results", args=[world.edition.slug])).content.decode()
    assert "Dit plan is niet gekozen: het kan niet samen met ‘Plan A’, en dat plan ging voor." in html
    assert f"Nummer {pair.first_id} (‘Plan A’) en nummer {pair.second_id} (‘Plan B’)" in html
    assert WHY in html
    world.plans[1].refresh_from_db()
    assert "niet gekozen" in world.plans[1].way_on
    plan = Client().get(reverse("plan_page", args=[world.edition.slug, world.ids[1]])).content.decode()
    assert "niet gekozen" in plan
    box = published_box(world.edition)
    assert box is not None
    assert "".join(box.lines()) == "".join(
        sorted(",".join(map(str, sorted(ballot.choice))) + "\n" for ballot in Ballot.objects.all())
    )


def test_without_pairs_the_result_page_says_nothing_of_them() -> None:
    world = counted_world([[0]])
    count_votes(world.edition.pk, leader_of(world).pk)
    publish_count(world.edition, None)
    html = Client().get(reverse("results", args=[world.edition.slug])).content.decode()
    assert "sluiten" not in html
