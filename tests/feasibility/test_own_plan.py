"""Who makes a plan and sits at the table reads what the table does with it when everybody does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editions.models import Role
from feasibility.actions import give_advice
from feasibility.models import Verdict
from feasibility.quick_test import Outcome, Value
from plans.models import Plan
from tests import make
from tests.feasibility.table import answer_all, condition, judge, laid, publish
from tests.feasibility.test_plan_page import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def test_of_ones_own_plan_the_pages_of_the_table_tell_nothing_before_publication(as_user: AsUser) -> None:
    table = laid()
    everything = make.staff(table.edition, *Role, name="Alles")
    condition(table, "De kwikstaart blijft.")
    answer_all(table, regels=Value.PROVIDED)
    give_advice(table.plan.pk, table.partner.pk, text="De kwikstaart is blij.")
    verdict = judge(table, outcome=Outcome.YES_PROVIDED)
    Verdict.objects.update(explanation="Een kwikstaart kan.")
    Plan.objects.update(maker=everything)
    browser, edition = as_user(everything), table.edition.slug
    pages = [url("table_plan", table), *(reverse(name, args=[edition]) for name in ("table", "verdicts_publish"))]
    for page in (*pages, reverse("clock_overview", args=[edition]), reverse("audit_log", args=[edition])):
        text = browser.get(page).content.decode()
        assert "kwikstaart" not in text
        assert "<strong>ja, mits</strong>" not in text
        assert "<strong>Oordeel bevestigd</strong>" not in text
    assert browser.get(reverse("table_costs", args=[edition, table.plan.pk])).status_code == 404
    assert "uw eigen plan" in browser.get(pages[1]).content.decode()
    # Somebody else at the table reads all of it, and so does the maker once everybody does.
    assert "kwikstaart" in as_user(table.chair).get(pages[0]).content.decode()
    assert "Oordeel bevestigd" in as_user(table.leader).get(reverse("audit_log", args=[edition])).content.decode()
    publish(table)
    assert verdict.pk
    assert "kwikstaart" in browser.get(pages[0]).content.decode()
