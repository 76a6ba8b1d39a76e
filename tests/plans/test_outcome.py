"""The outcome of the likes: fixed when they close, told on the plan, listed for the team, and followed up."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import open_follow_ups
from execution.models import FollowUp
from execution.queries import follow_up_of, follow_ups
from lifecycle.actions import advance
from plans.models import Like, Plan
from plans.queries import history, plan_for_page
from plans.status import Status
from plans.support.outcome import HEADING
from plans.support.queries import threshold_standings
from tests import make
from tests.plans.browsing import AsUser, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


@pytest.fixture
def edition() -> Edition:
    return make.edition(Phase.LIKES, threshold=5)


@pytest.fixture
def plans(edition: Edition) -> dict[str, Plan]:
    """One far over, one just enough on paper, one nearly, one far under, one held."""
    made = {name: make.plan(edition, title=name) for name in ("ruim", "precies", "bijna", "weinig")}
    made["verborgen"] = make.plan(edition, Status.HELD, title="verborgen", held_reason="Even kijken")
    for name, online, paper in (("ruim", 9, 0), ("precies", 3, 2), ("bijna", 4, 0), ("weinig", 1, 0)):
        make.likes(made[name], online)
        make.signatures(made[name], paper)
    return made


@pytest.fixture
def leader(edition: Edition, as_user: AsUser) -> Client:
    return as_user(make.staff(edition, Role.LEADER))


def close(edition: Edition) -> Edition:
    advance(edition.pk, Phase.LIKES)
    edition.refresh_from_db()
    return edition


def page(plan: Plan, browser: Client | None = None) -> str:
    return " ".join((browser or Client()).get(url("plan_page", plan)).content.decode().split())


# What is fixed


def test_likes_paper_and_what_was_needed_are_kept_per_plan(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    kept = Plan.objects.order_by("pk").values_list("title", "likes_at_close", "paper_at_close", "needed_at_close")
    assert list(kept) == [
        ("ruim", 9, 0, 5),
        ("precies", 5, 2, 5),
        ("bijna", 4, 0, 5),
        ("weinig", 1, 0, 5),
        ("verborgen", 0, 0, 5),
    ]


def test_nothing_that_changes_later_touches_the_outcome(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    before = [(row.plan.title, row.likes, row.paper, row.margin) for row in threshold_standings(edition).everyone]
    Like.objects.filter(plan=plans["ruim"]).delete()
    make.signatures(plans["weinig"], 20)
    Edition.objects.filter(pk=edition.pk).update(threshold=50, threshold_inclusive=False)
    edition.refresh_from_db()
    found = threshold_standings(edition)
    assert [(row.plan.title, row.likes, row.paper, row.margin) for row in found.everyone] == before
    assert found.needed == 5
    assert [row.plan.title for row in found.passed] == ["ruim", "precies"]
    assert [row.plan.title for row in found.held] == ["verborgen"]


@pytest.mark.parametrize(("inclusive", "needed"), [(True, 5), (False, 6)])
def test_the_edge_is_kept_as_it_was(inclusive: bool, needed: int) -> None:
    edition = make.edition(Phase.LIKES, threshold=5, threshold_inclusive=inclusive)
    plan = make.plan(edition)
    make.likes(plan, 5)
    close(edition)
    plan.refresh_from_db()
    assert plan.needed_at_close == needed
    assert plan.state is (Status.IN_CHECK if inclusive else Status.BELOW_THRESHOLD)


def test_a_plan_that_is_withdrawn_later_stays_in_the_list(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    Plan.objects.filter(title="ruim").update(status=Status.WITHDRAWN)
    assert [row.plan.title for row in threshold_standings(edition).passed] == ["ruim", "precies"]


@pytest.mark.parametrize("status", [Status.MERGED, Status.REFERRED, Status.DRAFT, Status.WITHDRAWN])
def test_what_was_never_in_the_race_is_not_in_the_list(edition: Edition, status: Status) -> None:
    make.plan(edition, status)
    assert threshold_standings(edition).everyone == []
    assert threshold_standings(close(edition)).everyone == []


# What people read


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ruim", "Dat zijn er 4 meer dan nodig: met 5 likes ging het plan door"),
        ("precies", "Het plan haalde de grens van 5 likes."),
        ("bijna", "Dat is 1 te weinig: er waren 5 likes nodig"),
        ("weinig", "Dat zijn er 4 te weinig: er waren 5 likes nodig"),
    ],
)
def test_a_plan_says_by_how_much(edition: Edition, plans: dict[str, Plan], name: str, words: str) -> None:
    close(edition)
    assert words in page(plans[name])


def test_a_plan_says_what_was_on_paper_then(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    plans["precies"].signatures.all().delete()
    found = page(plans["precies"])
    assert "5 likes" in found
    assert "Waarvan 2 op papier." in found


def test_a_fallen_plan_reads_kind_words_and_its_way_on(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    found = page(plans["bijna"])
    assert "Elk idee telt, ook met minder likes." in found
    assert "De projectleider zoekt met de maker een weg" in found
    FollowUp.objects.filter(plan=plans["bijna"]).update(kind="PARTNER", note="De speeltuin helpt mee.")
    found = page(plans["bijna"])
    assert "een partner helpt verder" in found
    assert "De speeltuin helpt mee." in found
    assert "De projectleider zoekt met de maker een weg" not in found


def test_the_maker_of_a_held_plan_reads_where_it_stands(
    edition: Edition, plans: dict[str, Plan], as_user: AsUser
) -> None:
    close(edition)
    held = plans["verborgen"]
    found = page(held, as_user(held.maker))
    assert "De likes zijn gesloten. Uw plan had toen 0 likes; 5 waren er nodig." in found
    plan = plan_for_page(edition, held.pk, held.maker)
    assert [moment.text for moment in history(plan)][-1] == "Dat waren er te weinig voor de haalbaarheidscheck."


# For the team


def test_the_page_tells_that_the_list_is_fixed(edition: Edition, plans: dict[str, Plan], leader: Client) -> None:
    address = reverse("threshold", args=[edition.slug])
    assert "De uitkomst als CSV" not in leader.get(address).content.decode()
    close(edition)
    found = leader.get(address).content.decode()
    for words in ("De uitkomst staat vast sinds", "De uitkomst als CSV", "4 meer dan nodig", "1 te weinig"):
        assert words in found
    assert url("triage_plan", plans["verborgen"]) in found


def test_the_outcome_goes_along_as_csv_and_as_a_sheet(edition: Edition, plans: dict[str, Plan], leader: Client) -> None:
    close(edition)
    text = leader.get(reverse("threshold_csv", args=[edition.slug])).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert tuple(rows[0]) == HEADING
    assert [row[1] for row in rows[1:]] == ["ruim", "precies", "bijna", "weinig", "verborgen"]
    assert rows[2][4:] == ["5", "2", "5", "0", "genoeg likes", "in de haalbaarheidscheck"]
    assert rows[3][4:] == ["4", "0", "5", "-1", "te weinig likes", "te weinig likes"]
    sheet = load_workbook(BytesIO(leader.get(reverse("threshold_xlsx", args=[edition.slug])).content)).active
    assert sheet
    assert [cell.value for cell in sheet[3]][4:8] == [5, 2, 5, 0]


@pytest.mark.parametrize("name", ["threshold_csv", "threshold_xlsx"])
def test_there_is_no_outcome_before_the_close(
    edition: Edition, plans: dict[str, Plan], leader: Client, name: str
) -> None:
    response = leader.get(reverse(name, args=[edition.slug]))
    assert response.status_code == 422
    assert "nog niet gesloten" in response.content.decode()


# What follows


def test_plans_that_fell_get_a_follow_up_at_the_same_step(edition: Edition, plans: dict[str, Plan]) -> None:
    assert not FollowUp.objects.exists()
    close(edition)
    assert {row.plan.title for row in follow_ups(edition)} == {"bijna", "weinig", "verborgen"}
    open_follow_ups(edition, None)
    assert FollowUp.objects.count() == 3


@pytest.mark.parametrize("status", [Status.REFERRED, Status.MERGED, Status.WITHDRAWN])
def test_what_went_another_way_gets_no_follow_up(edition: Edition, status: Status) -> None:
    make.plan(edition, status)
    close(edition)
    assert not FollowUp.objects.exists()


def test_a_held_plan_that_goes_on_is_no_follow_up_any_more(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    held = plans["verborgen"]
    assert follow_up_of(held)
    Plan.objects.filter(pk=held.pk).update(status=Status.IN_CHECK)
    held.refresh_from_db()
    assert follow_up_of(held) is None
    assert {row.plan.title for row in follow_ups(edition)} == {"bijna", "weinig"}


def test_the_leader_writes_a_way_on_right_after_the_close(
    edition: Edition, plans: dict[str, Plan], leader: Client
) -> None:
    close(edition)
    address = reverse("follow_ups", args=[edition.slug])
    found = leader.get(address).content.decode()
    assert "te weinig likes (4 van 5)" in found
    held = leader.get(url("follow_up_edit", plans["verborgen"])).content.decode()
    assert url("triage_plan", plans["verborgen"]) in held
    row = FollowUp.objects.get(plan=plans["bijna"])
    data = {"kind": "OWN", "note": "Wij gaan zelf verder."}
    assert leader.post(url("follow_up_edit", plans["bijna"]), data).status_code == 302
    row.refresh_from_db()
    assert row.note == "Wij gaan zelf verder."


def test_the_cockpit_asks_for_a_way_on(edition: Edition, plans: dict[str, Plan], leader: Client) -> None:
    close(edition)
    found = leader.get(reverse("cockpit", args=[edition.slug])).content.decode()
    assert "3 plannen hebben nog geen weg verder." in found


def test_the_likes_of_an_account_that_goes_stay_in_the_outcome(edition: Edition, plans: dict[str, Plan]) -> None:
    close(edition)
    User.objects.filter(likes__plan=plans["bijna"]).first().delete()  # type: ignore[union-attr]
    assert "4 likes" in page(plans["bijna"])
