"""One ballot per code, over HTTP: real gunicorn, real PostgreSQL, eight posts at the same moment for every code.

CODES sets how many codes; `make test-faults` uses 1,000.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db.models import Count

from tests.faults.web import Answer, Voter, web
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.models import CodeState, IntakeBallot, IntakeReceipt, VotingCode

pytestmark = pytest.mark.django_db(transaction=True)

CODES = int(os.environ.get("CODES", "40"))
AT_ONCE = 8
DONE = "/stemmen/klaar/"


def at_once(posts: Sequence[Callable[[], Answer]], pool: ThreadPoolExecutor) -> list[Answer]:
    barrier = Barrier(len(posts))

    def go(post: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return post()

    return list(pool.map(go, posts))


def race(port: int, world: BallotWorld, pool: ThreadPoolExecutor, code: str) -> list[Answer]:
    """Eight browsers that entered the same code and confirm at the same moment."""
    plan = world.ids[0]
    voters = list(pool.map(lambda _: Voter(port).ready(code, plan), range(AT_ONCE)))
    return at_once([partial(voter.confirm, plan) for voter in voters], pool)


def stored() -> tuple[int, int, int]:
    used = VotingCode.objects.filter(state=CodeState.USED).count()
    return IntakeBallot.objects.count(), IntakeReceipt.objects.count(), used


def test_every_code_posted_eight_times_at_once_gives_one_ballot() -> None:
    world = ballot_world(codes=CODES)
    accepted = refused = 0
    with web() as site, ThreadPoolExecutor(AT_ONCE) as pool:
        for code in world.codes:
            answers = race(site.port, world, pool, code)
            accepted += sum(answer.location == DONE for answer in answers)
            refused += sum("al gebruikt" in answer.text for answer in answers)
    print(f"{CODES} codes x {AT_ONCE} posts: {accepted} accepted, {refused} told that the code is used")
    assert (accepted, refused) == (CODES, CODES * (AT_ONCE - 1))
    assert stored() == (CODES, CODES, CODES)


def test_with_the_guard_off_the_same_race_votes_double() -> None:
    """The negative control: read, check, write, as most sites do it (tests/faults/unguarded.py)."""
    codes = min(CODES, 20)
    world = ballot_world(codes=codes)
    with web(app="tests.faults.unguarded") as site, ThreadPoolExecutor(AT_ONCE) as pool:
        doubled = 0
        for number, code in enumerate(world.codes, start=1):
            before = IntakeBallot.objects.count()
            race(site.port, world, pool, code)
            doubled += IntakeBallot.objects.count() - before > 1
            assert number
    print(f"guard off: {doubled} of {codes} codes voted more than once, {IntakeBallot.objects.count()} ballots")
    assert doubled > codes * 0.9


def test_a_double_click_and_a_replayed_post_show_one_receipt() -> None:
    world = ballot_world(codes=6)
    with web() as site, ThreadPoolExecutor(AT_ONCE) as pool:
        for code in world.codes:
            voter = Voter(site.port).ready(code, world.ids[0])
            tabs = [voter.twin() for _ in range(AT_ONCE)]
            answers = at_once([partial(tab.confirm, world.ids[0]) for tab in tabs], pool)
            assert [answer.location for answer in answers] == [DONE] * AT_ONCE
            late = voter.twin()
            assert late.confirm(world.ids[0]).location == DONE
            assert len({tab.receipt() for tab in [*tabs, late]}) == 1
    assert stored() == (6, 6, 6)


def test_two_tabs_with_other_choices_cast_what_one_of_them_saw() -> None:
    world = ballot_world(codes=4)
    with web() as site, ThreadPoolExecutor(2) as pool:
        for code in world.codes:
            tabs = [Voter(site.port).ready(code, world.ids[number]) for number in (0, 1)]
            posts = [partial(tab.confirm, world.ids[number]) for number, tab in enumerate(tabs)]
            answers = at_once(posts, pool)
            assert sorted(answer.location == DONE for answer in answers) == [False, True]
    assert stored() == (4, 4, 4)
    assert {tuple(choice) for choice in IntakeBallot.objects.values_list("choice", flat=True)} <= {
        (world.ids[0],),
        (world.ids[1],),
    }


def test_a_receipt_is_one_voters() -> None:
    world = ballot_world(codes=3)
    with web() as site:
        numbers = []
        for code in world.codes:
            voter = Voter(site.port).ready(code, world.ids[0])
            voter.confirm(world.ids[0])
            numbers.append(voter.receipt())
    assert sorted(numbers) == sorted(IntakeReceipt.objects.values_list("number", flat=True))
    assert not IntakeReceipt.objects.values("number").annotate(n=Count("number")).filter(n__gt=1)
