"""How many codes one clerk gives alone: lower may be said alone, higher takes two people."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Role
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, leader_of
from voting.actions.desk_limit import CHANGED, confirm_desk_limit, set_desk_limit
from voting.models import DeskRules, Proposal
from voting.queries.desk import desk_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=2)


@pytest.fixture
def leader(world: BallotWorld) -> User:
    return leader_of(world)


@pytest.fixture
def other(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.LEADER)


def limit(world: BallotWorld) -> int:
    return desk_numbers(world.edition).alone


def test_one_person_lowers_the_number(world: BallotWorld, leader: User) -> None:
    assert set_desk_limit(world.edition.pk, 5, leader.pk)
    assert limit(world) == 5
    assert Entry.objects.get(action="desk_limit_set").data == {"before": 50, "number": 5}


def test_one_person_never_raises_it(world: BallotWorld, leader: User) -> None:
    assert not set_desk_limit(world.edition.pk, 51, leader.pk)
    assert limit(world) == 50
    with pytest.raises(Refused, match="twee mensen"):
        confirm_desk_limit(world.edition.pk, leader.pk)
    assert limit(world) == 50
    assert not Entry.objects.filter(action="desk_limit_set").exists()


def test_not_even_back_to_what_it_was(world: BallotWorld, leader: User) -> None:
    set_desk_limit(world.edition.pk, 5, leader.pk)
    assert not set_desk_limit(world.edition.pk, 50, leader.pk)
    assert limit(world) == 5


def test_a_second_person_raises_it(world: BallotWorld, leader: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 200, leader.pk)
    confirm_desk_limit(world.edition.pk, other.pk)
    assert limit(world) == 200
    entry = Entry.objects.get(action="desk_limit_set")
    assert (entry.actor, entry.data) == (f"gebruiker:{other.pk}", {"before": 50, "number": 200})


def test_there_is_nothing_to_confirm_twice(world: BallotWorld, leader: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 200, leader.pk)
    confirm_desk_limit(world.edition.pk, other.pk)
    with pytest.raises(Refused, match="geen voorstel"):
        confirm_desk_limit(world.edition.pk, other.pk)


def test_a_lower_number_takes_back_a_higher_one_that_waits(world: BallotWorld, leader: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 200, leader.pk)
    set_desk_limit(world.edition.pk, 5, other.pk)
    assert Proposal.objects.get().withdrawn_at
    with pytest.raises(Refused, match="geen voorstel"):
        confirm_desk_limit(world.edition.pk, other.pk)
    assert limit(world) == 5


def test_a_number_that_changed_meanwhile_is_not_confirmed(world: BallotWorld, leader: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 200, leader.pk)
    DeskRules.objects.update(alone=7)
    with pytest.raises(Refused, match=CHANGED):
        confirm_desk_limit(world.edition.pk, other.pk)
    assert limit(world) == 7


@pytest.mark.parametrize("second", [Role.LEADER, Role.CHAIR])
def test_on_the_pages_a_leader_proposes_and_another_confirms(
    world: BallotWorld, leader: User, as_user: AsUser, second: Role
) -> None:
    first, page = as_user(leader), reverse("desk_limit_confirm", args=[world.edition.slug])
    shown = first.post(reverse("desk_limit", args=[world.edition.slug]), {"alone": "90"}, follow=True)
    assert "wacht op een tweede persoon" in shown.content.decode()
    assert page in first.get(reverse("cockpit", args=[world.edition.slug])).content.decode()
    assert "Bevestig de hogere grens" not in first.get(page).content.decode()
    refused = first.post(page)
    assert refused.status_code == 422
    assert "Dit stelde u zelf voor" in refused.content.decode()
    again = first.post(reverse("desk_limit", args=[world.edition.slug]), {"alone": "95"})
    assert again.status_code == 422
    assert 'value="95"' in again.content.decode()
    confirmer = as_user(make.staff(world.edition, second))
    assert page in confirmer.get(reverse("count_confirm", args=[world.edition.slug])).content.decode()
    assert "Bevestig de hogere grens" in confirmer.get(page).content.decode()
    assert confirmer.post(page).status_code == 302
    assert limit(world) == 90


def test_a_clerk_confirms_nothing(world: BallotWorld, leader: User, as_user: AsUser) -> None:
    set_desk_limit(world.edition.pk, 90, leader.pk)
    clerk = as_user(make.staff(world.edition, Role.CLERK))
    assert clerk.post(reverse("desk_limit_confirm", args=[world.edition.slug])).status_code == 403
    assert "wacht op een tweede persoon" not in clerk.get(reverse("desk", args=[world.edition.slug])).content.decode()
    assert limit(world) == 50


def test_a_leader_takes_it_back(world: BallotWorld, leader: User, other: User, as_user: AsUser) -> None:
    set_desk_limit(world.edition.pk, 90, leader.pk)
    path = reverse("desk_limit_withdraw", args=[world.edition.slug])
    assert "blijft wat hij was" in as_user(other).post(path, follow=True).content.decode()
    assert "geen voorstel" in as_user(other).post(path, follow=True).content.decode()
    assert limit(world) == 50
