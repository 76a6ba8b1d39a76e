"""Builders for tests of the vote: an edition in voting with plans on the ballot and codes in people's hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import ConflictPair, Plan
from plans.status import Status
from tests import make
from voting.actions.box import cast_ballot, seal_box
from voting.actions.deciding import confirm_lot, confirm_result, propose_lot, propose_result
from voting.actions.rules import freeze_rules
from voting.codes import make_code
from voting.keys import lookup_hash
from voting.models import CodeState, Count, Voter, VotingCode, VotingRules


@dataclass
class BallotWorld:
    """`plans` cost € 30.000, € 25.000 and € 20.000 of a budget of € 70.000, unless made otherwise."""

    edition: Edition
    plans: list[Plan]
    codes: list[str]

    @property
    def ids(self) -> list[int]:
        return [plan.pk for plan in self.plans]

    def hash(self, number: int = 0) -> bytes:
        return lookup_hash(self.codes[number])


def ballot_world(
    codes: int = 1, prices: Sequence[int] = (3_000_000, 2_500_000, 2_000_000), phase: Phase = Phase.VOTING
) -> BallotWorld:
    edition = make.edition(phase)
    maker = make.user("Omar")
    plans = [
        make.plan(edition, Status.ON_BALLOT, cost_cents=price, maker=maker, title=f"Plan {letter}")
        for letter, price in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", prices, strict=False)
    ]
    return BallotWorld(edition, plans, issue(edition, codes))


def issue(edition: Edition, number: int) -> list[str]:
    """Codes of as many new voters, as they would have got them by letter."""
    neighbourhood = edition.area.neighbourhoods.first()
    assert neighbourhood is not None
    known = Voter.objects.filter(edition=edition).count()
    voters = Voter.objects.bulk_create(
        Voter(
            edition=edition,
            person_key=f"{edition.pk}:{n}".encode(),
            name_line=f"J. Bewoner {n}",
            salutation="Beste buur",
            address_line=f"Italiëlaan {n}",
            postcode="2034 AA",
            town="Haarlem",
            neighbourhood=neighbourhood,
            birth_date=date(1980, 1, 1),
        )
        for n in range(known, known + number)
    )
    codes = [make_code() for _ in voters]
    VotingCode.objects.bulk_create(
        VotingCode(voter=voter, edition=edition, code_hash=lookup_hash(code))
        for voter, code in zip(voters, codes, strict=True)
    )
    return codes


# Why two plans of a world exclude one another.
WHY = "Ze willen allebei het veldje."


def exclude(world: BallotWorld, one: int = 0, other: int = 1) -> ConflictPair:
    first, second = sorted((world.plans[one], world.plans[other]), key=lambda plan: plan.pk)
    return ConflictPair.objects.create(first=first, second=second, reason=WHY, added_by=make.user())


def void(world: BallotWorld, number: int) -> None:
    VotingCode.objects.filter(code_hash=world.hash(number)).update(state=CodeState.VOID)


# Ballots by places of plans, in which nothing is tied.
CLEAR = [[0, 1], [0, 2], [0], [1]]


def counted_world(
    ballots: Sequence[Sequence[int]],
    prices: Sequence[int] = (3_000_000, 2_500_000, 2_000_000),
    pairs: Sequence[tuple[int, int]] = (),
    **settings: Any,
) -> BallotWorld:
    """A sealed box with these ballots (places of plans), in the counting phase, by rules fixed before."""
    world = ballot_world(codes=len(ballots), prices=prices)
    for one, other in pairs:
        exclude(world, one, other)
    VotingRules.objects.create(edition=world.edition, **settings)
    for number, places in enumerate(ballots):
        cast_ballot(world.edition.pk, world.hash(number), [world.ids[place] for place in places])
    freeze_rules(world.edition, None)
    seal_box(world.edition, None)
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.COUNTING)
    world.edition.refresh_from_db()
    return world


def draw(world: BallotWorld, order: Sequence[int]) -> Count:
    """A lot that two leaders entered; the count went on with it."""
    propose_lot(world.edition.pk, order, leader_of(world).pk)
    return confirm_lot(world.edition.pk, order, leader_of(world).pk)


def sign(world: BallotWorld) -> None:
    """Two leaders agree that the result may be published."""
    propose_result(world.edition.pk, leader_of(world).pk)
    confirm_result(world.edition.pk, leader_of(world).pk)


def leader_of(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.LEADER)
