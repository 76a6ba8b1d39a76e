"""A step of two takes two: one proposes, another confirms, and the database refuses the same person twice."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from tests import make
from voting.actions.proposing import confirm, open_proposal, propose, withdraw
from voting.models import Proposal, ProposalKind

LOT = ProposalKind.LOT


@pytest.fixture
def other(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


def test_another_confirms_what_one_proposed(edition: Edition, leader: User, other: User) -> None:
    propose(edition.pk, LOT, {"order": [2, 1]}, leader.pk)
    made = confirm(edition.pk, LOT, other.pk, {"order": [2, 1]})
    assert (made.proposed_by_id, made.confirmed_by_id) == (leader.pk, other.pk)
    assert open_proposal(edition.pk, LOT) is None


def test_nobody_confirms_their_own(edition: Edition, leader: User) -> None:
    propose(edition.pk, LOT, {}, leader.pk)
    with pytest.raises(Refused, match="twee mensen"):
        confirm(edition.pk, LOT, leader.pk)


def test_the_database_refuses_the_same_person_twice(edition: Edition, leader: User) -> None:
    made = propose(edition.pk, LOT, {}, leader.pk)
    with pytest.raises(IntegrityError, match="takes_two_people"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(confirmed_by=leader, confirmed_at=clock.now())


def test_the_second_must_say_the_same(edition: Edition, leader: User, other: User) -> None:
    propose(edition.pk, LOT, {"order": [2, 1]}, leader.pk)
    with pytest.raises(Refused, match="niet hetzelfde"):
        confirm(edition.pk, LOT, other.pk, {"order": [1, 2]})
    assert open_proposal(edition.pk, LOT)


def test_one_proposal_at_a_time(edition: Edition, leader: User, other: User) -> None:
    propose(edition.pk, LOT, {}, leader.pk)
    with pytest.raises(Refused, match="al voorgesteld"):
        propose(edition.pk, LOT, {}, other.pk)
    propose(edition.pk, ProposalKind.REISSUE, {}, other.pk, subject="voter:1")


def test_what_is_taken_back_cannot_be_confirmed(edition: Edition, leader: User, other: User) -> None:
    propose(edition.pk, LOT, {}, leader.pk)
    withdraw(edition.pk, LOT, leader.pk)
    with pytest.raises(Refused, match="geen voorstel"):
        confirm(edition.pk, LOT, other.pk)
    assert propose(edition.pk, LOT, {}, other.pk)
