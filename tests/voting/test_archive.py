"""Elections of elsewhere: read into the archive, counted by our rules under their own numbers, written back."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editions.models import Area, Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.ballot_world import CLEAR, counted_world, leader_of
from tests.voting.counting.test_pabulib import text
from voting.actions.archive import election_of
from voting.actions.count import count_votes, publish_count
from voting.counting.pabulib import read
from voting.models import Receipt, VotingRules
from voting.receipts import new_receipt_number
from website.attention import attention

pytestmark = pytest.mark.django_db
VOTES = "1;A-2,10;33\n2;A-2;\n3;9,A-2;20\n4;9;21\n5;10;22"


@pytest.fixture
def dorp(tmp_path: Path) -> Path:
    path = tmp_path / "Dorp_2020.pb"
    path.write_text(text(votes=VOTES))
    return path


def command(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def counted(slug: str = "dorp_2020") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(command("count", slug, json=True))
    return answer


def test_the_count_of_an_imported_election_is_said_in_its_own_numbers(dorp: Path) -> None:
    assert command("import_pabulib", str(dorp)).strip() == "dorp_2020"
    assert counted() == {"winners": ["A-2", "9"], "spent": 900.25, "votes": {"9": 2, "10": 2, "A-2": 3}, "ties": []}


@pytest.mark.parametrize(
    ("rule", "winners"),
    [("greedy", ["A-2", "9"]), ("greedy-stop", ["A-2"]), ("mes", ["A-2"]), ("mes-greedy", ["A-2", "9"])],
)
def test_another_rule_gives_another_outcome(tmp_path: Path, rule: str, winners: list[str]) -> None:
    path = tmp_path / "x.pb"
    path.write_text(text(votes=VOTES + "\n6;10;1"))
    command("import_pabulib", str(path), rule=rule)
    assert counted("x")["winners"] == winners


def test_a_tie_is_named_and_by_lot_the_count_waits(tmp_path: Path) -> None:
    path = tmp_path / "y.pb"
    path.write_text(text(votes="1;A-2;1\n2;A-2;1\n3;10;1\n4;10;1"))
    command("import_pabulib", str(path), tie="lot")
    assert counted("y") == {"winners": [], "spent": 0, "votes": {"9": 0, "10": 2, "A-2": 2}, "ties": ["10", "A-2"]}
    assert Edition.objects.get(slug="y").current_phase is Phase.COUNTING
    command("import_pabulib", str(path), tie="dearest", slug="z")
    assert (counted("z")["winners"], counted("z")["ties"]) == (["10"], ["10", "A-2"])


def test_the_count_of_votes_of_elsewhere_misses_no_codes(
    tmp_path: Path, as_user: Callable[[User], Client], no_second_factor: None
) -> None:
    path = tmp_path / "y.pb"
    path.write_text(text(votes="1;A-2;1\n2;A-2;1\n3;10;1\n4;10;1"))
    command("import_pabulib", str(path), tie="lot")
    leader = make.staff(Edition.objects.get(slug="y"), Role.LEADER)
    page = as_user(leader).get(reverse("count", args=["y"])).content.decode()
    assert "Deze stemmen komen van elders" in page
    assert "Loting nodig" in page
    for claim in ("niet gelijk", "Stemgerechtigden", "Gebruikte codes"):
        assert claim not in page


def test_points_count_as_votes(tmp_path: Path) -> None:
    path = tmp_path / "p.pb"
    path.write_text(text("cumulative", "points;", "1;9,A-2;3,1;44\n2;10;2;1\n3;;;1"))
    command("import_pabulib", str(path))
    assert counted("p")["votes"] == {"9": 3, "10": 2, "A-2": 1}
    assert counted("p")["winners"] == ["9", "10"]


def test_an_archived_election_is_written_as_it_was_read(dorp: Path) -> None:
    command("import_pabulib", str(dorp))
    assert command("export_pabulib", "dorp_2020") == dorp.read_text()


def test_the_public_pages_of_an_archived_election_work(dorp: Path) -> None:
    command("import_pabulib", str(dorp))
    edition = Edition.objects.get(slug="dorp_2020")
    assert edition.current_phase is Phase.CLOSED
    page = Client().get(reverse("results", args=[edition.slug]))
    assert page.status_code == 200
    assert "Samen verdeelden 5 stemmers" in page.content.decode()
    for name in ("edition_page", "plan_list", "ballots_csv", "rules_json", "count_json"):
        assert Client().get(reverse(name, args=[edition.slug])).status_code == 200, name
    for plan in edition.plans.all():
        assert Client().get(reverse("plan_page", args=[edition.slug, plan.pk])).status_code == 200


def test_a_vote_of_our_own_is_written_once_its_result_is_public_without_voters() -> None:
    world = counted_world(CLEAR)
    count_votes(world.edition.pk, leader_of(world).pk)
    with pytest.raises(CommandError, match="nog niet bekend"):
        command("export_pabulib", world.edition.slug)
    publish_count(world.edition, None)
    election = read(command("export_pabulib", world.edition.slug).encode())
    assert election.facts["rule"] == "greedy"
    assert election.votes.columns == ["voter_id", "vote"]
    assert sorted(election.ballots()) == [list(ballot) for ballot in sorted(election.ballots())]
    assert election.selected() == [str(plan) for plan in world.ids[:2]]


@pytest.mark.parametrize("phase", [Phase.FEASIBILITY, Phase.VOTING])
def test_no_command_gives_an_interim_result(phase: Phase) -> None:
    world = counted_world(CLEAR)
    Edition.objects.filter(pk=world.edition.pk).update(phase=phase)
    with pytest.raises(CommandError, match="tussenstand"):
        command("count", world.edition.slug, json=True)


@pytest.mark.parametrize(
    "broken", ["", "META\nkey;value\n", text().replace("1000.50", "veel"), text().replace("600", "0")]
)
def test_a_file_that_cannot_be_read_says_so_and_leaves_nothing(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "kapot.pb"
    path.write_text(broken)
    with pytest.raises(CommandError):
        command("import_pabulib", str(path))
    assert not Edition.objects.exists()


def test_the_same_file_twice_needs_another_name(dorp: Path) -> None:
    command("import_pabulib", str(dorp))
    with pytest.raises(CommandError, match="--slug"):
        command("import_pabulib", str(dorp))


def test_a_vote_of_elsewhere_has_no_receipts_and_no_box_that_worries_anybody(dorp: Path) -> None:
    command("import_pabulib", str(dorp))
    edition = Edition.objects.get(slug="dorp_2020")
    assert Client().get(reverse("receipts", args=[edition.slug])).status_code == 404
    assert Client().get(reverse("receipts_txt", args=[edition.slug])).status_code == 404
    assert "ontvangstbewijzen" not in Client().get(reverse("results", args=[edition.slug])).content.decode()
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)
    edition.refresh_from_db()
    assert not [item.text for item in attention(edition) if "stembus" in item.text]


def test_a_vote_of_our_own_that_does_not_add_up_worries_the_leader() -> None:
    edition = counted_world(CLEAR).edition
    Receipt.objects.create(edition=edition, number=new_receipt_number())
    assert [item.text for item in attention(edition) if "De stembus klopt niet" in item.text]


def test_the_archive_never_touches_an_area_where_people_vote(dorp: Path) -> None:
    there = [Area.objects.create(name="Dorp_2020"), Area.objects.create(name="Dorp_2020 (archief)")]
    command("import_pabulib", str(dorp))
    assert Edition.objects.get(slug="dorp_2020").area.name == "Dorp_2020 (archief 2)"
    assert not any(area.neighbourhoods.exists() for area in there)


def test_a_vote_whose_rules_nobody_touched_can_be_written_too() -> None:
    edition = counted_world(CLEAR).edition
    count_votes(edition.pk, None)
    publish_count(edition, None)
    VotingRules.objects.filter(edition=edition).delete()
    assert election_of(Edition.objects.get(pk=edition.pk)).facts["rule"] == "greedy"
