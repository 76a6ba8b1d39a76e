"""A clerk who gives many wrong birth dates fetches a colleague: nobody guesses the dates of the roll."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Role
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, leader_of
from voting.actions.desk import KEPT_FOR, NOT_ONESELF, NOT_WAITING, TOO_MANY_WRONG, give_room, is_the_person
from voting.models import Reissue, Voter, WrongDate
from voting.queries.desk import MOST_WRONG, WITHIN, clerks_who_wait

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
RIGHT, WRONG = date(1980, 1, 1), date(1970, 2, 2)


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=2)


@pytest.fixture
def clerk(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.CLERK, name="Lotte")


@pytest.fixture
def voter(world: BallotWorld) -> Voter:
    return Voter.objects.get(codes__code_hash=world.hash())


def guess(world: BallotWorld, voter: Voter, clerk: User, times: int = MOST_WRONG) -> None:
    for _ in range(times):
        assert not is_the_person(world.edition, voter, WRONG, clerk.pk)


def test_after_ten_wrong_dates_even_the_right_one_is_refused(world: BallotWorld, voter: Voter, clerk: User) -> None:
    guess(world, voter, clerk)
    with pytest.raises(Refused, match="Haal er een collega bij"):
        is_the_person(world.edition, voter, RIGHT, clerk.pk)
    assert Entry.objects.filter(action="desk_wrong_date").count() == WrongDate.objects.count() == MOST_WRONG


def test_after_nine_the_right_one_still_goes(world: BallotWorld, voter: Voter, clerk: User) -> None:
    guess(world, voter, clerk, MOST_WRONG - 1)
    assert is_the_person(world.edition, voter, RIGHT, clerk.pk)


def test_right_dates_cost_no_room(world: BallotWorld, voter: Voter, clerk: User) -> None:
    for _ in range(MOST_WRONG + 1):
        assert is_the_person(world.edition, voter, RIGHT, clerk.pk)
    assert not WrongDate.objects.exists()


def test_a_colleague_and_another_edition_are_not_held_up(world: BallotWorld, voter: Voter, clerk: User) -> None:
    guess(world, voter, clerk)
    assert is_the_person(world.edition, voter, RIGHT, make.staff(world.edition, Role.CLERK).pk)
    other = ballot_world()
    assert is_the_person(other.edition, Voter.objects.get(edition=other.edition), RIGHT, clerk.pk)


def test_after_an_hour_there_is_room_again_and_little_is_kept(world: BallotWorld, voter: Voter, clerk: User) -> None:
    guess(world, voter, clerk)
    WrongDate.objects.update(at=clock.now() - WITHIN)
    assert is_the_person(world.edition, voter, RIGHT, clerk.pk)
    WrongDate.objects.update(at=clock.now() - KEPT_FOR)
    guess(world, voter, clerk, 1)
    assert WrongDate.objects.count() == 1


def test_a_leader_gives_room_and_nobody_gives_it_to_oneself(world: BallotWorld, voter: Voter, clerk: User) -> None:
    leader = leader_of(world)
    with pytest.raises(Refused, match=NOT_WAITING):
        give_room(world.edition, clerk, leader.pk)
    guess(world, voter, clerk)
    guess(world, voter, leader)
    assert set(clerks_who_wait(world.edition)) == {clerk, leader}
    give_room(world.edition, clerk, leader.pk)
    assert is_the_person(world.edition, voter, RIGHT, clerk.pk)
    with pytest.raises(Refused, match=NOT_ONESELF):
        give_room(world.edition, leader, leader.pk)
    entry = Entry.objects.get(action="desk_room_given")
    assert (entry.actor, entry.subject) == (f"gebruiker:{leader.pk}", f"user:{clerk.pk}")


def test_it_is_kept_without_whose_and_which_date() -> None:
    with connection.cursor() as cursor:
        columns = {each.name for each in connection.introspection.get_table_description(cursor, "voting_wrongdate")}
    assert columns == {"id", "edition_id", "by_id", "at"}


def test_on_the_pages(
    world: BallotWorld,
    voter: Voter,
    clerk: User,
    as_user: AsUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser, leader = as_user(clerk), as_user(leader_of(world))
    path, desk = reverse("desk_person", args=[world.edition.slug, voter.pk]), reverse("desk", args=[world.edition.slug])
    room = reverse("desk_room", args=[world.edition.slug, clerk.pk])
    for _ in range(MOST_WRONG):
        assert browser.post(path, {"born": "2-2-1970", "kind": "LETTER"}).status_code == 422
    with django_assert_max_num_queries(15):
        page = browser.get(path).content.decode()
    assert TOO_MANY_WRONG in page
    assert 'name="born"' not in page
    assert browser.post(path, {"born": "1-1-1980", "kind": "LETTER"}).status_code == 422
    assert not Reissue.objects.exists()
    assert browser.post(room).status_code == 403
    assert room not in browser.get(desk).content.decode()
    with django_assert_max_num_queries(15):
        assert room in leader.get(desk).content.decode()
    assert "kan weer verder" in leader.post(room, follow=True).content.decode()
    assert browser.post(path, {"born": "1-1-1980", "kind": "LETTER"}).status_code == 302
