"""The list of plans on the table, and the page on which all verdicts are made public."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import give_advice, save_answer
from feasibility.permissions import Person
from feasibility.queries import TableState, arrange, neighbours, person_at, table_rows
from feasibility.quick_test import Outcome, Value
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import Table, answer_all, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

AsUser = Callable[[User], Client]


def page(table: Table) -> str:
    return reverse("table", args=[table.edition.slug])


def publication(table: Table) -> str:
    return reverse("verdicts_publish", args=[table.edition.slug])


def waiting(table: Table, person: User) -> str:
    return table_rows(table.edition, person_at(person.pk, table.edition.pk))[0].waiting


# Who comes in


@pytest.mark.parametrize("who", ["lawyer", "chair", "partner", "leader"])
def test_those_at_the_table_see_it(as_user: AsUser, who: str) -> None:
    table = laid()
    response = as_user(getattr(table, who)).get(page(table))
    assert response.status_code == 200
    assert table.plan.title in response.content.decode()


def test_residents_makers_and_staff_of_another_edition_do_not_see_it(as_user: AsUser) -> None:
    table = laid()
    for person in (make.user(), table.plan.maker, make.staff(make.edition(), *Role)):
        assert as_user(person).get(page(table)).status_code == 403
    assert Client().get(page(table)).status_code == 302


def test_a_drafted_or_rejected_plan_does_not_lie_on_the_table(as_user: AsUser) -> None:
    table = laid()
    for status in (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN, Status.BELOW_THRESHOLD):
        make.plan(table.edition, status, title=f"Niet {status}")
    assert "Niet " not in as_user(table.chair).get(page(table)).content.decode()


def test_an_empty_table_says_what_will_lie_there(as_user: AsUser) -> None:
    table = laid(Phase.LIKES)
    Plan.objects.update(status=Status.SUBMITTED)
    assert "nog geen plan op tafel" in as_user(table.leader).get(page(table)).content.decode()


# What it shows


def test_a_plan_waits_for_the_checker_with_open_questions() -> None:
    table = laid()
    assert waiting(table, table.lawyer) == "2 vragen"
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    assert waiting(table, table.lawyer) == "1 vraag"
    save_answer(table.plan.pk, table.question("toestemming").pk, table.lawyer.pk, value=Value.YES)
    assert waiting(table, table.lawyer) == ""


def test_a_plan_waits_for_the_chair_when_all_is_answered() -> None:
    table = laid()
    assert waiting(table, table.chair) == ""
    answer_all(table)
    assert waiting(table, table.chair) == "oordeel"
    judge(table)
    assert waiting(table, table.chair) == ""


def test_a_plan_waits_for_the_partner_until_they_advise() -> None:
    table = laid()
    assert waiting(table, table.partner) == "advies"
    give_advice(table.plan.pk, table.partner.pk, text="Doen.")
    assert waiting(table, table.partner) == ""


def test_ones_own_plan_waits_for_nothing() -> None:
    table = laid()
    Plan.objects.update(maker=table.partner)
    assert waiting(table, table.partner) == ""


def test_the_state_of_a_plan_follows_from_answers_and_verdict() -> None:
    table = laid()
    nobody = Person(0, frozenset(), frozenset())
    states = [table_rows(table.edition, nobody)[0].state]
    answer_all(table)
    states.append(table_rows(table.edition, nobody)[0].state)
    judge(table)
    states.append(table_rows(table.edition, nobody)[0].state)
    assert states == [TableState.OPEN, TableState.READY, TableState.JUDGED]


def _two_plans() -> tuple[Table, Plan]:
    table = laid()
    Plan.objects.update(title="Zandbak")
    other = make.plan(table.edition, Status.IN_CHECK, title="appelboom", cost_cents=50_000)
    other.theme = table.edition.themes.last()
    other.save()
    judge(table, other)
    return table, other


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({}, ["Zandbak", "appelboom"]),
        ({"sort": "plan"}, ["appelboom", "Zandbak"]),
        ({"sort": "-plan"}, ["Zandbak", "appelboom"]),
        ({"sort": "bedrag"}, ["appelboom", "Zandbak"]),
        ({"sort": "vragen"}, ["appelboom", "Zandbak"]),
        ({"sort": "-status"}, ["appelboom", "Zandbak"]),
        ({"sort": "onzin"}, ["Zandbak", "appelboom"]),
        ({"status": "open"}, ["Zandbak"]),
        ({"status": "oordeel"}, ["appelboom"]),
        ({"mijn": "1"}, ["Zandbak"]),
        ({"mijn": "1", "status": "oordeel"}, []),
    ],
)
def test_the_list_is_filtered_and_sorted(chosen: dict[str, str], titles: list[str]) -> None:
    table, _ = _two_plans()
    rows = table_rows(table.edition, person_at(table.lawyer.pk, table.edition.pk))
    assert [row.plan.title for row in arrange(rows, chosen)] == titles


def test_the_list_is_filtered_by_theme_from_the_address(as_user: AsUser) -> None:
    table, other = _two_plans()
    browser = as_user(table.lawyer)
    response = browser.get(page(table), {"thema": str(other.theme_id), "sort": "-plan"})
    assert [row.plan for row in response.context["rows"]] == [other]
    assert "sort=-plan" in response.content.decode()


@pytest.mark.parametrize("typed", [{"thema": "999"}, {"status": "\x00"}, {"sort": "'; drop"}, {"mijn": "x" * 9999}])
def test_a_strange_address_is_no_error(as_user: AsUser, typed: dict[str, str]) -> None:
    table = laid()
    assert as_user(table.lawyer).get(page(table), typed).status_code == 200


def test_the_walk_through_the_plans_ends_at_both_ends() -> None:
    table, other = _two_plans()
    rows = table_rows(table.edition, person_at(table.lawyer.pk, table.edition.pk))
    ids = [row.plan.pk for row in rows]
    assert neighbours(ids, table.plan.pk) == (None, other.pk)
    assert neighbours(ids, other.pk) == (table.plan.pk, None)
    assert neighbours(ids, 0) == (None, None)


@pytest.mark.parametrize("plans", [1, 8])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_plans(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    for _ in range(plans):
        judge(table, make.plan(table.edition, Status.IN_CHECK))
        make.plan(table.edition, Status.IN_CHECK)
    browser = as_user(table.lawyer)
    with django_assert_num_queries(15):
        browser.get(page(table))


# Making public


@pytest.mark.parametrize("who", ["chair", "leader"])
def test_the_chair_and_the_leader_make_all_verdicts_public(as_user: AsUser, who: str) -> None:
    table = laid()
    judge(table)
    other = table.leader if who == "chair" else table.chair
    proposal = reverse("publication_propose", args=[table.edition.slug])
    assert as_user(other).post(proposal).status_code == 302
    assert "bevestigt het" in as_user(other).get(publication(table)).content.decode()
    assert as_user(getattr(table, who)).post(publication(table)).status_code == 302
    assert Plan.objects.get(pk=table.plan.pk).status == Status.ON_BALLOT


@pytest.mark.parametrize("who", ["lawyer", "partner"])
def test_others_at_the_table_do_not_make_verdicts_public(as_user: AsUser, who: str) -> None:
    table = laid()
    judge(table)
    assert as_user(getattr(table, who)).post(publication(table)).status_code == 403
    assert as_user(getattr(table, who)).get(publication(table)).status_code == 403
    assert Plan.objects.get(pk=table.plan.pk).status == Status.IN_CHECK


def test_a_grey_button_says_why(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.leader).get(publication(table))
    assert "1 plan heeft nog geen oordeel." in response.content.decode()
    assert 'method="post" data-confirm' not in response.content.decode()


def test_a_publication_that_comes_too_early_is_refused(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.leader).post(publication(table))
    assert response.status_code == 422
    assert "nog geen oordeel" in response.content.decode()


def test_the_publication_page_after_publication(as_user: AsUser) -> None:
    table = laid()
    judge(table, outcome=Outcome.NO, way_on="Verder.")
    publish(table)
    browser = as_user(table.leader)
    assert "bekend sinds" in browser.get(publication(table)).content.decode()
    assert browser.post(publication(table)).status_code == 422


@pytest.mark.parametrize("plans", [1, 8])
def test_the_publication_page_asks_the_same_number_of_queries(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    for _ in range(plans):
        judge(table, make.plan(table.edition, Status.IN_CHECK))
    browser = as_user(table.leader)
    with django_assert_num_queries(16):
        browser.get(publication(table))
