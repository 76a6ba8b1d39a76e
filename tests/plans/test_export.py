"""The list of plans to take along: for the project leader, readable, and never a formula."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from common.sheets import safe_cell, to_csv, to_xlsx
from editions.models import Edition, Role
from plans.actions import add_contact_note, refer_plan, set_flag
from plans.models import TriageFlag
from plans.status import Status
from plans.triage.export import HEADING, export_rows
from tests import make
from tests.plans.browsing import AsUser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

DANGEROUS = ["=1+1", "+31 6 12345678", "-20 bomen", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "=cmd|' /C calc'!A0"]
HARMLESS = ["Bomen", "'t Hart", "10 - 3 bomen", "a=b", "", "🌳"]


@pytest.fixture
def leader(edition: Edition, as_user: AsUser) -> Client:
    return as_user(make.staff(edition, Role.LEADER))


def csv_rows(client: Client, edition: Edition) -> list[dict[str, str]]:
    response = client.get(reverse("export_csv", args=[edition.slug]))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def test_a_row_says_all_of_a_plan_and_nobodys_address(edition: Edition, leader: Client) -> None:
    person = make.user(email="geheim@example.org")
    plan = make.plan(
        edition,
        maker=person,
        title="Fruitbomen",
        cost_cents=125_050,
        submitted_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
    )
    make.likes(plan, 3)
    set_flag(plan.pk, TriageFlag.Kind.MERGE, person)
    set_flag(plan.pk, TriageFlag.Kind.HIGH_IMPACT, person)
    refer_plan(plan.pk, person, "Groen")
    add_contact_note(plan.pk, person, "Vertrouwelijk")
    [row] = csv_rows(leader, edition)
    assert tuple(row) == HEADING
    assert row == {
        "id": str(plan.pk),
        "titel": "Fruitbomen",
        "wijk": "Europawijk",
        "thema": "Elkaar ontmoeten",
        "status": "ingediend",
        "samengevoegd met": "",
        "bedrag": "1250,50",
        "likes": "3",
        "ingediend": "02-07-2026 00:30",
        "vlaggen": "samen te voegen, grote impact",
        "doorverwijzing": "Groen (doorgegeven)",
    }
    content = leader.get(reverse("export_csv", args=[edition.slug])).content
    assert b"@" not in content
    assert b"Vertrouwelijk" not in content


def test_drafts_withdrawn_plans_and_other_editions_stay_out(edition: Edition, leader: Client) -> None:
    make.plan(edition, Status.DRAFT)
    make.plan(edition, Status.WITHDRAWN)
    make.plan(make.edition())
    kept = make.plan(edition, Status.CHOSEN)
    assert [row["id"] for row in csv_rows(leader, edition)] == [str(kept.pk)]


def test_only_the_project_leader_takes_the_list_along(edition: Edition, as_user: AsUser) -> None:
    others = [make.user(), make.staff(edition, Role.PARTNER), make.staff(make.edition(), Role.LEADER)]
    for name in ("export_csv", "export_xlsx"):
        address = reverse(name, args=[edition.slug])
        assert as_user(make.staff(edition, Role.LEADER)).get(address).status_code == 200
        assert all(as_user(person).get(address).status_code == 403 for person in others)
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_in_csv_becomes_text_and_stays_readable(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    [_heading, [cell]] = csv.reader(io.StringIO(to_csv(["titel"], [[text]])[1:], newline=""), delimiter=";")
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", [*DANGEROUS, *HARMLESS, "#N/A", "12", "1e5", "2026-01-01"])
def test_every_text_in_xlsx_is_text_word_for_word(text: str) -> None:
    cell = sheet(to_xlsx("Plannen", ["titel"], [[text]]))["A2"]
    assert (cell.value or "") == text
    assert cell.data_type in ("s", "inlineStr") or not text


def test_text_that_xml_cannot_hold_loses_only_that(edition: Edition) -> None:
    assert sheet(to_xlsx("Plannen", ["titel"], [["Bo\x00om\x1b\x0b"]]))["A2"].value == "Boom"


def test_numbers_and_times_in_xlsx_can_be_counted_with(edition: Edition, leader: Client) -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    plan = make.plan(edition, title="=1+1", cost_cents=125_050, submitted_at=moment)
    response = leader.get(reverse("export_xlsx", args=[edition.slug]))
    assert response.headers["Content-Disposition"].endswith('-plannen.xlsx"')
    heading, row = sheet(response.content).iter_rows()
    assert tuple(cell.value for cell in heading) == HEADING
    values = dict(zip(HEADING, row, strict=True))
    assert values["id"].value == plan.pk
    assert (values["titel"].value, values["titel"].data_type, values["titel"].quotePrefix) == ("=1+1", "s", True)
    assert (values["bedrag"].value, values["bedrag"].data_type) == (1250.5, "n")
    assert values["ingediend"].value == datetime(2026, 7, 2, 0, 30)


def test_the_number_of_queries_does_not_grow_with_the_plans(edition: Edition) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(export_rows(edition))
        return len(captured)

    def add(number: int) -> None:
        for _ in range(number):
            plan = make.plan(edition)
            set_flag(plan.pk, TriageFlag.Kind.MERGE, plan.maker)
            refer_plan(plan.pk, plan.maker, "Groen")

    add(3)
    few = queries()
    add(27)
    assert queries() == few
