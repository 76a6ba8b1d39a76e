"""Paper and the clock: what came in on time may be entered after the close; nothing is counted before it is done."""

from datetime import timedelta

import pytest

from accounts.models import User
from audit.models import Entry as AuditEntry
from common import clock
from common.errors import Refused
from editions.models import Edition, PhaseWindow
from editions.phases import Phase
from lifecycle.actions import advance
from tests.voting.ballot_world import leader_of
from tests.voting.paper.paper_world import PaperWorld, invalid
from voting.actions.box import cast_ballot
from voting.actions.count import count_votes
from voting.actions.paper import receive_paper, set_paper_aside
from voting.actions.rules import freeze_rules
from voting.models import Ballot, IntakeBallot, PaperState
from voting.paper.entries import AsideReason, Reason
from voting.queries.paper import reconcile
from website.attention import attention

pytestmark = pytest.mark.django_db


def close(world: PaperWorld) -> User:
    """The clock's step from voting to counting, which seals the box."""
    PhaseWindow.objects.filter(edition=world.edition, phase=Phase.VOTING).update(
        ends_at=clock.now() - timedelta(seconds=1)
    )
    freeze_rules(world.edition, None)  # as the step to the vote did
    assert advance(world.edition.pk, Phase.VOTING)
    world.edition = Edition.objects.get(pk=world.edition.pk)
    return leader_of(world.vote)


def test_paper_received_on_time_is_entered_after_the_close_and_counted() -> None:
    world = PaperWorld(papers=1, codes=2)
    cast_ballot(world.edition.pk, world.vote.hash(1), world.vote.ids[1:2])
    leader = close(world)
    boxed = set(Ballot.objects.values_list("pk", flat=True))
    assert world.twice(world.reading([0])) == PaperState.COUNTED
    assert IntakeBallot.objects.count() == 1
    assert count_votes(world.edition.pk, leader.pk).ballots == 2
    assert not IntakeBallot.objects.exists()
    assert boxed.isdisjoint(Ballot.objects.values_list("pk", flat=True)), "the whole box is written anew"


def test_an_online_vote_after_the_close_is_still_refused() -> None:
    world = PaperWorld(papers=0)
    close(world)
    with pytest.raises(Refused):
        cast_ballot(world.edition.pk, world.vote.hash(), world.vote.ids[:1])


@pytest.mark.parametrize("state", ["received", "once", "different", "aside"])
def test_nothing_is_counted_while_paper_is_unfinished(state: str) -> None:
    world = PaperWorld()
    leader = close(world)
    if state in ("once", "different"):
        world.enter(0, world.reading([0]))
    if state == "different":
        world.enter(1, world.reading([1]))
    if state == "aside":
        set_paper_aside(world.edition.pk, 1, AsideReason.LOOK, world.clerks[0].pk)
    with pytest.raises(Refused, match="1 papieren stembiljet is nog niet verwerkt"):
        count_votes(world.edition.pk, leader.pk)


def test_an_invalid_ballot_is_finished() -> None:
    world = PaperWorld()
    leader = close(world)
    world.twice(invalid())
    assert count_votes(world.edition.pk, leader.pk).ballots == 0


def test_after_the_count_no_paper_comes_in_any_more() -> None:
    world = PaperWorld(papers=0)
    leader = close(world)
    count_votes(world.edition.pk, leader.pk)
    with pytest.raises(Refused, match="al geteld"):
        receive_paper(world.edition.pk, 1, world.clerks[0].pk)


def test_before_the_vote_there_is_no_paper() -> None:
    world = PaperWorld(papers=0, phase=Phase.FEASIBILITY)
    with pytest.raises(Refused, match="tijdens de stemming"):
        receive_paper(world.edition.pk, 1, world.clerks[0].pk)


def test_what_is_handed_in_late_gets_a_number_and_never_counts() -> None:
    world = PaperWorld(papers=0)
    with pytest.raises(Refused, match="nog open"):
        receive_paper(world.edition.pk, 1, world.clerks[0].pk, late=True)
    leader = close(world)
    assert receive_paper(world.edition.pk, 2, world.clerks[0].pk, late=True) == [1, 2]
    assert (world.paper(1).state, world.paper(1).reason) == ("INVALID", Reason.TOO_LATE)
    with pytest.raises(Refused, match="al verwerkt"):
        world.enter(0, world.reading())
    assert count_votes(world.edition.pk, leader.pk).ballots == 0


def test_whoever_takes_in_paper_after_the_close_answers_for_it() -> None:
    world = PaperWorld(papers=1)
    close(world)
    receive_paper(world.edition.pk, 3, world.clerks[0].pk)
    facts = list(AuditEntry.objects.filter(action="paper_received").order_by("pk").values_list("data", flat=True))
    assert [(each["number"], each["after_close"]) for each in facts] == [(1, False), (3, True)]


@pytest.mark.parametrize("number", [0, -1, 501])
def test_nobody_takes_in_none_or_a_mountain_at_once(number: int) -> None:
    world = PaperWorld(papers=0)
    with pytest.raises(Refused, match="tegelijk"):
        receive_paper(world.edition.pk, number, world.clerks[0].pk)


def test_received_is_counted_and_invalid_and_aside_and_busy() -> None:
    world = PaperWorld(papers=6, codes=2)
    world.twice(world.reading([0], 0), 1)
    world.twice(invalid(Reason.UNCLEAR), 2)
    world.twice(invalid(Reason.UNCLEAR), 3)
    set_paper_aside(world.edition.pk, 4, AsideReason.LOOK, world.clerks[0].pk)
    world.enter(0, world.reading([0], 1), 5)
    found = reconcile(world.edition)
    assert (found.received, found.counted, found.invalid, found.aside, found.busy) == (6, 1, 2, 1, 2)
    assert found.received == found.counted + found.invalid + found.aside + found.busy
    assert found.reasons == [("het biljet is gescheurd of niet duidelijk", 2)]
    assert found.unfinished == 3


def test_the_cockpit_says_that_paper_waits_and_that_it_is_urgent_after_the_close() -> None:
    world = PaperWorld(papers=2)
    (line,) = [item for item in attention(world.edition) if "papieren" in item.text]
    assert (line.text, line.urgent) == ("2 papieren stembiljetten zijn nog niet verwerkt.", False)
    close(world)
    (line,) = [item for item in attention(world.edition) if "papieren" in item.text]
    assert line.urgent
    for number in (1, 2):
        world.twice(invalid(), number)
    assert not [item for item in attention(world.edition) if "papieren" in item.text]
