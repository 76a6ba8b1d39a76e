"""The public list of receipts: after the close, sorted, with numbers that agree; before it only when it will come."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from editions.models import Edition
from editions.phases import Phase
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.box import MIX_AT, cast_ballot, mix_intakes, seal_box
from voting.codes import ALPHABET
from voting.models import IntakeReceipt, Receipt
from voting.receipts import new_receipt_number

pytestmark = pytest.mark.django_db


def pages(edition: Edition) -> tuple[str, str]:
    base = f"/edities/{edition.slug}/uitslag/ontvangstbewijzen"
    return f"{base}/", f"{base}.txt"


def voted(number: int = 5) -> tuple[BallotWorld, list[str]]:
    world = ballot_world(codes=number)
    return world, [cast_ballot(world.edition.pk, world.hash(n), world.ids[:1]) for n in range(number)]


def close(world: BallotWorld, phase: Phase = Phase.COUNTING) -> None:
    seal_box(world.edition, None)
    Edition.objects.filter(pk=world.edition.pk).update(phase=phase)


def test_while_the_vote_is_open_there_is_no_list_for_anybody() -> None:
    world, given = voted(MIX_AT)
    page, file = pages(world.edition)
    for _ in range(2):
        assert Client().get(file).status_code == 404
        for answer in (Client().get(page), Client().post(page, {"bewijs": given[0]}), Client().get(page + "?begin=A")):
            told = answer.content.decode()
            assert answer.status_code == 200
            assert "U vindt haar hier nadat de stemming gesloten is." in told
            assert not [number for number in given if number in told]
            assert "receipt-list" not in told
        mix_intakes()
    assert Receipt.objects.count() == MIX_AT


def test_what_is_not_mixed_yet_is_not_shown_either() -> None:
    world, _ = voted()
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.COUNTING)
    page, file = pages(world.edition)
    assert Client().get(file).status_code == 404
    told = Client().get(page).content.decode()
    assert "De papieren stemmen worden nog ingevoerd. Daarna staat de lijst hier." in told
    assert "receipt-list" not in told


@pytest.mark.parametrize("phase", [Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED])
def test_after_the_close_every_voter_finds_the_own_receipt(phase: Phase) -> None:
    world, given = voted(60)
    close(world, phase)
    page, file = pages(world.edition)
    lines = Client().get(file).content.decode().split()
    assert lines == sorted(given)
    for number in given[:3]:
        found = Client().post(page, {"bewijs": number.lower().replace("-", "")})
        assert f"{number} staat in de lijst" in found.content.decode()
        assert "no-store" in found["Cache-Control"]
        assert number in Client().get(page, {"begin": number[0]}).content.decode()
    absent = Client().post(page, {"bewijs": new_receipt_number()})
    assert "staat niet in de lijst" in absent.content.decode()


def test_used_codes_receipts_and_ballots_are_equally_many_and_said_so() -> None:
    world, _ = voted(3)
    close(world)
    page = Client().get(pages(world.edition)[0]).content.decode()
    assert "De drie aantallen zijn gelijk" in page
    Receipt.objects.create(edition=world.edition, number=new_receipt_number())
    assert "De drie aantallen zijn niet gelijk" in Client().get(pages(world.edition)[0]).content.decode()


def test_receipts_of_another_edition_are_not_in_the_list() -> None:
    world, _ = voted(2)
    other, theirs = voted(2)
    close(world)
    close(other)
    assert not set(theirs) & set(Client().get(pages(world.edition)[1]).content.decode().split())
    answer = Client().post(pages(world.edition)[0], {"bewijs": theirs[0]}).content.decode()
    assert "staat niet in de lijst" in answer


@pytest.mark.parametrize("text", ["", "x", "\x00", "U" * 12, "A" * 10_000])
def test_what_cannot_be_a_receipt_is_said_so(text: str) -> None:
    world, _ = voted(1)
    close(world)
    response = Client().post(pages(world.edition)[0], {"bewijs": text})
    assert response.status_code == 422
    assert "Dit is geen ontvangstbewijs" in response.content.decode()


@pytest.mark.parametrize("begin", ["", "AA", "\x00", "%", "_", "é"])
def test_the_list_begins_with_one_character(begin: str) -> None:
    world, _ = voted(1)
    close(world)
    page = Client().get(pages(world.edition)[0], {"begin": begin}).content.decode()
    assert f"met {ALPHABET[0]}" in page


def test_a_retried_vote_finds_its_receipt_also_after_mixing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from voting.booth import Booth
    from voting.queries.booth import was_given_out

    world, given = voted(MIX_AT)
    booth = Booth(world.edition.pk, b"", "seed", given[0])
    with django_assert_num_queries(1):
        assert was_given_out(booth)
    mix_intakes()
    assert not IntakeReceipt.objects.exists()
    assert was_given_out(booth)
    assert not was_given_out(Booth(world.edition.pk, b"", "seed", new_receipt_number()))


def test_twenty_thousand_receipts_cost_no_more_queries_than_two(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    world = ballot_world()
    numbers = (new_receipt_number() for _ in range(20_000))
    Receipt.objects.bulk_create(Receipt(edition=world.edition, number=number) for number in numbers)
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.COUNTING)
    for page in pages(world.edition):
        with django_assert_max_num_queries(12):
            assert Client().get(page).status_code == 200
