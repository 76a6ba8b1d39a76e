"""What the administrator may do with the table: prepare it, and read it once it is public."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from feasibility.actions import save_answer
from feasibility.models import Seat
from feasibility.quick_test import Value
from tests import make
from tests.feasibility.table import judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

AsUser = Callable[[User], Client]


@pytest.fixture
def browser(as_user: AsUser) -> Client:
    return as_user(make.user("Beheer", is_staff=True, is_superuser=True))


@pytest.mark.parametrize("model", ["question", "flow"])
def test_the_quick_test_changes_on_its_own_pages_only(browser: Client, model: str) -> None:
    table = laid()
    row = table.flow if model == "flow" else table.question("buurt")
    assert browser.get(reverse(f"admin:feasibility_{model}_changelist")).status_code == 200
    for url in (
        reverse(f"admin:feasibility_{model}_change", args=[row.pk]),
        reverse(f"admin:feasibility_{model}_add"),
        reverse(f"admin:feasibility_{model}_delete", args=[row.pk]),
    ):
        assert browser.post(url, {"text": "Past het?", "number": "9"}).status_code == 403
    assert table.question("buurt").text != "Past het?"


def test_a_seat_can_be_removed_until_it_was_used(browser: Client) -> None:
    table = laid()
    seat = Seat.objects.get(user=table.lawyer)
    removal = reverse("admin:feasibility_seat_delete", args=[seat.pk])
    assert browser.get(removal).status_code == 200
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    assert browser.post(removal, {"post": "yes"}).status_code == 403
    assert Seat.objects.filter(pk=seat.pk).exists()


@pytest.mark.parametrize("model", ["answer", "verdict", "condition", "advice"])
def test_the_administrator_reads_nothing_before_publication_and_changes_nothing(browser: Client, model: str) -> None:
    table = laid()
    judge(table)
    page = reverse(f"admin:feasibility_{model}_changelist")
    assert not browser.get(page).context["cl"].result_count
    assert browser.get(reverse(f"admin:feasibility_{model}_add")).status_code == 403


def test_the_administrator_reads_verdicts_after_publication(browser: Client) -> None:
    table = laid()
    judge(table)
    publish(table)
    assert browser.get(reverse("admin:feasibility_verdict_changelist")).context["cl"].result_count == 1
