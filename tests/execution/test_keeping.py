"""Keeping to an agreement: conditions by their owner's side, instalments by the city, and what a no-go does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from common import clock
from common.errors import Refused
from execution.actions import decide_gate, finish_milestone, mark_condition, pay_instalment, stop_plan
from execution.models import Agreement, Decision, Milestone
from execution.states import State
from execution.terms import Condition, Owner, Side, may_tick
from plans.status import Status
from tests import make
from tests.execution.agreed import agreed, leader_of
from tests.execution.test_agreements import running

pytestmark = pytest.mark.django_db


def with_conditions() -> Agreement:
    conditions = tuple(Condition("", f"Iets voor {each.value}.", each.value) for each in Owner)
    return agreed(running(), conditions=conditions)


class TestConditions:
    @pytest.mark.parametrize(
        ("owner", "sides"),
        [
            (Owner.MAKER, {Side.MAKER}),
            (Owner.MUNICIPALITY, {Side.MUNICIPALITY}),
            (Owner.PARTNER, {Side.MAKER, Side.MUNICIPALITY}),
        ],
    )
    def test_each_is_ticked_by_its_owners_side(self, owner: Owner, sides: set[Side]) -> None:
        agreement = with_conditions()
        condition = agreement.conditions.get(owner=owner.value)
        people = {Side.MAKER: agreement.plan.maker, Side.MUNICIPALITY: leader_of(agreement)}
        for side, person in people.items():
            assert may_tick(owner.value, side) is (side in sides)
            if side in sides:
                assert mark_condition(agreement.pk, condition.pk, person, met=True).met_at
                assert mark_condition(agreement.pk, condition.pk, person, met=False).met_by is None
            else:
                with pytest.raises(Refused, match=f"Dit regelt {owner.value}"):
                    mark_condition(agreement.pk, condition.pk, person, met=True)

    def test_a_stranger_ticks_nothing(self) -> None:
        agreement = with_conditions()
        for condition in agreement.conditions.all():
            with pytest.raises(Refused):
                mark_condition(agreement.pk, condition.pk, make.user(), met=True)

    def test_before_both_agreed_nothing_is_ticked_or_paid(self) -> None:
        agreement = running()
        with pytest.raises(Refused, match="nog niet door maker en gemeente"):
            mark_condition(agreement.pk, agreement.conditions.get().pk, agreement.plan.maker, met=True)


class TestInstalments:
    def test_the_city_says_when_one_was_paid_and_can_take_it_back(self) -> None:
        agreement = agreed(running())
        leader, row = leader_of(agreement), agreement.instalments.all()[0]
        assert pay_instalment(agreement.pk, row.pk, leader, clock.today()).paid_on == clock.today()
        assert pay_instalment(agreement.pk, row.pk, leader, None).paid_on is None

    @pytest.mark.parametrize(("days", "sentence"), [(1, "moet nog komen"), (-30, "uitslag er nog niet")])
    def test_not_in_the_future_and_not_before_the_result(self, days: int, sentence: str) -> None:
        agreement = agreed(running())
        day = clock.today() + timedelta(days=days)
        with pytest.raises(Refused, match=sentence):
            pay_instalment(agreement.pk, agreement.instalments.all()[0].pk, leader_of(agreement), day)

    def test_a_maker_pays_nobody(self) -> None:
        agreement = agreed(running())
        for person in (agreement.plan.maker, make.user()):
            with pytest.raises(Refused, match="Alleen een projectleider"):
                pay_instalment(agreement.pk, agreement.instalments.all()[0].pk, person, clock.today())


class TestGates:
    def gate(self) -> tuple[Agreement, Milestone]:
        agreement = agreed(running())
        return agreement, agreement.milestones.get(gate=True)

    def test_a_gate_is_decided_before_its_step_is_done(self) -> None:
        agreement, gate = self.gate()
        leader = leader_of(agreement)
        with pytest.raises(Refused, match="eerst een besluit"):
            finish_milestone(agreement.pk, gate.pk, agreement.plan.maker)
        decide_gate(agreement.pk, gate.pk, leader, Decision.GO)
        assert finish_milestone(agreement.pk, gate.pk, agreement.plan.maker).done_on
        with pytest.raises(Refused, match="al ‘go’"):
            decide_gate(agreement.pk, gate.pk, leader, Decision.NO_GO, "Toch niet.")

    def test_a_no_go_makes_a_plan_stuck_and_a_later_go_gets_it_going(self) -> None:
        agreement, gate = self.gate()
        leader = leader_of(agreement)
        decide_gate(agreement.pk, gate.pk, leader, Decision.NO_GO, "De buren willen niet.")
        assert Agreement.objects.get().current is State.STUCK
        decide_gate(agreement.pk, gate.pk, leader, Decision.NO_GO, "De buren willen nog niet.")
        decide_gate(agreement.pk, gate.pk, leader, Decision.GO)
        assert Agreement.objects.get().current is State.BUSY

    def test_after_a_no_go_a_plan_can_be_stopped_in_words_for_good(self) -> None:
        agreement, gate = self.gate()
        leader = leader_of(agreement)
        decide_gate(agreement.pk, gate.pk, leader, Decision.NO_GO, "Het mag niet.")
        stop_plan(agreement.pk, leader, "De vergunning is geweigerd.", "Dit plan kan hier niet.")
        agreement = Agreement.objects.get()
        assert (agreement.current, agreement.plan.state) == (State.STOPPED, Status.STOPPED)
        with pytest.raises(Refused, match="klaar of gestopt"):
            decide_gate(agreement.pk, gate.pk, leader, Decision.GO)

    def test_a_no_go_says_why_and_is_decided_by_the_city_at_a_gate(self) -> None:
        agreement, gate = self.gate()
        leader = leader_of(agreement)
        bad: list[Callable[[], object]] = [
            lambda: decide_gate(agreement.pk, gate.pk, leader, Decision.NO_GO),
            lambda: decide_gate(agreement.pk, agreement.milestones.get(gate=False).pk, leader, Decision.GO),
            lambda: decide_gate(agreement.pk, gate.pk, agreement.plan.maker, Decision.GO),
        ]
        for act in bad:
            with pytest.raises(Refused):
                act()
        assert Agreement.objects.get().current is State.AGREED

    def test_the_database_keeps_a_no_go_with_its_reason_at_a_gate(self) -> None:
        agreement, gate = self.gate()
        facts = {"decision": "NO_GO", "decided_at": clock.now(), "decided_by": leader_of(agreement)}
        with pytest.raises(IntegrityError, match="a_no_go_says_why"), transaction.atomic():
            Milestone.objects.filter(pk=gate.pk).update(**facts)
        with pytest.raises(IntegrityError, match="at_a_gate"), transaction.atomic():
            Milestone.objects.filter(gate=False).update(**facts, reason="Nee.")
