"""Casting a vote: once per code, within the budget, only while the vote is open, and all of it or nothing."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition, PhaseWindow
from editions.phases import Phase
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, issue, void
from voting.actions import box
from voting.actions.box import cast_ballot
from voting.models import Ballot, CodeState, IntakeBallot, IntakeReceipt, VotingCode
from voting.receipts import new_receipt_number


def traces(edition: Edition) -> tuple[int, int, int]:
    """Ballots, receipts and used codes."""
    used = VotingCode.objects.filter(edition=edition, state=CodeState.USED).count()
    ballots = IntakeBallot.objects.filter(edition=edition).count() + Ballot.objects.filter(edition=edition).count()
    return ballots, IntakeReceipt.objects.filter(edition=edition).count(), used


def refused(world: BallotWorld, choice: Any, number: int = 0) -> str:
    """The sentence of the refusal, having seen that nothing changed."""
    before = traces(world.edition)
    with pytest.raises(Refused) as refusal:
        cast_ballot(world.edition.pk, world.hash(number), choice)
    assert traces(world.edition) == before
    return refusal.value.reason


@pytest.mark.django_db
def test_a_valid_ballot_with_a_good_code_gives_a_receipt() -> None:
    world = ballot_world()
    receipt = cast_ballot(world.edition.pk, world.hash(), [world.ids[1], world.ids[0]])
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", receipt)
    assert IntakeBallot.objects.get().choice == sorted(world.ids[:2])
    assert traces(world.edition) == (1, 1, 1)


@pytest.mark.django_db
def test_exactly_the_budget_is_allowed_and_one_euro_more_is_not() -> None:
    world = ballot_world(codes=2, prices=(4_000_000, 3_000_000, 3_000_100))
    assert cast_ballot(world.edition.pk, world.hash(0), world.ids[:2])
    assert "€ 1 meer" in refused(world, [world.ids[0], world.ids[2]], 1)
    assert traces(world.edition) == (1, 1, 1)


@pytest.mark.django_db
def test_a_used_code_says_so_and_casts_nothing() -> None:
    world = ballot_world()
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    assert "al gebruikt" in refused(world, world.ids[1:2])


@pytest.mark.django_db
def test_unknown_and_void_codes_get_one_and_the_same_text() -> None:
    world = ballot_world(codes=1)
    void(world, 0)
    voided = refused(world, world.ids[:1])
    with pytest.raises(Refused) as unknown:
        cast_ballot(world.edition.pk, b"\0" * 32, world.ids[:1])
    assert unknown.value.reason == voided
    assert "gebruikt" not in voided


@pytest.mark.django_db
def test_a_code_of_another_edition_is_unknown_here() -> None:
    world, other = ballot_world(), ballot_world()
    with pytest.raises(Refused):
        cast_ballot(world.edition.pk, other.hash(), world.ids[:1])
    assert traces(world.edition) == traces(other.edition) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.VOTING])
def test_only_the_voting_phase_takes_votes(phase: Phase) -> None:
    world = ballot_world(phase=phase)
    assert "stemming is nu niet open" in refused(world, world.ids[:1])


@pytest.mark.django_db
def test_after_the_closing_second_no_worker_is_needed_to_refuse() -> None:
    world = ballot_world()
    clock.move(timedelta(days=9) - timedelta(minutes=1))
    assert cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    late = issue(world.edition, 1)
    clock.move(timedelta(minutes=2))
    assert "niet open" in refused(BallotWorld(world.edition, world.plans, late), world.ids[:1])


@pytest.mark.django_db
def test_before_the_opening_second_nobody_votes() -> None:
    world = ballot_world()
    clock.move(timedelta(days=-1, minutes=-1))
    assert "niet open" in refused(world, world.ids[:1])


BAD: dict[str, Callable[[BallotWorld], Any]] = {
    "empty": lambda world: [],
    "unknown plan": lambda world: [987654321],
    "plan of another edition": lambda world: ballot_world().ids[:1],
    "plan that is not on the ballot": lambda world: [make.plan(world.edition).pk],
    "twice": lambda world: [world.ids[0], world.ids[0]],
    "negative": lambda world: [-world.ids[0]],
    "float": lambda world: [float(world.ids[0])],
    "true": lambda world: [True],
    "text": lambda world: [str(world.ids[0])],
    "none": lambda world: [None],
    "beyond bigint": lambda world: [2**80],
    "a million ids": lambda world: list(range(10**9, 10**9 + 10**6)),
    "a million times one": lambda world: [world.ids[0]] * 10**6,
    "over budget": lambda world: world.ids,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD)
def test_a_bad_ballot_is_refused_and_the_code_stays_good(name: str) -> None:
    world = ballot_world()
    assert refused(world, BAD[name](world))
    assert cast_ballot(world.edition.pk, world.hash(), world.ids[:1])


@pytest.mark.django_db
def test_no_audit_entry_tells_the_moment_of_a_ballot() -> None:
    world = ballot_world()
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    assert not Entry.objects.filter(edition=world.edition.slug).exists()


def test_receipt_numbers_are_random() -> None:
    assert len({new_receipt_number() for _ in range(1000)}) == 1000


def _in_own_connection(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_twenty_codes_posted_eight_times_at_once_are_twenty_ballots() -> None:
    world = ballot_world(codes=20)

    def post(number: int, barrier: Barrier) -> str:
        def cast() -> str:
            barrier.wait()
            try:
                return cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
            except Refused as refusal:
                return refusal.reason

        return str(_in_own_connection(cast))

    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            barrier = Barrier(8)
            answers = list(pool.map(lambda _, n=number, b=barrier: post(n, b), range(8)))
            assert len([answer for answer in answers if "al gebruikt" in answer]) == 7
    assert traces(world.edition) == (20, 20, 20)


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_the_same_race_votes_double(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: read, check, write, as most sites do it."""
    world = ballot_world(codes=1)

    def naive(edition: Edition, code_hash: bytes) -> None:
        if not VotingCode.objects.filter(code_hash=code_hash, state=CodeState.ISSUED).exists():
            raise Refused("al gebruikt")
        sleep(0.05)
        VotingCode.objects.filter(code_hash=code_hash).update(state=CodeState.USED)

    monkeypatch.setattr("voting.actions.box._claim_code", naive)
    barrier = Barrier(8)

    def post(_: int) -> None:
        def cast() -> None:
            barrier.wait()
            cast_ballot(world.edition.pk, world.hash(), world.ids[:1])

        _in_own_connection(cast)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(post, range(8)))
    assert traces(world.edition)[0] > 1


