"""No interim result for anybody while the vote is open: not on a page, in an order, a header, a file or the admin.

Every page is fetched by everybody before any vote, after fifty votes for one plan, and after fifty votes for another.
Nobody sees a difference between the last two. That people voted at all shows on three pages of the project leader, as a
number for the whole edition and nothing more; docs/stemgeheim.md says so.
"""

import re
from collections.abc import Sequence

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from editions.models import Edition
from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.access.world import World, build, our_patterns
from tests.voting.ballot_world import BallotWorld, issue
from voting.actions.box import cast_ballot, mix_intakes
from voting.models import Ballot

pytestmark = pytest.mark.django_db

VOTES = 50
# Whoever sees something that others do not; a resident sees what a visitor sees, and more.
WHO = ["plannenmaker", "checker", "projectleider", "beheerder"]
# Where the leader sees how many people voted.
TURNOUT = ("cockpit", "count", "turnout")
ADMIN = [f"/beheer/voting/{name}/" for name in ("voter", "letterrun", "rollimport")] + [
    "/beheer/",
    "/beheer/plans/plan/",
]
# The clock, and what the body says already.
RESTLESS_HEADS = ("Expires", "Content-Length")
Page = tuple[str, str]
Seen = dict[Page, str]


@pytest.fixture
def place(no_second_factor: None) -> tuple[World, BallotWorld]:
    """A world in which every page exists, in its vote, with two plans on the ballot and fifty codes."""
    world = build()
    world.people["beheerder"] = make.user("Bas", is_staff=True, is_superuser=True)
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.VOTING)
    world.edition.refresh_from_db()
    make.set_schedule(world.edition, Phase.VOTING)
    Plan.objects.filter(pk=world.arguments["number"]).update(status=Status.ON_BALLOT, ballot_cents=100_000)
    own = Plan.objects.get(pk=world.arguments["number"])
    plans = [own, make.plan(world.edition, Status.ON_BALLOT, title="Een ander plan")]
    return world, BallotWorld(world.edition, plans, issue(world.edition, VOTES))


class Undo(Exception):
    """Ends a `with transaction.atomic()` without keeping anything."""


def fetch(world: World, vote: BallotWorld, choice: Sequence[int], pages: Sequence[Page]) -> Seen:
    """These pages as they are after fifty votes for `choice` (none: before any). Nothing of it stays."""
    seen: Seen = {}
    try:
        with transaction.atomic():
            cache.clear()
            for number in range(VOTES if choice else 0):
                cast_ballot(vote.edition.pk, vote.hash(number), choice)
            assert mix_intakes() == (VOTES if choice else 0)
            browsers = {who: world.browser(who) for who in WHO}
            seen = {(who, address): _whole(browsers[who], address) for who, address in pages}
            raise Undo
    except Undo:
        assert not Ballot.objects.exists()
    return seen


def all_pages(world: World) -> list[Page]:
    """Every page with everybody who gets something there."""
    addresses = {world.url(name) for name in our_patterns()} | {world.url("plan_list") + "?volgorde=likes"}
    found = [(who, address) for who in WHO for address in sorted(addresses)]
    return found + [("beheerder", address) for address in ADMIN]


def _whole(browser: Client, address: str) -> str:
    """Status, headers and body, without what differs between any two answers."""
    response = browser.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    heads = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()) if name not in RESTLESS_HEADS)
    text = f"{response.status_code}\n{heads}\n{body.decode('utf-8', 'replace')}"
    text = re.sub(r"\b(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{64}\b", "", text)  # the token of a form
    return re.sub(r"/Creat\w+ ?\(D:[^)]*\)|/ID ?\[[^\]]*\]", "", text)


def differing(one: Seen, other: Seen) -> set[Page]:
    return {key for key in other if one[key] != other[key]}


def test_nobody_can_tell_for_which_plan_people_vote(place: tuple[World, BallotWorld]) -> None:
    world, vote = place
    pages = [page for page, text in fetch(world, vote, [], all_pages(world)).items() if text.startswith("200")]
    everything = fetch(world, vote, [], pages)
    restless = differing(everything, fetch(world, vote, [], pages))  # what no two answers have alike
    first, second = (fetch(world, vote, [plan_id], pages) for plan_id in vote.ids)
    told = differing(first, second) - restless
    assert not told, told
    changed = differing(everything, first) - restless
    print(f"{len(pages)} pages, {len(restless)} never twice the same; turnout on {sorted(changed)}")
    assert changed <= {("projectleider", world.url(name)) for name in TURNOUT}
    assert len(restless) < 0.1 * len(pages), restless  # files with a date in them, the log, a shuffled list


def test_the_crawl_would_see_a_result(place: tuple[World, BallotWorld], monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with votes in the summary of a plan, the crawl finds them."""
    world, vote = place
    votes = Ballot.objects.filter(choice__contains=vote.ids[:1])
    monkeypatch.setattr(Plan, "summary", property(lambda self: f"{votes.count()} stemmen", lambda self, value: None))
    pages = [("plannenmaker", world.url("plan_page"))]
    first, second = (fetch(world, vote, [plan_id], pages) for plan_id in vote.ids)
    assert differing(first, second)
