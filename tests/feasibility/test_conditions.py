"""Under what conditions a plan can be done, and putting a plan aside until it can be judged."""

from datetime import date, timedelta

import pytest

from common import clock
from common.errors import Refused
from editions.phases import Phase
from feasibility.actions import (
    add_condition,
    confirm_verdict,
    give_advice,
    park_plan,
    publish_verdicts,
    remove_condition,
    unpark_plan,
)
from feasibility.models import Condition, ConditionOwner, ConditionTime, Parking
from feasibility.quick_test import (
    Outcome,
)
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
from tests.feasibility.table import condition, judge, laid

pytestmark = pytest.mark.django_db


def tomorrow() -> date:
    return clock.today() + timedelta(days=1)


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


def test_a_condition_says_who_by_name_and_by_when() -> None:
    table = laid()
    made = add_condition(
        table.plan.pk,
        table.chair.pk,
        text="De bomen blijven staan.",
        owner=ConditionOwner.MUNICIPALITY,
        owner_name=" Groen en spelen ",
        before=ConditionTime.VOTE,
        due_on=tomorrow(),
    )
    assert (made.owner_name, made.before, made.due_on) == ("Groen en spelen", "VOTE", tomorrow())


def test_a_maker_needs_no_name_and_a_day_that_is_over_is_refused() -> None:
    table = laid()
    made = add_condition(
        table.plan.pk, table.chair.pk, text="De buren doen mee.", owner=ConditionOwner.MAKER, owner_name="Piet"
    )
    assert made.owner_name == ""
    with pytest.raises(Refused, match="die nog komt"):
        add_condition(
            table.plan.pk,
            table.chair.pk,
            text="Te laat.",
            owner=ConditionOwner.MAKER,
            due_on=clock.today() - timedelta(days=1),
        )


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


# Putting a plan aside


def test_the_chair_puts_a_plan_aside_and_takes_it_back() -> None:
    table = laid()
    park_plan(table.plan.pk, table.chair.pk, reason="De tekening komt nog.", until=tomorrow())
    with pytest.raises(Refused, match="al apart"):
        park_plan(table.plan.pk, table.chair.pk, reason="Nog eens.", until=tomorrow())
    unpark_plan(table.plan.pk, table.chair.pk)
    with pytest.raises(Refused, match="niet apart"):
        unpark_plan(table.plan.pk, table.chair.pk)
    assert park_plan(table.plan.pk, table.chair.pk, reason="Toch weer.", until=tomorrow())


def test_a_verdict_ends_the_waiting() -> None:
    table = laid()
    park_plan(table.plan.pk, table.chair.pk, reason="De tekening komt nog.", until=tomorrow())
    judge(table)
    assert Parking.objects.get().ended_at
    with pytest.raises(Refused, match="al een oordeel"):
        park_plan(table.plan.pk, table.chair.pk, reason="Toch nog.", until=tomorrow())


@pytest.mark.parametrize(("reason", "days"), [(" ", 1), ("Later.", 0), ("Later.", -1), ("Later.", 20)])
def test_a_plan_waits_with_a_reason_for_a_day_before_the_vote(reason: str, days: int) -> None:
    table = laid()  # the vote begins in nine days
    with pytest.raises(Refused):
        park_plan(table.plan.pk, table.chair.pk, reason=reason, until=clock.today() + timedelta(days=days))
    assert not Parking.objects.exists()


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_the_chair_puts_a_plan_aside(who: Who) -> None:
    table = laid()
    by = who(table)
    for act in (
        lambda: park_plan(table.plan.pk, by.pk, reason="Later.", until=tomorrow()),
        lambda: unpark_plan(table.plan.pk, by.pk),
    ):
        with pytest.raises(Refused, match="Alleen de voorzitter"):
            act()