@pytest.mark.django_db(transaction=True)
def test_whoever_gets_a_receipt_while_the_box_closes_is_in_the_box() -> None:
    """Voters post on while the time runs out and another connection closes: what was receipted is what it sees."""
    world = ballot_world(codes=400)
    seen: list[int] = []
    stop = monotonic() + 20
    begun = Event()

    def voter(start: int) -> int:
        def vote_on() -> int:
            receipts = 0
            for number in range(start, 400, 6):
                try:
                    with transaction.atomic():
                        cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
                        sleep(0.01)
                    receipts += 1
                    begun.set()
                except Refused:
                    break
                assert monotonic() < stop
            return receipts

        return int(_in_own_connection(vote_on))

    def closer() -> None:
        def close() -> None:
            assert begun.wait(20)
            # As when the time is up: nobody new gets in, and who is inside still holds the edition.
            PhaseWindow.objects.filter(edition=world.edition, phase=Phase.VOTING).update(ends_at=clock.now())
            with transaction.atomic():
                edition = take(world.edition.pk)
                edition.phase = Phase.COUNTING
                edition.save(update_fields=["phase"])
                seen.append(IntakeBallot.objects.filter(edition=edition).count())

        _in_own_connection(close)

    with ThreadPoolExecutor(7) as pool:
        closing = pool.submit(closer)
        receipts = sum(pool.map(voter, range(6)))
        closing.result()
    assert 0 < receipts < 400
    assert seen == [receipts]
    assert traces(world.edition) == (receipts, receipts, receipts)


@pytest.mark.django_db(transaction=True)
def test_the_box_waits_for_a_voter_who_is_inside_and_wrote_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each lock for itself: without the voter's share, or the closer's own, the count comes before the vote."""
    world = ballot_world(codes=1)
    inside, go_on = Event(), Event()
    seen: list[int] = []

    def slowly(edition: Edition, code_hash: bytes) -> None:
        inside.set()
        assert go_on.wait(20)
        claim(edition, code_hash)

    def vote() -> None:
        _in_own_connection(lambda: cast_ballot(world.edition.pk, world.hash(), world.ids[:1]))

    def close() -> None:
        assert inside.wait(20)
        with transaction.atomic():
            edition = take(world.edition.pk)
            seen.append(IntakeBallot.objects.filter(edition=edition).count())

    claim = box._claim_code
    monkeypatch.setattr(box, "_claim_code", slowly)
    with ThreadPoolExecutor(2) as pool:
        both = pool.submit(vote), pool.submit(_in_own_connection, close)
        assert inside.wait(20)
        sleep(0.5)  # time enough for a closer who does not wait
        assert not seen
        go_on.set()
        for each in both:
            each.result()
    assert seen == [1]
