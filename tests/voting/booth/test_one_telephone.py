"""Two people vote on one telephone: each gets a receipt of their own, whatever the first one missed."""

import pytest
from django.test import Client
from django.urls import reverse

from common.errors import Refused
from lifecycle import actions as lifecycle
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions import box
from voting.actions.box import cast_ballot, mix_intakes, seal_box
from voting.models import CodeState, IntakeBallot, IntakeReceipt, Receipt, VotingCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=3)


def chooses_first(world: BallotWorld, phone: Client) -> None:
    phone.post(reverse("vote_look"), {"editie": world.edition.pk})
    phone.post(reverse("vote_basket"), {"plan": world.ids[0], "do": "add"})


def votes_at_the_end(world: BallotWorld, phone: Client, code: int) -> str:
    """Casts with a code; the answer gets lost: the booth's cookie stays."""
    kept = phone.cookies["stemhokje"].value
    answer = phone.post(reverse("vote_code"), {"code": world.codes[code], "plan": world.ids[0]})
    phone.cookies["stemhokje"] = kept
    phone.cookies.pop("stembewijs", None)
    return answer.headers.get("Location", "")


@pytest.mark.parametrize("mixed", [False, True])
def test_who_comes_in_next_with_a_code_gets_an_empty_basket_and_a_new_receipt(
    world: BallotWorld, mixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Client()
    chooses_first(world, phone)
    assert votes_at_the_end(world, phone, 0) == reverse("vote_done")
    monkeypatch.setattr(box, "MIX_AT", 1)
    if mixed:
        assert mix_intakes() == 1
    phone.post(reverse("vote_start"), {"code": world.codes[1]})
    assert b"U koos nog niets" in phone.get(reverse("vote_choose")).content
    phone.post(reverse("vote_basket"), {"plan": world.ids[1], "do": "add"})
    answer = phone.post(reverse("vote_confirm"), {"plan": world.ids[1]})
    assert answer.headers["Location"] == reverse("vote_done")
    assert VotingCode.objects.filter(state=CodeState.USED).count() == 2
    assert seal_box(world.edition, None) == 2
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize("mixed", [False, True])
def test_a_receipt_is_given_once_and_the_second_code_stays_good(
    world: BallotWorld, mixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = cast_ballot(world.edition.pk, world.hash(0), world.ids[:1])
    monkeypatch.setattr(box, "MIX_AT", 1)
    if mixed:
        assert mix_intakes() == 1
    with pytest.raises(Refused, match="al een stem uitgebracht"):
        cast_ballot(world.edition.pk, world.hash(1), world.ids[:1], number)
    assert VotingCode.objects.filter(state=CodeState.USED).count() == 1
    assert IntakeBallot.objects.count() == IntakeReceipt.objects.count() == (0 if mixed else 1)
    assert seal_box(world.edition, None) == 1


def test_another_code_on_the_last_page_of_somebody_who_voted_is_told_to_begin_anew(world: BallotWorld) -> None:
    phone = Client()
    chooses_first(world, phone)
    votes_at_the_end(world, phone, 0)
    answer = phone.post(reverse("vote_code"), {"code": world.codes[1], "plan": world.ids[0]})
    assert answer.status_code == 422
    assert "Uw eigen stemcode is nog niet gebruikt." in answer.content.decode()
    assert VotingCode.objects.filter(state=CodeState.USED).count() == 1


def test_an_edition_that_fails_holds_up_no_other(world: BallotWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    other, marched = ballot_world(), []

    def march(edition_id: int) -> int:
        if edition_id == world.edition.pk:
            raise RuntimeError("a broken edition")
        marched.append(edition_id)
        return 0

    monkeypatch.setattr(lifecycle, "march", march)
    lifecycle.march_all()
    assert other.edition.pk in marched


def test_who_stops_after_a_vote_that_got_in_hears_that_it_did(world: BallotWorld) -> None:
    phone = Client()
    chooses_first(world, phone)
    assert phone.post(reverse("vote_stop")).headers["Location"].endswith("?gestopt")
    chooses_first(world, phone)
    votes_at_the_end(world, phone, 0)
    assert phone.post(reverse("vote_stop")).headers["Location"] == reverse("vote_done")
