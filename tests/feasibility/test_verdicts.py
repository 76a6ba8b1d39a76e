"""Conditions, the joint verdict, advice, and making everything public at once."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import (
    VerdictRefused,
    add_condition,
    confirm_verdict,
    give_advice,
    publish_verdicts,
    remove_condition,
    reopen_verdict,
    save_answer,
)
from feasibility.models import Advice, Condition, ConditionOwner, Verdict
from feasibility.queries import conditions_by_plan, public_verdict, unjudged_count
from feasibility.quick_test import (
    CONDITION_NEEDED,
    CONDITIONS_WITH_YES,
    EXPLANATION_NEEDED,
    NO_QUESTIONS,
    PRICE_NEEDED,
    PRICE_OVER_BUDGET,
    WAY_ON_NEEDED,
    Discipline,
    Outcome,
    Value,
)
from plans.models import CostLine, Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import Table, answer_all, checker, condition, judge, laid

pytestmark = pytest.mark.django_db

Who = Callable[[Table], User]


def lawyer(table: Table) -> User:
    return table.lawyer


def chair(table: Table) -> User:
    return table.chair


def partner(table: Table) -> User:
    return table.partner


def leader(table: Table) -> User:
    return table.leader


def resident(table: Table) -> User:
    return make.user()


def chair_elsewhere(table: Table) -> User:
    return make.staff(make.edition(Phase.FEASIBILITY), *Role)


def maker_with_every_role(table: Table) -> User:
    person = make.staff(table.edition, *Role)
    Plan.objects.filter(pk=table.plan.pk).update(maker=person)
    return person


# Conditions


@pytest.mark.parametrize("who", [lawyer, chair])
def test_checkers_and_the_chair_set_conditions(who: Who) -> None:
    table = laid()
    by = who(table)
    made = add_condition(table.plan.pk, by.pk, text="De buren doen mee.", owner=ConditionOwner.PARTNER)
    assert (made.owner, made.added_by) == ("PARTNER", by)
    remove_condition(table.plan.pk, made.pk, by.pk)
    assert not Condition.objects.exists()


@pytest.mark.parametrize("who", [partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_sets_conditions(who: Who) -> None:
    table = laid()
    present = condition(table)
    by = who(table)
    with pytest.raises(Refused, match="Alleen checkers"):
        add_condition(table.plan.pk, by.pk, text="Nog een.", owner=ConditionOwner.MAKER)
    with pytest.raises(Refused, match="Alleen checkers"):
        remove_condition(table.plan.pk, present.pk, by.pk)
    assert Condition.objects.get() == present


def test_the_same_condition_does_not_stand_there_twice() -> None:
    table = laid()
    condition(table)
    with pytest.raises(Refused, match="staat er al"):
        condition(table)


def test_a_condition_of_another_plan_is_not_removed() -> None:
    table = laid()
    present = condition(table)
    other = make.plan(table.edition, Status.IN_CHECK)
    with pytest.raises(Refused, match="niet meer"):
        remove_condition(other.pk, present.pk, table.chair.pk)
    assert Condition.objects.get() == present


def test_after_the_verdict_conditions_stand() -> None:
    table = laid()
    present = condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    with pytest.raises(Refused, match="al een oordeel"):
        remove_condition(table.plan.pk, present.pk, table.chair.pk)
    with pytest.raises(Refused, match="al een oordeel"):
        condition(table, "Nog een.")


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.VOTING])
def test_outside_the_check_there_are_no_conditions_verdicts_or_advice(phase: Phase) -> None:
    table = laid(phase)
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        condition(table)
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES, explanation="Ja.")
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        give_advice(table.plan.pk, table.partner.pk, text="Doen.")
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        publish_verdicts(table.edition.pk, table.leader.pk)


# Verdicts


def test_the_chair_confirms_yes_for_the_makers_own_total() -> None:
    table = laid()
    CostLine.objects.create(plan=table.plan, label="Zaden", cents=2_550)
    verdict = judge(table)
    assert (verdict.outcome, verdict.ballot_cents, verdict.confirmed_by) == ("YES", 102_550, table.chair)


def test_the_chair_sets_another_price() -> None:
    table = laid()
    answer_all(table)
    verdict = confirm_verdict(
        table.plan.pk, table.chair.pk, outcome=Outcome.YES, explanation="Ja.", ballot_cents=7_000_000
    )
    assert verdict.ballot_cents == table.edition.budget_cents


def test_yes_provided_carries_its_conditions() -> None:
    table = laid()
    condition(table)
    assert judge(table, outcome=Outcome.YES_PROVIDED).ballot_cents == 100_000
    assert conditions_by_plan(table.edition) == {table.plan.pk: [("De buren doen mee.", "de plannenmaker")]}


def test_no_comes_with_a_way_on_and_without_a_price() -> None:
    table = laid()
    verdict = judge(table, outcome=Outcome.NO, way_on="Vraag het aan het fonds.")
    assert (verdict.way_on, verdict.ballot_cents) == ("Vraag het aan het fonds.", None)


@pytest.mark.parametrize(
    ("outcome", "given", "missing"),
    [
        (Outcome.YES_PROVIDED, {"explanation": "Ja."}, CONDITION_NEEDED),
        (Outcome.NO, {"explanation": "Nee."}, WAY_ON_NEEDED),
        (Outcome.NO, {"explanation": "Nee.", "way_on": "  "}, WAY_ON_NEEDED),
        (Outcome.YES, {"explanation": " "}, EXPLANATION_NEEDED),
        (Outcome.YES, {"explanation": "Ja.", "ballot_cents": 0}, PRICE_NEEDED),
        (Outcome.YES, {"explanation": "Ja.", "ballot_cents": 7_000_001}, PRICE_OVER_BUDGET),
    ],
)
def test_an_incomplete_verdict_is_refused(outcome: Outcome, given: dict[str, object], missing: str) -> None:
    table = laid()
    answer_all(table)
    with pytest.raises(VerdictRefused) as caught:
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=outcome, **given)  # type: ignore[arg-type]
    assert caught.value.reasons == (missing,)
    assert not Verdict.objects.exists()


def test_yes_with_conditions_is_refused() -> None:
    table = laid()
    condition(table)
    with pytest.raises(VerdictRefused) as caught:
        judge(table)
    assert caught.value.reasons == (CONDITIONS_WITH_YES,)


def test_a_plan_without_costs_needs_a_price() -> None:
    table = laid()
    table.plan.cost_lines.all().delete()
    with pytest.raises(VerdictRefused) as caught:
        judge(table)
    assert caught.value.reasons == (PRICE_NEEDED,)


def test_with_open_questions_there_is_no_verdict() -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO)
    with pytest.raises(VerdictRefused, match="nog 8 vragen open"):
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.NO, explanation="Nee.", way_on="Verder.")


def test_a_table_without_questions_gives_no_verdict() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    plan, judge_ = make.plan(edition, Status.IN_CHECK), make.staff(edition, Role.CHAIR)
    with pytest.raises(VerdictRefused) as caught:
        confirm_verdict(plan.pk, judge_.pk, outcome=Outcome.YES, explanation="Ja.")
    assert caught.value.reasons == (NO_QUESTIONS,)


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_the_chair_judges(who: Who) -> None:
    table = laid()
    answer_all(table)
    by = who(table)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        confirm_verdict(table.plan.pk, by.pk, outcome=Outcome.YES, explanation="Ja.")
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_the_chair_opens_a_verdict_again(who: Who) -> None:
    table = laid()
    judge(table)
    by = who(table)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        reopen_verdict(table.plan.pk, by.pk)
    assert unjudged_count(table.edition) == 0


def test_a_plan_is_judged_once() -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="al een oordeel"):
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.NO, explanation="Nee.", way_on="Verder.")
    assert Verdict.objects.get().outcome == "YES"


def test_a_verdict_that_is_opened_again_counts_no_longer_and_keeps_its_words() -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    assert unjudged_count(table.edition) == 1
    assert Verdict.objects.get().explanation == "Wat een fijn plan."
    with pytest.raises(Refused, match="geen oordeel"):
        reopen_verdict(table.plan.pk, table.chair.pk)


def test_a_verdict_that_was_opened_again_can_be_confirmed_anew() -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.NO, explanation="Nee.", way_on="Verder.")
    assert unjudged_count(table.edition) == 0
    assert Verdict.objects.get().reopened_at is None


def test_the_database_knows_no_bare_no_and_no_free_plan() -> None:
    table = laid()
    judge(table)
    for wrong in ({"outcome": "NO", "way_on": ""}, {"ballot_cents": 0}, {"ballot_cents": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verdict.objects.update(**wrong)


def test_the_trail_of_a_verdict_has_no_free_text() -> None:
    table = laid()
    judge(table, outcome=Outcome.NO, way_on="Geheim woord")
    entry = Entry.objects.get(action="verdict_confirmed")
    assert entry.data == {"outcome": "NO", "ballot_cents": None}


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
    publish_verdicts(table.edition.pk, table.leader.pk)
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
    publish_verdicts(table.edition.pk, table.leader.pk)
    feasible, other = Plan.objects.get(pk=table.plan.pk), Plan.objects.get(pk=refused.pk)
    assert (feasible.status, feasible.ballot_cents) == (Status.ON_BALLOT, 100_000)
    assert (other.status, other.way_on) == (Status.NOT_FEASIBLE, "Vraag het aan het fonds.")
    table.edition.refresh_from_db()
    assert table.edition.verdicts_published_at
    assert Entry.objects.get(action="verdicts_published").data == {"plans": 2, "feasible": 1}


@pytest.mark.parametrize("who", [chair, leader])
def test_the_chair_and_the_leader_publish(who: Who) -> None:
    table = laid()
    judge(table)
    assert publish_verdicts(table.edition.pk, who(table).pk).verdicts_published_at


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_nobody_else_publishes(who: Who) -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="Alleen de voorzitter en de projectleider"):
        publish_verdicts(table.edition.pk, who(table).pk)
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
    publish_verdicts(table.edition.pk, table.leader.pk)
    with pytest.raises(Refused, match="al bekendgemaakt"):
        publish_verdicts(table.edition.pk, table.leader.pk)
    assert Entry.objects.filter(action="verdicts_published").count() == 1


def test_a_plan_that_was_withdrawn_is_left_out() -> None:
    table = laid()
    withdrawn = make.plan(table.edition, Status.IN_CHECK)
    judge(table)
    judge(table, withdrawn)
    Plan.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN)
    publish_verdicts(table.edition.pk, table.leader.pk)
    withdrawn.refresh_from_db()
    assert withdrawn.status == Status.WITHDRAWN
    table.edition.refresh_from_db()
    assert public_verdict(Plan.objects.get(pk=withdrawn.pk)) is None


def test_a_public_verdict_shows_after_publication_only() -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert public_verdict(Plan.objects.get(pk=table.plan.pk)) is None
    publish_verdicts(table.edition.pk, table.leader.pk)
    verdict = public_verdict(Plan.objects.get(pk=table.plan.pk))
    assert verdict
    assert [c.text for c in verdict.plan.conditions.all()] == ["De buren doen mee."]


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
