"""Advice from the neighbourhood, and making all verdicts public at once."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from common.errors import Refused
from feasibility.actions import (
    give_advice,
    propose_publication,
    publish_verdicts,
    reopen_verdict,
    second_verdict,
    withdraw_publication,
)
from feasibility.models import Advice, Publication
from feasibility.queries import conditions_by_plan, public_verdict, unjudged_count
from feasibility.quick_test import Discipline, Outcome
from plans.models import Plan
from plans.status import Status
from tests import make
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
from tests.feasibility.table import answer_all, checker, condition, judge, laid, publish, unseconded

pytestmark = pytest.mark.django_db


# Advice


def test_a_partner_advises_and_advises_again() -> None:
    table = laid()
    give_advice(table.plan.pk, table.partner.pk, text="Doen.")
    give_advice(table.plan.pk, table.partner.pk, text="Doen, en snel.")
    assert Advice.objects.get().text == "Doen, en snel."


def test_a_partner_advises_after_the_verdict_until_publication() -> None:
    table = laid()
    judge(table)
    assert give_advice(table.plan.pk, table.partner.pk, text="Let op de bomen.")
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        give_advice(table.plan.pk, table.partner.pk, text="Te laat.")
    assert Advice.objects.get().text == "Let op de bomen."


@pytest.mark.parametrize("who", [lawyer, chair, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_a_partner_advises(who: Who) -> None:
    table = laid()
    by = who(table)
    with pytest.raises(Refused, match="wijkraden"):
        give_advice(table.plan.pk, by.pk, text="Doen.")
    assert not Advice.objects.exists()


# Publication


def test_all_verdicts_become_public_at_once() -> None:
    table = laid()
    refused = make.plan(table.edition, Status.IN_CHECK)
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    judge(table, refused, outcome=Outcome.NO, way_on="Vraag het aan het fonds.")
    publish(table)
    feasible, other = Plan.objects.get(pk=table.plan.pk), Plan.objects.get(pk=refused.pk)
    assert (feasible.status, feasible.ballot_cents) == (Status.ON_BALLOT, 100_000)
    assert (other.status, other.way_on) == (Status.NOT_FEASIBLE, "Vraag het aan het fonds.")
    table.edition.refresh_from_db()
    assert table.edition.verdicts_published_at
    assert Entry.objects.get(action="verdicts_published").data == {"plans": 2, "feasible": 1}


@pytest.mark.parametrize(("first", "second"), [(chair, leader), (leader, chair)])
def test_the_chair_and_the_leader_publish_together(first: Who, second: Who) -> None:
    table = laid()
    judge(table)
    propose_publication(table.edition.pk, first(table).pk)
    assert publish_verdicts(table.edition.pk, second(table).pk).verdicts_published_at
    made = Publication.objects.get()
    assert (made.proposed_by, made.confirmed_by) == (first(table), second(table))


@pytest.mark.parametrize("who", [chair, leader])
def test_nobody_publishes_alone(who: Who) -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="Twee mensen"):
        publish_verdicts(table.edition.pk, who(table).pk)
    propose_publication(table.edition.pk, who(table).pk)
    with pytest.raises(Refused, match="stelde dit zelf voor"):
        publish_verdicts(table.edition.pk, who(table).pk)
    assert Plan.objects.get(pk=table.plan.pk).status == Status.IN_CHECK


def test_the_database_knows_no_publication_by_one() -> None:
    table = laid()
    judge(table)
    publish(table)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(confirmed_by=table.chair)


def test_a_proposal_can_be_taken_back() -> None:
    table = laid()
    judge(table)
    propose_publication(table.edition.pk, table.chair.pk)
    withdraw_publication(table.edition.pk, table.leader.pk)
    withdraw_publication(table.edition.pk, table.leader.pk)
    with pytest.raises(Refused, match="Twee mensen"):
        publish_verdicts(table.edition.pk, table.leader.pk)
    assert Entry.objects.filter(action="publication_withdrawn").count() == 1


def test_a_verdict_that_is_opened_after_the_proposal_stops_it() -> None:
    table = laid()
    judge(table)
    propose_publication(table.edition.pk, table.chair.pk)
    reopen_verdict(table.plan.pk, table.chair.pk)
    with pytest.raises(Refused, match="nog geen oordeel"):
        publish_verdicts(table.edition.pk, table.leader.pk)


def test_a_no_without_a_second_person_is_not_published() -> None:
    table = laid()
    answer_all(table)
    unseconded(table, table.plan, Outcome.NO, "Vraag het aan het fonds.")
    with pytest.raises(Refused, match="1 keer ‘nee’ wacht op een tweede"):
        propose_publication(table.edition.pk, table.chair.pk)
    second_verdict(table.plan.pk, table.lawyer.pk)
    assert propose_publication(table.edition.pk, table.chair.pk)


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_nobody_else_publishes(who: Who) -> None:
    table = laid()
    judge(table)
    propose_publication(table.edition.pk, table.chair.pk)
    for act in (propose_publication, publish_verdicts, withdraw_publication):
        with pytest.raises(Refused, match="Alleen de voorzitter en de projectleider"):
            act(table.edition.pk, who(table).pk)
    assert Plan.objects.get(pk=table.plan.pk).status == Status.IN_CHECK


def test_nothing_is_published_while_a_plan_has_no_verdict() -> None:
    table = laid()
    make.plan(table.edition, Status.IN_CHECK)
    judge(table)
    with pytest.raises(Refused, match="1 plan heeft nog geen oordeel"):
        publish_verdicts(table.edition.pk, table.leader.pk)
    assert Plan.objects.filter(status=Status.IN_CHECK).count() == 2


def test_nothing_is_published_while_a_verdict_is_open_again() -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    with pytest.raises(Refused, match="nog geen oordeel"):
        publish_verdicts(table.edition.pk, table.leader.pk)


def test_nothing_is_published_from_an_empty_table() -> None:
    table = laid()
    Plan.objects.update(status=Status.WITHDRAWN)
    with pytest.raises(Refused, match="geen plan op tafel"):
        publish_verdicts(table.edition.pk, table.leader.pk)


def test_verdicts_are_published_once() -> None:
    table = laid()
    judge(table)
    publish(table)
    with pytest.raises(Refused, match="al bekendgemaakt"):
        publish_verdicts(table.edition.pk, table.leader.pk)
    assert Entry.objects.filter(action="verdicts_published").count() == 1


def test_a_plan_that_was_withdrawn_is_left_out() -> None:
    table = laid()
    withdrawn = make.plan(table.edition, Status.IN_CHECK)
    judge(table)
    judge(table, withdrawn)
    Plan.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    publish(table)
    withdrawn.refresh_from_db()
    assert withdrawn.status == Status.WITHDRAWN
    table.edition.refresh_from_db()
    assert public_verdict(Plan.objects.get(pk=withdrawn.pk)) is None


def test_a_public_verdict_shows_after_publication_only() -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert public_verdict(Plan.objects.get(pk=table.plan.pk)) is None
    publish(table)
    verdict = public_verdict(Plan.objects.get(pk=table.plan.pk))
    assert verdict
    assert [c.text for c in verdict.plan.conditions.all()] == ["De buren doen mee."]


def test_a_plan_that_is_ahead_of_the_publication_still_tells_nothing() -> None:
    table = laid()
    judge(table)
    Plan.objects.update(status=Status.ON_BALLOT, ballot_cents=100_000)
    assert public_verdict(Plan.objects.get(pk=table.plan.pk)) is None


def test_conditions_count_only_with_yes_provided() -> None:
    table = laid()
    condition(table)
    assert conditions_by_plan(table.edition) == {}
    judge(table, outcome=Outcome.NO, way_on="Verder.")
    assert conditions_by_plan(table.edition) == {}


def test_unjudged_plans_are_counted_per_edition() -> None:
    table, other = laid(), laid()
    checker(other.edition, Discipline.LEGAL)
    judge(table)
    assert (unjudged_count(table.edition), unjudged_count(other.edition)) == (0, 1)


def test_a_verdict_that_is_opened_again_ends_the_proposal() -> None:
    """Whoever proposed had other verdicts before them: one person alone would decide what goes out."""
    table = laid()
    judge(table)
    propose_publication(table.edition.pk, table.leader.pk)
    reopen_verdict(table.plan.pk, table.chair.pk)
    judge(table)
    with pytest.raises(Refused, match="Stel het eerst voor"):
        publish_verdicts(table.edition.pk, table.chair.pk)
