"""Paper, desk and booth reach for one code at the same moment: one of them gets it, and nobody votes twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection

from accounts.models import User
from common.errors import Refused
from editions.models import Edition, Role
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world
from tests.voting.paper.paper_world import PaperWorld
from voting.actions import reissue as desk
from voting.actions.box import cast_ballot, seal_box
from voting.actions.reissue import give_code
from voting.models import CodeState, DeskRules, IntakeBallot, IntakeReceipt, PaperState, ReissueKind, Voter, VotingCode
from voting.paper.entries import Entry

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 100


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """All jobs at the same moment, each in its own connection; what each returned, or its refusal."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait()
            return job()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def is_receipt(answer: object) -> bool:
    """Whether this is a receipt's number, and not the state of a paper ballot."""
    return isinstance(answer, str) and not isinstance(answer, PaperState)


def test_online_and_paper_at_once_are_one_ballot() -> None:
    """Four booths and four second readings of four papers with the same code."""
    world = PaperWorld(papers=4 * 12, codes=12)
    for number in range(4 * 12):
        world.enter(0, world.reading([0], number % 12), number + 1)
    for code in range(12):
        papers = [code + 1 + 12 * turn for turn in range(4)]
        online = [lambda c=code: cast_ballot(world.edition.pk, world.vote.hash(c), world.vote.ids[:1])] * 4
        answers = at_once(*online, *(lambda n=n, c=code: world.enter(1, world.reading([0], c), n) for n in papers))
        won = [each for each in answers if is_receipt(each) or each == PaperState.COUNTED]
        assert len(won) == 1, answers
        assert world.votes == code + 1
    assert VotingCode.objects.filter(state=CodeState.USED).count() == 12


def test_two_clerks_who_send_at_once_are_a_first_and_a_second() -> None:
    world = PaperWorld(papers=10, codes=10)
    for number in range(1, 11):
        entry: Entry = world.reading([0], number - 1)
        answers = at_once(*(lambda c=clerk, n=number, e=entry: world.enter(c, e, n) for clerk in (0, 1)))
        assert sorted(map(str, answers)) == ["COUNTED", "ENTERED_ONCE"]
    assert world.votes == 10


@pytest.fixture
def vote() -> BallotWorld:
    return ballot_world(codes=RACES)


@pytest.fixture
def clerk(vote: BallotWorld) -> User:
    DeskRules.objects.create(edition=vote.edition, alone=10_000)
    return make.staff(vote.edition, Role.CLERK)


def race(world: BallotWorld, clerk: User, number: int) -> list[object]:
    """A voter votes with the old code while the desk gives out a new one."""
    voter = Voter.objects.get(codes__code_hash=world.hash(number), codes__state=CodeState.ISSUED)
    return at_once(
        lambda: cast_ballot(world.edition.pk, world.hash(number), world.ids[:1]),
        lambda: give_code(world.edition.pk, voter.pk, ReissueKind.LETTER, clerk.pk),
    )


def test_a_new_letter_while_the_old_code_votes_never_gives_two_votes(vote: BallotWorld, clerk: User) -> None:
    """A hundred races. Either the vote is in and there is no new code, or there is one and the old vote is refused."""
    voted = 0
    for number in range(RACES):
        ballot, letter = race(vote, clerk, number)
        assert isinstance(ballot, Refused) != isinstance(letter, Refused), (ballot, letter)
        voted += is_receipt(ballot)
    assert IntakeBallot.objects.count() == IntakeReceipt.objects.count() == voted
    assert VotingCode.objects.filter(state=CodeState.USED).count() == voted
    assert VotingCode.objects.filter(state=CodeState.VOID).count() == RACES - voted
    assert VotingCode.objects.filter(state=CodeState.ISSUED).count() == RACES - voted


def test_without_the_compare_and_set_the_same_race_gives_a_voter_two_codes_to_vote_with(
    vote: BallotWorld, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: look, then void, as a desk does that does not know the vote next to it."""

    def naive(edition: Edition, voter: Voter, kind: ReissueKind, by: int, second_by: int | None = None) -> object:
        if VotingCode.objects.filter(voter=voter, state=CodeState.USED).exists():
            raise Refused(desk.VOTED)
        sleep(0.05)
        VotingCode.objects.filter(voter=voter).update(state=CodeState.VOID)
        return VotingCode.objects.create(edition=edition, voter=voter, code_hash=bytes(28) + voter.pk.to_bytes(4))

    monkeypatch.setattr(desk, "_give", naive)
    both = 0
    for number in range(10):
        ballot, letter = race(vote, clerk, number)
        both += not isinstance(ballot, Refused) and not isinstance(letter, Refused)
    assert both > 0
    assert IntakeReceipt.objects.count() > VotingCode.objects.filter(state=CodeState.USED).count(), (
        "a used code was voided"
    )


def test_two_desks_at_once_leave_one_living_code(vote: BallotWorld, clerk: User) -> None:
    for number in range(10):
        voter = Voter.objects.get(codes__code_hash=vote.hash(number))
        at_once(*[lambda v=voter: give_code(vote.edition.pk, v.pk, ReissueKind.LETTER, clerk.pk)] * 4)
        assert voter.codes.exclude(state=CodeState.VOID).count() == 1


def test_paper_in_the_box_links_no_better_than_a_guess_after_the_count() -> None:
    """The rows of paper ballots carry the transaction of code and ballot; after sealing all of them carry one."""
    world = PaperWorld(papers=30, codes=30)
    for number in range(30):
        world.twice(world.reading([number % 3], number), number + 1)
    query = (
        "SELECT count(*) FROM voting_paperballot p JOIN {} b ON b.xmin::text = p.xmin::text "
        "WHERE p.state = 'COUNTED' AND p.number <= 30"
    )
    with connection.cursor() as cursor:
        cursor.execute(query.format("voting_intakeballot"))
        assert cursor.fetchone()[0] == 30, "the attack works as long as nothing was mixed"
        cursor.execute(query.format("voting_votingcode"))
        assert cursor.fetchone()[0] == 30
    seal_box(world.edition, None)
    with connection.cursor() as cursor:
        cursor.execute(query.format("voting_votingcode"))
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM voting_paperballot")
        assert cursor.fetchone()[0] == 1
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM voting_ballot")
        assert cursor.fetchone()[0] == 1
