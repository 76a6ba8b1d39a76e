"""What the booth's pages hold for a second: they ask for the code alone, and nobody votes by what is held."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from common import clock
from common.errors import Refused
from editions.models import Edition, PhaseWindow
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests.voting.ballot_world import BallotWorld, ballot_world, void
from tests.voting.booth.walking import (
    BASKET,
    CHOOSE,
    CONFIRM,
    DONE,
    REVIEW,
    START,
    confirm,
    enter,
    look,
    nothing_cast,
    press,
    text,
)
from voting.codes import make_code
from voting.keys import lookup_hash
from voting.models import IntakeBallot
from voting.queries import held
from voting.queries.booth import edition_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _held_for_a_minute(settings: Settings) -> Iterator[None]:
    settings.BOOTH_HOLD_SECONDS = 60
    held.forget()
    yield
    held.forget()


def inside(world: BallotWorld, number: int = 0) -> Client:
    """A browser with the first plan in the basket, whose pages were all seen once."""
    browser = enter(world, number)
    press(browser, world.ids[0])
    for page in (START, CHOOSE, REVIEW):
        assert browser.get(page).status_code == 200
    return browser


@pytest.mark.parametrize("prices", [[100_000] * 2, [100_000] * 26])
def test_a_whole_vote_asks_for_its_code_at_every_step_and_for_the_rest_when_it_is_cast(
    prices: list[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world = ballot_world(codes=2, prices=prices)
    inside(world)
    browser = Client()
    for queries, path, sent in (
        (0, START, None),
        (1, START, {"code": world.codes[1]}),
        (1, CHOOSE, None),
        (1, BASKET, {"plan": world.ids[0], "do": "add"}),
        (1, REVIEW, None),
        # Begin; edition with its lock; dates with the clock; code; prices and sizes; receipt; ballot; commit.
        (8, CONFIRM, {"plan": world.ids[:1]}),
        (0, DONE, None),
    ):
        with django_assert_num_queries(queries):
            answer = browser.get(path) if sent is None else browser.post(path, sent)
        assert answer.status_code in (200, 302)
    assert IntakeBallot.objects.get().choice == world.ids[:1]


def test_who_chooses_first_is_asked_for_an_earlier_vote_alone(
    world: BallotWorld, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    inside(world)
    browser = look(world)
    press(browser, world.ids[0])
    for page in (CHOOSE, REVIEW):
        with django_assert_num_queries(1):
            browser.get(page)


def end_by_date(edition: Edition) -> None:
    PhaseWindow.objects.filter(edition=edition, phase=Phase.VOTING).update(ends_at=clock.now())


def end_by_step(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)


@pytest.mark.parametrize("end", [end_by_date, end_by_step])
def test_a_vote_after_the_close_is_refused_though_the_pages_do_not_know_it_yet(world: BallotWorld, end: object) -> None:
    browser = inside(world)
    end(world.edition)  # type: ignore[operator]
    assert browser.get(CHOOSE).status_code == 200  # What is held is a second behind.
    answer = confirm(browser, world, 0)
    assert answer.status_code == 422
    assert "De stemming is nu niet open." in text(answer)
    assert nothing_cast()
    held.forget()
    assert browser.get(CHOOSE).status_code == 422


def test_the_end_by_the_clock_is_seen_by_the_pages_at_once(world: BallotWorld) -> None:
    browser = inside(world)
    PhaseWindow.objects.filter(edition=world.edition, phase=Phase.VOTING).update(
        ends_at=clock.now() + timedelta(seconds=0.3)
    )
    held.forget()
    assert browser.get(CHOOSE).status_code == 200
    while clock.now() < world.edition.schedule()[Phase.VOTING].ends_at:
        pass
    assert browser.get(CHOOSE).status_code == 422


def test_a_plan_that_was_withdrawn_is_refused_though_the_pages_still_show_it(world: BallotWorld) -> None:
    browser = inside(world)
    Plan.objects.filter(pk=world.ids[0]).update(status=Status.WITHDRAWN)
    assert "Plan A" in text(browser.get(CHOOSE))
    answer = confirm(browser, world, 0)
    assert answer.status_code == 422
    assert nothing_cast()
    held.forget()
    assert "Plan A" not in text(browser.get(CHOOSE))


def test_a_dearer_plan_is_refused_though_the_pages_still_show_the_old_price(world: BallotWorld) -> None:
    browser = inside(world)
    Plan.objects.filter(pk=world.ids[0]).update(ballot_cents=world.edition.budget_cents + 100)
    assert confirm(browser, world, 0).status_code == 422
    assert nothing_cast()


def test_what_is_held_refuses_nobody(world: BallotWorld) -> None:
    """A vote that opened a moment ago lets in who comes now, and one that lasts longer goes on."""
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.FEASIBILITY)
    assert "Stemmen kan nu niet" in text(Client().get(START))
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.VOTING)
    assert "Vul uw stemcode in" in text(Client().get(START))
    browser = enter(world)
    assert look(world).get(CHOOSE).status_code == browser.get(CHOOSE).status_code == 200


def test_codes_and_votes_are_never_held(world: BallotWorld) -> None:
    first, *others = [inside(world) for _ in range(4)]
    assert confirm(first, world, 0)["Location"] == DONE
    for answer in (confirm(others[0], world, 0), press(others[1], world.ids[1]), others[2].get(REVIEW)):
        assert answer.status_code == 422
        assert "al gebruikt" in text(answer)
    assert IntakeBallot.objects.count() == 1


def test_a_second_later_everything_is_read_anew(world: BallotWorld, settings: Settings) -> None:
    settings.BOOTH_HOLD_SECONDS = 0.2
    browser = inside(world)
    end_by_step(world.edition)
    until = clock.now() + timedelta(seconds=0.3)
    while clock.now() < until:
        pass
    assert browser.get(CHOOSE).status_code == 422


def test_unknown_void_and_later_codes_cost_the_same_queries_also_when_the_pages_hold(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    world, later = ballot_world(codes=2), ballot_world(codes=1, phase=Phase.FEASIBILITY)
    void(world, 1)
    inside(world)
    for code_hash in (lookup_hash(make_code()), world.hash(1), later.hash()):
        with django_assert_num_queries(3), pytest.raises(Refused):
            edition_for(code_hash)
