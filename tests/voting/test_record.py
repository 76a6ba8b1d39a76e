"""The record of the count: who did what, kept on the day of the result, and a PDF that everybody can read."""

import hashlib
import io
import json
import subprocess
from collections.abc import Callable

import pikepdf
import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editions.models import Role
from editions.phases import Phase
from lifecycle.actions import advance
from tests import make
from tests.voting.ballot_world import CLEAR, BallotWorld, counted_world, draw, sign
from voting.actions.count import count_votes
from voting.actions.record import keep_record
from voting.models import AssistedVotes, CountRecord, Reissue
from voting.queries.record import record_of

pytestmark = pytest.mark.django_db


def published(world: BallotWorld) -> BallotWorld:
    """By the step that the cockpit makes."""
    leader = make.staff(world.edition, Role.LEADER, name="Noor de Leider")
    count_votes(world.edition.pk, leader.pk)
    sign(world)
    assert advance(world.edition.pk, Phase.COUNTING, by=leader.pk)
    world.edition.refresh_from_db()
    return world


def pdf_of(world: BallotWorld) -> bytes:
    response = Client().get(reverse("count_record", args=[world.edition.slug]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return bytes(response.content)


def words_of(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(said.decode().split())


def test_the_record_names_who_counted_signed_and_published() -> None:
    world = published(counted_world(CLEAR))
    record = record_of(world.edition)
    assert record is not None
    events = {event["what"]: event["by"] for event in record.content["events"]}
    assert events["counted"] == events["published"] == ["Noor de Leider"]
    assert len(events["signed"]) == 2
    words = words_of(pdf_of(world))
    assert "Noor de Leider" in words
    for name in events["signed"]:
        assert name in words


def test_the_record_says_the_numbers_and_that_they_agree() -> None:
    world = published(counted_world(CLEAR))
    record = record_of(world.edition)
    assert record is not None
    numbers = record.content["numbers"]
    assert (numbers["codes_used"], numbers["receipts"], numbers["ballots"]) == (4, 4, 4)
    assert "stembiljetten zijn gelijk" in words_of(pdf_of(world))


def test_a_lot_stands_in_the_record_with_its_order_and_both_people() -> None:
    world = counted_world([[0], [1], [2]])
    count_votes(world.edition.pk, make.staff(world.edition, Role.LEADER).pk)
    draw(world, [world.ids[2], world.ids[0], world.ids[1]])
    published(world)
    record = record_of(world.edition)
    assert record is not None
    drawn = next(event for event in record.content["events"] if event["what"] == "drawn")
    assert [line.split(" (")[0] for line in drawn["order"]] == ["Plan C", "Plan A", "Plan B"]
    assert len(drawn["by"]) == 2
    assert "De volgorde: 1. Plan C" in words_of(pdf_of(world))


def test_the_record_keeps_names_and_figures_when_people_and_desk_are_gone() -> None:
    world = published(counted_world(CLEAR))
    before = words_of(pdf_of(world))
    User.objects.update(name="Weg")
    Reissue.objects.all().delete()
    AssistedVotes.objects.create(edition=world.edition, ground="SIGHT", number=9)
    cache.clear()
    assert words_of(pdf_of(world)) == before


def test_the_record_is_made_once_and_has_the_hash_of_its_words() -> None:
    world = published(counted_world(CLEAR))
    record = CountRecord.objects.get()
    text = json.dumps(record.content, sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == record.sha256
    with pytest.raises(IntegrityError):
        keep_record(world.edition, None)


def test_before_publication_there_is_no_record_for_anybody(as_user: Callable[[User], Client]) -> None:
    world = counted_world(CLEAR)
    count_votes(world.edition.pk, make.staff(world.edition, Role.LEADER).pk)
    for browser in (Client(), as_user(make.staff(world.edition, *Role))):
        assert browser.get(reverse("count_record", args=[world.edition.slug])).status_code == 404
        assert browser.get(reverse("ballots_pb", args=[world.edition.slug])).status_code == 404


def test_the_record_is_a_tagged_pdf_in_dutch_with_table_headers() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(published(counted_world(CLEAR))))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert "/StructTreeRoot" in pdf.Root
        tags = {str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= tags


def test_the_record_names_no_voter_and_no_maker() -> None:
    world = counted_world(CLEAR)
    published(world)
    words = words_of(pdf_of(world))
    assert "Bewoner" not in words
    assert "Omar" not in words


def test_the_election_can_be_taken_along_as_pabulib() -> None:
    world = published(counted_world(CLEAR))
    response = Client().get(reverse("ballots_pb", args=[world.edition.slug]))
    text = response.getvalue().decode()
    assert text.startswith("META\n")
    assert text.count("\n") > 10
    assert "PROJECTS" in text
    assert "VOTES" in text
