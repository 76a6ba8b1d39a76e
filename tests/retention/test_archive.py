"""The public pages of a closed edition stay as they were when every term is over, without who made what."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from editions.models import Edition, PhaseChange
from editions.phases import Phase
from execution.actions import open_agreements
from execution.models import Agreement
from plans.models import Comment, Like, Plan
from retention.actions import destroy_due, forget_unused, warn_unused
from tests import make
from tests.voting.ballot_world import ballot_world
from voting.actions import publish_count, seal_box
from voting.actions.box import cast_ballot
from voting.actions.count import count_votes
from voting.actions.rules import freeze_rules
from voting.actions.turnout import keep_turnout
from voting.models import Voter, VotingCode

pytestmark = pytest.mark.django_db
PAGES = (
    *("edition_page", "plan_list", "results", "ballots_csv", "rules_json", "count_json", "receipts", "receipts_txt"),
    "progress",
)


def closed() -> Edition:
    """Three votes, counted, published, carried out and closed."""
    world = ballot_world(codes=3)
    edition = world.edition
    Plan.objects.filter(edition=edition).update(likes_at_close=60, paper_at_close=0, needed_at_close=50)
    freeze_rules(edition, None)
    for number in range(3):
        cast_ballot(edition.pk, world.hash(number), world.ids[: 1 + number % 2])
    make.likes(world.plans[0], 2)
    Comment.objects.create(plan=world.plans[0], author=make.user("Zeldzame Reageerder"), text="Mooi")
    seal_box(edition, None)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)
    edition.refresh_from_db()
    count_votes(edition.pk, make.user("Joke").pk)
    publish_count(edition, None)
    keep_turnout(edition)
    open_agreements(edition, None, {})
    Agreement.objects.update(state="REALISED", ended_at=clock.now())
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
    for source, target in ((Phase.SUBMISSION, Phase.LIKES), (Phase.EXECUTION, Phase.CLOSED)):
        PhaseChange.objects.create(edition=edition, from_phase=source, to_phase=target, at=clock.now())
    edition.refresh_from_db()
    return edition


def public_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    yield from ((name, reverse(name, args=[edition.slug])) for name in PAGES)
    for plan in Plan.objects.filter(edition=edition):
        yield plan.title, reverse("plan_page", args=[edition.slug, plan.pk])


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer) if answer.streaming else answer.content
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+|nonce-\S+', "", body.decode())


def test_the_public_pages_of_a_closed_edition_outlive_every_term(client: Client) -> None:
    edition = closed()
    maker = Plan.objects.filter(edition=edition)[0].maker
    maker.name = "Zeldzame Maker"
    maker.save()
    before = {name: read(client, address) for name, address in public_pages(edition)}
    assert any("Zeldzame Maker" in text for text in before.values())
    clock.move(timedelta(days=9 * 365))
    for later in (timedelta(), timedelta(days=31)):
        clock.move(later)
        warn_unused()
        forget_unused()
        destroy_due()
    assert not any((Voter.objects.exists(), VotingCode.objects.exists(), Like.objects.exists()))
    after = {name: read(client, address) for name, address in public_pages(edition)}
    for name in ("ballots_csv", "rules_json", "count_json", "receipts_txt"):
        assert after[name] == before[name]
    for figure in re.findall(r"\d+ stemmen|€\s[\d.]+", before["results"]):
        assert figure in after["results"]
    assert after["results"].count("60") == before["results"].count("60")
    gone = re.compile("Zeldzame (Maker|Reageerder)|Omar")
    assert not [name for name, text in after.items() if gone.search(text)]
