"""Agreements with makers: who may do what, once, and only while plans are carried out."""

from datetime import timedelta

import pytest

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import (
    finish_milestone,
    mark_realised,
    open_agreements,
    open_follow_ups,
    post_update,
)
from execution.models import Agreement, FollowUp
from execution.queries import late_agreements, plan_progress, progress_list
from execution.states import State
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.execution.agreed import agreed

pytestmark = pytest.mark.django_db


def running(edition: Edition | None = None) -> Agreement:
    """An agreement under way, with one condition and a contact person."""
    edition = edition or make.edition(Phase.EXECUTION)
    plan = make.plan(edition, Status.CHOSEN, cost_cents=250_000)
    open_agreements(edition, None, {plan.pk: [("Het kan, als de buren meedoen.", "de plannenmaker")]})
    Agreement.objects.filter(plan=plan).update(contact_person="Karin Smit")
    return Agreement.objects.get(plan=plan)


class TestOpening:
    def test_every_chosen_plan_gets_an_agreement_with_its_conditions(self) -> None:
        agreement = running()
        assert agreement.grant_cents == 250_000
        assert [c.text for c in agreement.conditions.all()] == ["Het kan, als de buren meedoen."]
        assert agreement.milestones.count() == 3
        assert agreement.milestones.last().due_on == agreement.due_on  # type: ignore[union-attr]

    def test_opening_twice_makes_no_second_one(self) -> None:
        agreement = running()
        assert open_agreements(agreement.plan.edition, None, {}) == 0

    def test_plans_that_were_not_chosen_get_none(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        make.plan(edition, Status.NOT_CHOSEN)
        make.plan(edition, Status.NOT_FEASIBLE)
        assert open_agreements(edition, None, {}) == 0

    @pytest.mark.parametrize("status", [Status.NOT_CHOSEN, Status.NOT_FEASIBLE, Status.BELOW_THRESHOLD])
    def test_every_plan_that_fell_gets_a_way_on(self, status: Status) -> None:
        edition = make.edition(Phase.EXECUTION)
        plan = make.plan(edition, status, way_on="Vraag het de wijkraad.")
        assert open_follow_ups(edition, None) == 1
        assert FollowUp.objects.get(plan=plan).note == "Vraag het de wijkraad."
        assert open_follow_ups(edition, None) == 0

    @pytest.mark.parametrize("status", [Status.CHOSEN, Status.WITHDRAWN])
    def test_other_plans_get_no_follow_up(self, status: Status) -> None:
        edition = make.edition(Phase.EXECUTION)
        make.plan(edition, status)
        assert open_follow_ups(edition, None) == 0


class TestUpdates:
    def test_the_maker_posts_an_update(self) -> None:
        agreement = running()
        assert post_update(agreement.pk, agreement.plan.maker, "De bollen zitten in de grond.").pk
        assert Entry.objects.filter(action="update_posted").count() == 1

    def test_somebody_else_does_not(self) -> None:
        agreement = running()
        with pytest.raises(Refused):
            post_update(agreement.pk, make.staff(agreement.plan.edition, Role.LEADER), "Hoi")

    def test_after_the_edition_nobody_posts(self) -> None:
        agreement = running()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="uitvoeringsfase"):
            post_update(agreement.pk, agreement.plan.maker, "Te laat")


class TestBeingLate:
    def test_a_milestone_behind_us_makes_a_plan_late(self) -> None:
        agreement = running()
        assert late_agreements(agreement.plan.edition) == []
        clock.move(timedelta(days=15))
        assert late_agreements(agreement.plan.edition) == [agreement]
        assert progress_list(agreement.plan.edition)[0].state == "loopt achter"

    def test_a_finished_milestone_is_not_late(self) -> None:
        agreement = running()
        first = agreement.milestones.all()[0]
        finish_milestone(agreement.pk, first.pk, agreement.plan.maker)
        clock.move(timedelta(days=15))
        assert late_agreements(agreement.plan.edition) == []

    def test_a_realised_plan_is_never_late(self) -> None:
        agreement = running()
        Agreement.objects.update(state=State.REALISED, ended_at=clock.now())
        clock.move(timedelta(days=400))
        assert late_agreements(agreement.plan.edition) == []


class TestRealised:
    def test_a_confirmed_plan_becomes_realised_once(self) -> None:
        agreement = running()
        leader = make.staff(agreement.plan.edition, Role.LEADER)
        agreed(agreement, leader)
        mark_realised(agreement.pk, leader)
        assert Plan.objects.get().state is Status.REALISED
        with pytest.raises(Refused):
            mark_realised(agreement.pk, leader)

    def test_without_confirmation_it_does_not(self) -> None:
        agreement = running()
        with pytest.raises(Refused, match="nog niet door maker en gemeente"):
            mark_realised(agreement.pk, make.staff(agreement.plan.edition, Role.LEADER))
        assert plan_progress(agreement.plan) is not None
