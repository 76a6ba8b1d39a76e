"""The rules of the table: who sets them, what can be typed, and what stands once it was promised."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.phases import Phase
from feasibility.actions import set_table_rules
from feasibility.models import TableRules
from feasibility.promises import PUBLISHED, RULES, TERM, fixed
from feasibility.queries.costs import rules_of
from plans.models import Plan
from plans.status import Status
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    maker_with_every_role,
    partner,
    resident,
)
from tests.feasibility.table import Table, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
TYPED = {"term_days": "30", "working_days": "on", "cost_gap_percent": "40", "answer_days": "7", "silence": "OFF_BALLOT"}


def before_the_check() -> Table:
    """An edition whose plans still gather likes."""
    table = laid(Phase.LIKES)
    Plan.objects.update(status=Status.SUBMITTED)
    return table


def page(table: Table) -> str:
    return reverse("table_rules", args=[table.edition.slug])


@pytest.mark.parametrize("who", [chair, leader])
def test_the_chair_and_the_leader_set_the_rules(as_user: AsUser, who: Who) -> None:
    table = before_the_check()
    response = as_user(who(table)).post(page(table), TYPED)
    assert response.status_code == 302
    kept = TableRules.objects.get(edition=table.edition)
    assert (kept.term_days, kept.working_days, kept.cost_gap_percent) == (30, True, 40)
    assert (kept.answer_days, kept.silence) == (7, "OFF_BALLOT")
    assert Entry.objects.get(action="table_rules_set").data["term_days"] == 30


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_others_neither_see_nor_set_them(as_user: AsUser, who: Who) -> None:
    table = before_the_check()
    person = who(table)
    assert as_user(person).get(page(table)).status_code == 403
    assert as_user(person).post(page(table), TYPED).status_code == 403
    with pytest.raises(Refused):
        set_table_rules(table.edition.pk, person.pk, answer_days=3)
    assert not TableRules.objects.exists()


def test_the_same_rules_again_leave_no_trace() -> None:
    table = before_the_check()
    set_table_rules(table.edition.pk, table.chair.pk, answer_days=10, term_days=42)
    assert not Entry.objects.filter(action="table_rules_set").exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("term_days", "0"),
        ("term_days", "367"),
        ("term_days", ""),
        ("term_days", "zes weken"),
        ("term_days", "9" * 400),
        ("cost_gap_percent", "-1"),
        ("cost_gap_percent", "1001"),
        ("answer_days", "91"),
        ("answer_days", "1,5"),
        ("silence", "MISSCHIEN"),
        ("silence", "\x00"),
        ("silence", ""),
    ],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(as_user: AsUser, field: str, typed: str) -> None:
    table = before_the_check()
    response = as_user(table.chair).post(page(table), {**TYPED, field: typed})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="7"' in response.content.decode() or field == "answer_days"
    assert not TableRules.objects.exists()


@pytest.mark.parametrize("wrong", [{"term_days": 0}, {"answer_days": 91}, {"cost_gap_percent": 1001}])
def test_the_database_keeps_rules_that_can_be_kept(wrong: dict[str, Any]) -> None:
    table = before_the_check()
    with pytest.raises(IntegrityError, match="the_terms_of_the_table_can_be_kept"):
        TableRules.objects.create(edition=table.edition, **wrong)


# What was promised


def test_before_the_check_nothing_stands_and_after_publication_all() -> None:
    assert fixed(plans_on_table=False, published=False) == {}
    assert set(fixed(plans_on_table=True, published=False)) == set(TERM)
    assert fixed(plans_on_table=True, published=True) == dict.fromkeys(RULES, PUBLISHED)
    assert fixed(plans_on_table=False, published=True) == dict.fromkeys(RULES, PUBLISHED)


@pytest.mark.parametrize("change", [{"term_days": 60}, {"term_days": 20}, {"working_days": True}])
def test_the_term_stands_while_plans_lie_on_the_table(change: dict[str, Any]) -> None:
    table = laid()
    with pytest.raises(Refused, match="beloofd"):
        set_table_rules(table.edition.pk, table.chair.pk, **change)
    assert rules_of(table.edition).term_days == 42


def test_other_rules_change_until_publication() -> None:
    table = laid()
    set_table_rules(table.edition.pk, table.chair.pk, term_days=42, cost_gap_percent=50, silence="OFF_BALLOT")
    assert rules_of(table.edition).cost_gap_percent == 50
    judge(table)
    publish(table)
    for change in ({"answer_days": 3}, {"silence": "ACCEPTED"}, {"cost_gap_percent": 10}, {"term_days": 50}):
        with pytest.raises(Refused, match="bekendgemaakt"):
            set_table_rules(table.edition.pk, table.chair.pk, **change)
    assert rules_of(table.edition).answer_days == 10


def test_what_stands_cannot_be_typed_and_says_why(as_user: AsUser) -> None:
    table = laid()
    browser = as_user(table.chair)
    shown = browser.get(page(table)).content.decode()
    assert "Er liggen al plannen op tafel" in shown
    assert browser.post(page(table), TYPED).status_code == 302
    kept = rules_of(table.edition)
    assert (kept.term_days, kept.working_days, kept.answer_days) == (42, False, 7)


def test_after_publication_the_page_has_no_button(as_user: AsUser) -> None:
    table = laid()
    assert "Bewaar de afspraken" in as_user(table.leader).get(page(table)).content.decode()
    judge(table)
    publish(table)
    assert "Bewaar de afspraken" not in as_user(table.leader).get(page(table)).content.decode()


def test_a_maker_at_the_table_sets_rules_like_everybody(as_user: AsUser) -> None:
    table = before_the_check()
    assert as_user(maker_with_every_role(table)).post(page(table), TYPED).status_code == 302


def test_the_page_asks_few_queries(as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    table = laid()
    browser = as_user(table.chair)
    with django_assert_max_num_queries(15):
        browser.get(page(table))
