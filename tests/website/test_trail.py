"""The log in words: every action and fact has a Dutch name, and residents keep theirs to themselves."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.actions import record
from editions.models import Role
from plans.status import Status
from tests import make
from website.trail_words import ACTIONS, FACTS

pytestmark = pytest.mark.usefixtures("no_second_factor")
AsUser = Callable[[User], Client]
ROOMS = ("accounts", "editions", "plans", "feasibility", "voting", "execution", "report", "retention", "lifecycle")
RECORDERS = ("record", "_record", "_note")
NOT_FACTS = {"edition", "by", "subject"}


def recorded() -> list[ast.Call]:
    """Every call in our rooms that writes an entry under a fixed name."""
    files = [file for room in ROOMS for file in Path(settings.BASE_DIR, room).rglob("*.py")]
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in RECORDERS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]


def test_every_action_and_fact_has_a_dutch_name() -> None:
    calls = recorded()
    assert len(calls) > 25
    assert {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)} <= set(ACTIONS)
    facts = {keyword.arg for call in calls for keyword in call.keywords if keyword.arg} - NOT_FACTS
    assert facts <= set(FACTS)


@pytest.mark.django_db
def test_the_log_tells_in_words_who_did_what(as_user: AsUser) -> None:
    edition = make.edition()
    leader, resident = make.staff(edition, Role.LEADER, name="Joke"), make.user("Fatima")
    plan = make.plan(edition, title="Fruitbomen")
    record(
        "plan_status", edition=edition.slug, by=leader.pk, subject=f"plan:{plan.pk}", before="DRAFT", after="SUBMITTED"
    )
    record("cost_line_added", edition=edition.slug, by=resident.pk, subject=f"plan:{plan.pk}", cents=125_050)
    shown = as_user(leader).get(reverse("audit_log", args=[edition.slug])).content.decode()
    assert "Plan kreeg een andere status" in shown
    assert "van: concept" in shown
    assert "naar: ingediend" in shown
    assert "€\xa01.250,50" in shown or "€ 1.250,50" in shown
    assert "Joke" in shown
    assert "Fruitbomen" in shown
    assert "Fatima" not in shown
    assert f"bewoner {resident.pk}" in shown


@pytest.mark.django_db
def test_the_rules_of_the_vote_are_logged_in_words(as_user: AsUser) -> None:
    edition = make.edition()
    record("voting_rules_set", edition=edition.slug, by=None, rule_method="EQUAL_SHARES", rule_completion="GREEDY")
    record("voting_rules_set", edition=edition.slug, by=None, rule_tie="NUMBER", rule_max_plans=None)
    record("voting_rules_set", edition=edition.slug, by=None, rule_method="GREEDY", rule_misfit="STOP")
    shown = as_user(make.staff(edition, Role.LEADER)).get(reverse("audit_log", args=[edition.slug])).content.decode()
    for said in (
        "telmethode: gelijke delen",
        "telmethode: meeste stemmen eerst",
        "geld over: aanvullen met de meeste stemmen",
        "gelijke stand: het laagste plannummer",
        "een plan past niet: stoppen met tellen",
        "plannen op een stembiljet, ten hoogste: geen",
    ):
        assert said in shown
    for word in ("GREEDY", "STOP", "NUMBER", "None"):
        assert f": {word}" not in shown


@pytest.mark.django_db
def test_the_log_hides_titles_of_drafts_and_other_editions(as_user: AsUser) -> None:
    edition, other = make.edition(), make.edition()
    draft = make.plan(edition, Status.DRAFT, title="Geheim idee")
    record("plan_started", edition=edition.slug, by=None, subject=f"plan:{draft.pk}")
    record("schedule_set", edition=other.slug, by=None)
    shown = as_user(make.staff(edition, Role.LEADER)).get(reverse("audit_log", args=[edition.slug])).content.decode()
    assert "Geheim idee" not in shown
    assert f"plan {draft.pk}" in shown
    assert "Planning veranderd" not in shown


@pytest.mark.django_db
def test_the_log_is_filtered_by_action_and_stands_any_address(as_user: AsUser) -> None:
    edition = make.edition()
    record("schedule_set", edition=edition.slug, by=None, reason="Vakantie")
    record("table_laid", edition=edition.slug, by=None, questions=10)
    browser = as_user(make.staff(edition, Role.LEADER))
    here = reverse("audit_log", args=[edition.slug])
    only = browser.get(here, {"wat": "table_laid"}).content.decode()
    assert "vragen: 10" in only
    assert "Vakantie" not in only
    for odd in ({"wat": "bestaat-niet"}, {"wat": "\x00"}, {"page": "9" * 40}, {"page": "x"}):
        answer = browser.get(here, odd)
        assert answer.status_code == 200
        assert "Vakantie" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_of_the_log_costs_a_constant_number_of_queries(
    as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make.edition()
    leader = make.staff(edition, Role.LEADER)
    for _ in range(30):
        record("plan_submitted", edition=edition.slug, by=leader.pk, subject=f"plan:{make.plan(edition).pk}")
    browser = as_user(leader)
    with django_assert_max_num_queries(11):
        browser.get(reverse("audit_log", args=[edition.slug]))


@pytest.mark.django_db
def test_only_the_leader_reads_the_log(as_user: AsUser) -> None:
    edition = make.edition()
    here = reverse("audit_log", args=[edition.slug])
    assert as_user(make.staff(edition, Role.CHAIR, Role.CHECKER)).get(here).status_code == 403
    assert as_user(make.user()).get(here).status_code == 403
    assert Client().get(here).status_code == 302
