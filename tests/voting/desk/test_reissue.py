"""A new code at the desk: the old one dies with it, a used one never dies, and above a number two people sign."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import PhaseWindow, Role
from editions.phases import Phase
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import cast_ballot
from voting.actions.desk_limit import confirm_desk_limit, set_desk_limit
from voting.actions.reissue import (
    FETCH_WITHIN,
    erase_unfetched,
    fetch_code,
    give_code,
    issue_at_desk,
    note_returned,
    reissue,
)
from voting.keys import lookup_hash
from voting.models import (
    CodeState,
    LetterRun,
    Proposal,
    ProposalKind,
    Reissue,
    ReissueKind,
    ReturnedLetter,
    Voter,
    VotingCode,
)
from voting.queries.desk import desk_numbers, waiting_people

pytestmark = pytest.mark.django_db
LETTER = ReissueKind.LETTER


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=2)


@pytest.fixture
def clerk(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.CLERK)


@pytest.fixture
def other(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.CLERK)


def voter_of(world: BallotWorld, number: int = 0) -> Voter:
    return Voter.objects.get(codes__code_hash=world.hash(number))


def states(voter: Voter) -> list[str]:
    return list(voter.codes.order_by("pk").values_list("state", flat=True))


def code_of(made: Reissue, by: User) -> str:
    return fetch_code(made.edition_id, made.pk, by.pk, lambda _, code: code.encode())[1].decode()


def given(world: BallotWorld, voter: Voter, by: User) -> Reissue:
    made = give_code(world.edition.pk, voter.pk, LETTER, by.pk)
    assert made is not None
    return made


def test_the_old_code_dies_and_the_new_one_votes(world: BallotWorld, clerk: User) -> None:
    voter = voter_of(world)
    made = reissue(world.edition.pk, voter.pk, LETTER, clerk.pk)
    assert made
    assert made.replaces
    assert states(voter) == [CodeState.VOID, CodeState.ISSUED]
    with pytest.raises(Refused, match="nu niet stemmen"):
        cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    assert cast_ballot(world.edition.pk, lookup_hash(code_of(made, clerk)), world.ids[:1])


def test_a_used_code_is_never_replaced(world: BallotWorld, clerk: User) -> None:
    voter = voter_of(world)
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    with pytest.raises(Refused, match="al gestemd"):
        give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)
    assert states(voter) == [CodeState.USED]
    assert not Reissue.objects.exists()


def test_whoever_has_no_code_gets_a_first_one_and_nobody_a_second_that_way(world: BallotWorld, clerk: User) -> None:
    voter = voter_of(world)
    with pytest.raises(Refused, match="al een code"):
        issue_at_desk(world.edition.pk, voter.pk, LETTER, clerk.pk)
    voter.codes.all().delete()
    with pytest.raises(Refused, match="nog geen code"):
        reissue(world.edition.pk, voter.pk, LETTER, clerk.pk)
    made = issue_at_desk(world.edition.pk, voter.pk, LETTER, clerk.pk)
    assert made
    assert not made.replaces
    assert (desk_numbers(world.edition).reissued, desk_numbers(world.edition).first) == (0, 1)


def test_somebody_of_another_edition_gets_nothing_here(world: BallotWorld, clerk: User) -> None:
    stranger = voter_of(ballot_world())
    with pytest.raises(Refused, match="kiezersbestand"):
        give_code(world.edition.pk, stranger.pk, LETTER, clerk.pk)
    assert states(stranger) == [CodeState.ISSUED]


def test_above_the_number_two_people_sign(world: BallotWorld, clerk: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 1, clerk.pk)
    given(world, voter_of(world, 0), clerk)
    voter = voter_of(world, 1)
    assert give_code(world.edition.pk, voter.pk, LETTER, clerk.pk) is None
    assert states(voter) == [CodeState.ISSUED]
    with pytest.raises(Refused, match="twee mensen"):
        give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)
    assert states(voter) == [CodeState.ISSUED]
    made = give_code(world.edition.pk, voter.pk, ReissueKind.FORM, other.pk)
    assert made
    assert (made.by_id, made.second_by_id, made.kind) == (clerk.pk, other.pk, LETTER)
    assert states(voter) == [CodeState.VOID, CodeState.ISSUED]
    with pytest.raises(IntegrityError, match="another_persons"), transaction.atomic():
        Reissue.objects.filter(pk=made.pk).update(second_by=clerk)


def test_who_votes_between_two_signatures_keeps_the_vote(world: BallotWorld, clerk: User, other: User) -> None:
    set_desk_limit(world.edition.pk, 0, clerk.pk)
    voter = voter_of(world)
    give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    with pytest.raises(Refused, match="al gestemd"):
        give_code(world.edition.pk, voter.pk, LETTER, other.pk)
    assert states(voter) == [CodeState.USED]


def test_a_request_for_two_people_goes_when_one_may_do_it_alone_again(
    world: BallotWorld, clerk: User, other: User
) -> None:
    set_desk_limit(world.edition.pk, 0, clerk.pk)
    voter = voter_of(world)
    assert give_code(world.edition.pk, voter.pk, LETTER, clerk.pk) is None
    set_desk_limit(world.edition.pk, 5, clerk.pk)
    confirm_desk_limit(world.edition.pk, other.pk)
    given(world, voter, clerk)
    assert Proposal.objects.get(kind=ProposalKind.REISSUE).withdrawn_at
    assert not waiting_people(world.edition)


def test_the_number_is_fifty_unless_the_edition_says_otherwise(world: BallotWorld) -> None:
    assert desk_numbers(world.edition).alone == 50


def test_the_code_is_readable_once_and_then_nowhere(world: BallotWorld, clerk: User, other: User) -> None:
    made = given(world, voter_of(world), clerk)
    with pytest.raises(Refused, match="uitgaf"):
        code_of(made, other)
    code = code_of(made, clerk)
    assert bytes(made.code.code_hash) == lookup_hash(code)
    assert not VotingCode.objects.filter(sealed__isnull=False).exists()
    with pytest.raises(Refused, match="al een keer opgehaald"):
        code_of(made, clerk)


def test_a_pdf_that_cannot_be_made_erases_nothing(world: BallotWorld, clerk: User) -> None:
    made = given(world, voter_of(world), clerk)

    def broken(_: Reissue, __: str) -> bytes:
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"), transaction.atomic():
        fetch_code(world.edition.pk, made.pk, clerk.pk, broken)
    assert code_of(made, clerk)


def test_what_nobody_fetches_in_time_is_refused_and_swept(world: BallotWorld, clerk: User) -> None:
    early, late = given(world, voter_of(world, 0), clerk), given(world, voter_of(world, 1), clerk)
    Reissue.objects.filter(pk=late.pk).update(issued_at=clock.now() - FETCH_WITHIN)
    with pytest.raises(Refused, match="niet op tijd"):
        code_of(late, clerk)
    assert erase_unfetched() == 1
    assert erase_unfetched() == 0
    assert list(VotingCode.objects.filter(sealed__isnull=False)) == [early.code]


def test_no_new_code_after_the_close(world: BallotWorld, clerk: User) -> None:
    voter = voter_of(world)
    PhaseWindow.objects.filter(edition=world.edition, phase=Phase.VOTING).update(
        ends_at=clock.now() - timedelta(seconds=1)
    )
    with pytest.raises(Refused, match="niet open"):
        give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)
    assert states(voter) == [CodeState.ISSUED]


def test_before_the_vote_only_when_the_letters_are_printed() -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    clerk, voter = make.staff(world.edition, Role.CLERK), voter_of(world)
    facts = {"total": 1, "started_by": clerk, "started_at": clock.now()}
    run = LetterRun.objects.create(edition=world.edition, **facts)
    with pytest.raises(Refused, match="nog niet gedrukt"):
        give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)
    run.printed_by, run.printed_at = clerk, clock.now()
    run.save()
    assert give_code(world.edition.pk, voter.pk, LETTER, clerk.pk)


@pytest.mark.parametrize("alone", [50, 0])
def test_no_ballot_form_before_the_vote_opens_and_the_old_code_stays_good(alone: int) -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    clerk, voter = make.staff(world.edition, Role.CLERK), voter_of(world)
    facts = {"total": 1, "started_by": clerk, "started_at": clock.now()}
    LetterRun.objects.create(edition=world.edition, printed_by=clerk, printed_at=clock.now(), **facts)
    set_desk_limit(world.edition.pk, alone, clerk.pk)
    with pytest.raises(Refused, match="staat pas vast"):
        give_code(world.edition.pk, voter.pk, ReissueKind.FORM, clerk.pk)
    assert states(voter) == [CodeState.ISSUED]
    assert not Proposal.objects.exists()


def test_a_letter_comes_back_once(world: BallotWorld, clerk: User) -> None:
    voter = voter_of(world)
    note_returned(world.edition.pk, voter.pk, clerk.pk)
    with pytest.raises(Refused, match="stond al"):
        note_returned(world.edition.pk, voter.pk, clerk.pk)
    assert ReturnedLetter.objects.count() == desk_numbers(world.edition).returned == 1


def test_the_log_knows_that_a_code_was_given_and_no_code(world: BallotWorld, clerk: User) -> None:
    made = given(world, voter_of(world), clerk)
    code = code_of(made, clerk)
    entries = list(Entry.objects.filter(action__in=["code_reissued", "code_fetched"]).values())
    assert len(entries) == 2
    text = repr(entries)
    assert code not in text
    assert made.voter.name_line not in text
    assert lookup_hash(code).hex() not in text
