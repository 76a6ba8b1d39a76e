"""The whole table as a list to take along: for the table only, safe to open, never kept."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from editions.models import Role
from feasibility.actions import park_plan
from feasibility.meetings.export import HEADING
from feasibility.quick_test import Outcome
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import Table, condition, judge, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def rows(browser: Client, table: Table) -> list[dict[str, str]]:
    response = browser.get(reverse("table_csv", args=[table.edition.slug]))
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_the_list_holds_every_plan_with_what_the_table_found(as_user: AsUser) -> None:
    table = laid()
    condition(table, "De buren doen mee.")
    judge(table, outcome=Outcome.YES_PROVIDED)
    aside = make.plan(table.edition, Status.IN_CHECK, title="Zandbak")
    park_plan(aside.pk, table.chair.pk, reason="Wacht", until=clock.today() + timedelta(days=2))
    judged, parked = rows(as_user(table.lawyer), table)
    assert list(judged) == list(HEADING)
    assert (judged["oordeel"], judged["bedrag op het stembiljet"]) == ("ja, mits", "1000,00")
    assert judged["voorwaarden"].startswith("De buren doen mee. (regelt: de plannenmaker")
    assert (judged["juridisch"], judged["open vragen"]) == ("2 van 2", "0")
    assert (parked["titel"], parked["waarom apart"], parked["status"]) == ("Zandbak", "Wacht", "even apart")
    assert (parked["oordeel"], parked["juridisch"]) == ("", "0 van 2")
    last = clock.today() + timedelta(days=42)
    assert (judged["oordeel uiterlijk"], parked["oordeel uiterlijk"]) == ("", f"{last:%d-%m-%Y}")


@pytest.mark.parametrize("name", ["table_csv", "table_xlsx"])
def test_only_the_table_takes_it_and_no_cache_keeps_it(as_user: AsUser, name: str) -> None:
    table = laid()
    address = reverse(name, args=[table.edition.slug])
    for person in (table.lawyer, table.chair, table.partner, table.leader):
        response = as_user(person).get(address)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
    for person in (make.user(), table.plan.maker, make.staff(make.edition(), *Role)):
        assert as_user(person).get(address).status_code == 403


def test_what_people_typed_never_becomes_a_formula(as_user: AsUser) -> None:
    table = laid()
    Plan.objects.update(title="=HYPERLINK(1)")
    condition(table, "@SUM(A1)")
    assert rows(as_user(table.chair), table)[0]["titel"] == "'=HYPERLINK(1)"
    response = as_user(table.chair).get(reverse("table_xlsx", args=[table.edition.slug]))
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(HEADING)
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=HYPERLINK(1)", "s")


def test_of_ones_own_plan_nothing_of_the_table_goes_along(as_user: AsUser) -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    Plan.objects.update(maker=table.partner)
    (mine,) = rows(as_user(table.partner), table)
    assert mine["status"] == "uw eigen plan"
    assert not any(mine[name] for name in HEADING[7:])
    assert rows(as_user(table.leader), table)[0]["oordeel"] == "ja, mits"


@pytest.mark.parametrize("plans", [1, 6])
def test_the_list_asks_the_same_number_of_queries(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    for _ in range(plans):
        judge(table, make.plan(table.edition, Status.IN_CHECK))
    browser = as_user(table.leader)
    with django_assert_num_queries(16):
        browser.get(reverse("table_csv", args=[table.edition.slug]))
