"""Turnout in groups: nothing published is about fewer than ten who did or did not vote, not even by subtraction."""

from datetime import date
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from editions.phases import Phase
from lifecycle.effects import publish_result
from tests.voting.ballot_world import counted_world, issue, leader_of
from voting.actions.count import count_votes
from voting.actions.paper import receive_paper
from voting.models import TurnoutGroup
from voting.queries import turnout_table
from voting.queries.turnout_table import published_turnout, turnout_groups
from voting.turnout import BAND, LEAST, OLDEST, UNKNOWN_AGE, Group, band_message, band_of, bands, groups_of, safe_groups


def group(name: str, eligible: int, voted: int) -> Group:
    return Group((name,), eligible, voted)


def test_groups_that_are_big_enough_stay_as_they_are() -> None:
    groups = [group("A", 100, 40), group("B", 20, 10)]
    assert safe_groups(groups) == groups


@pytest.mark.parametrize(("eligible", "voted"), [(100, 9), (100, 0), (100, 91), (9, 4)])
def test_one_small_group_takes_another_along_so_that_it_cannot_be_found_by_subtraction(
    eligible: int, voted: int
) -> None:
    found = safe_groups([group("A", 100, 40), group("B", 200, 100), group("klein", eligible, voted)])
    assert [each.names for each in found] == [("B",), ("klein", "A")]
    assert (found[1].eligible, found[1].voted) == (100 + eligible, 40 + voted)


def test_small_groups_that_together_are_enough_take_nobody_along() -> None:
    found = safe_groups([group("A", 100, 40), group("k", 30, 6), group("l", 30, 6)])
    assert [each.names for each in found] == [("A",), ("k", "l")]


def test_when_even_all_together_are_too_few_nothing_is_shown() -> None:
    assert safe_groups([group("A", 30, 4), group("B", 30, 5)]) == []
    assert safe_groups([]) == []


def test_whatever_the_numbers_every_group_shown_is_safe_and_all_add_up() -> None:
    dice = Random(5)
    for _ in range(2_000):
        groups = [group(str(n), size := dice.randrange(0, 60), dice.randint(0, size)) for n in range(6)]
        found = safe_groups(groups)
        assert all(min(each.voted, each.eligible - each.voted) >= LEAST for each in found)
        if found:
            assert sum(each.voted for each in found) == sum(each.voted for each in groups)
            assert sorted(name for each in found for name in each.names) == [str(n) for n in range(6)]


def test_age_is_told_on_the_first_day_of_the_vote() -> None:
    day = date(2026, 11, 17)
    assert band_of(date(2001, 11, 17), day, 16) == "25 tot en met 34 jaar"
    assert band_of(date(2001, 11, 18), day, 16) == "16 tot en met 24 jaar"
    assert band_of(date(1951, 11, 17), day, 16) == "75 jaar en ouder"
    assert bands(18)[0] == "18 tot en met 24 jaar"
    assert bands(25)[0] == "25 tot en met 34 jaar"


def test_names_nobody_is_in_are_left_out() -> None:
    assert groups_of({"A": (10, 5), "B": (0, 0)}, ["B", "A", "C"]) == [group("A", 10, 5)]


@pytest.mark.django_db
def test_turnout_follows_the_used_codes_and_is_kept_with_the_result() -> None:
    world = counted_world([[0]] * 12, prices=(1_000_000,))
    issue(world.edition, 20)
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    wijken, ages = turnout_groups(world.edition)
    assert [(each.eligible, each.voted) for each in wijken.groups] == [(32, 12)]
    assert [(each.eligible, each.voted) for each in ages.groups] == [(32, 12)]
    assert world.edition.current_phase is Phase.COUNTING
    publish_result(world.edition, leader.pk)
    assert TurnoutGroup.objects.filter(edition=world.edition).count() == 2


@pytest.mark.django_db
def test_a_small_edition_publishes_no_turnout_by_group() -> None:
    world = counted_world([[0]] * 5, prices=(1_000_000,))
    leader = leader_of(world)
    count_votes(world.edition.pk, leader.pk)
    publish_result(world.edition, leader.pk)
    assert not TurnoutGroup.objects.exists()


@pytest.mark.django_db
def test_everybody_reads_turnout_paper_and_new_codes_with_the_result_and_not_before(client: Client) -> None:
    world = counted_world([[0]] * 12, prices=(1_000_000,))
    issue(world.edition, 20)
    leader = leader_of(world)
    receive_paper(world.edition.pk, 2, leader.pk, late=True)
    count_votes(world.edition.pk, leader.pk)
    here = reverse("results", args=[world.edition.slug])
    assert "Opkomst per" not in client.get(here).content.decode()
    publish_result(world.edition, leader.pk)
    page = client.get(here).content.decode()
    assert "Opkomst per wijk" in page
    assert "Opkomst per leeftijd" in page
    assert "Stembiljetten op papier: 2 binnengekomen, 0 meegeteld, 2 ongeldig." in page
    assert "nieuwe stemcodes" not in page


def test_bands_of_age_can_be_said_in_another_language_and_come_back_the_same() -> None:
    found = [band_message(band) for band in bands(16)]
    assert {sentence for sentence, _ in found} == {BAND, OLDEST, UNKNOWN_AGE}
    assert [sentence % numbers for sentence, numbers in found] == bands(16)


@pytest.mark.django_db
def test_the_published_turnout_is_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    world = counted_world([[0]])
    TurnoutGroup.objects.create(
        edition=world.edition, by="LEEFTIJD", position=1, names=bands(16)[:2], eligible=50, voted=20
    )
    TurnoutGroup.objects.create(edition=world.edition, by="WIJK", position=1, names=["Meerwijk"], eligible=50, voted=20)
    monkeypatch.setattr(turnout_table, "gettext", lambda sentence: sentence.replace("tot en met", "to"))
    names = [group.names for table in published_turnout(world.edition) for group in table.groups]
    assert sorted(names) == [("16 to 24 jaar", "25 to 34 jaar"), ("Meerwijk",)]
