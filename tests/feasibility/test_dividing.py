"""Dividing plans while people come and go, and with two at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from editions.models import EditionRole
from feasibility.actions import ChoicesRefused, assign_plans, spread_plans
from feasibility.actions.assigning import MEANWHILE, Choice
from feasibility.models import Assignment
from feasibility.quick_test import Discipline
from tests.feasibility.table import checker, laid
from tests.feasibility.test_assignments import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def test_nobody_who_left_the_table_gets_a_plan() -> None:
    """A seat that was used stays, but without the role of checker nobody answers."""
    table = laid()
    EditionRole.objects.filter(user=table.lawyer).delete()
    with pytest.raises(ChoicesRefused):
        assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(table.lawyer.pk)})
    spread_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL)
    assert not Assignment.objects.exists()


def test_two_who_divide_the_same_plan_lose_nothing_of_each_other(as_user: AsUser) -> None:
    """Both opened the page with nobody chosen; the second is told, and replaces it knowingly the next time."""
    table = laid()
    plan, other = table.plan.pk, checker(table.edition, Discipline.LEGAL, name="Bram")
    opened = {f"initial-checker_{plan}": "", f"initial-deputy_{plan}": "", f"deputy_{plan}": ""}
    as_user(table.chair).post(page(table), {**opened, f"checker_{plan}": table.lawyer.pk})
    refused = as_user(table.leader).post(page(table), {**opened, f"checker_{plan}": other.pk})
    assert refused.status_code == 422
    assert MEANWHILE in refused.content.decode()
    assert Assignment.objects.get().checker == table.lawyer
    seen = {f"initial-checker_{plan}": table.lawyer.pk, f"initial-deputy_{plan}": "", f"deputy_{plan}": ""}
    assert f'name="initial-checker_{plan}" value="{table.lawyer.pk}"' in refused.content.decode()
    assert as_user(table.leader).post(page(table), {**seen, f"checker_{plan}": other.pk}).status_code == 302
    assert Assignment.objects.get().checker == other
