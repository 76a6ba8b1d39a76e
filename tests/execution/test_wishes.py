"""More time and stopping: who asks, who decides, and what it changes."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import ask_extension, ask_stop, decide_extension, decline_stop, stop_plan, sweep_pulse
from execution.actions.wishes import LONGEST
from execution.models import Agreement, EndReminder, Extension, Pulse, Stop
from execution.states import State
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.execution.pulse_world import agreed, heard, leader

pytestmark = pytest.mark.django_db


def later(agreement: Agreement, days: int = 60) -> date:
    return agreement.due_on + timedelta(days=days)


def asked_by_maker(agreement: Agreement) -> Extension:
    return ask_extension(agreement.pk, agreement.plan.maker, later(agreement), "De leverancier is te laat.")


class TestMoreTime:
    def test_yes_moves_the_end_and_the_last_step_and_keeps_the_history(self) -> None:
        agreement = agreed()
        before, boss = agreement.due_on, leader(agreement.plan)
        extension = asked_by_maker(agreement)
        decide_extension(extension.pk, boss, granted=True, answer="Dat is goed.")
        agreement.refresh_from_db()
        assert agreement.due_on == later(agreement, 0) == before + timedelta(days=60)
        assert agreement.milestones.filter(due_on=agreement.due_on).exists()
        assert (extension.end_before, Extension.objects.get().granted) == (before, True)
        assert agreement.is_agreed
        (told,) = heard("TEAM_SAYS", agreement.plan.maker_id)
        assert "Dat is goed." in told.text

    def test_no_moves_nothing_and_is_told_with_the_reason(self) -> None:
        agreement = agreed()
        before = agreement.due_on
        decide_extension(
            asked_by_maker(agreement).pk, leader(agreement.plan), granted=False, answer="Het geld moet dit jaar op."
        )
        agreement.refresh_from_db()
        assert agreement.due_on == before
        assert "Het geld moet dit jaar op." in heard("TEAM_SAYS")[0].text

    def test_the_leader_asks_for_a_maker(self) -> None:
        agreement = agreed()
        boss = leader(agreement.plan)
        extension = ask_extension(agreement.pk, boss, later(agreement), "Belde.")
        assert decide_extension(extension.pk, boss, granted=True, answer="Goed.").granted

    def test_a_leader_who_makes_the_plan_does_not_decide(self) -> None:
        agreement = agreed()
        make.role(agreement.plan.maker, agreement.plan.edition, Role.LEADER)
        extension = asked_by_maker(agreement)
        with pytest.raises(Refused, match="Een andere projectleider"):
            decide_extension(extension.pk, agreement.plan.maker, granted=True, answer="Ja.")

    def test_a_stranger_does_not_ask(self) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match="Alleen de maker"):
            ask_extension(agreement.pk, make.user(), later(agreement), "Hoi")

    def test_one_question_at_a_time_and_one_decision_each(self) -> None:
        agreement = agreed()
        extension, boss = asked_by_maker(agreement), leader(agreement.plan)
        with pytest.raises(Refused, match="ligt al een vraag"):
            asked_by_maker(agreement)
        decide_extension(extension.pk, boss, granted=False, answer="Nee.")
        with pytest.raises(Refused, match="al beslist"):
            decide_extension(extension.pk, boss, granted=True, answer="Toch.")
        assert asked_by_maker(agreement).pk

    @pytest.mark.parametrize("days", [0, -1, LONGEST.days + 1])
    def test_the_new_day_is_later_and_not_too_far(self, days: int) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match="Kies een dag na"):
            ask_extension(agreement.pk, agreement.plan.maker, later(agreement, days), "Hoi")

    def test_a_day_that_went_by_is_not_given(self) -> None:
        agreement = agreed()
        extension, boss = asked_by_maker(agreement), leader(agreement.plan)
        clock.move(timedelta(days=430))
        with pytest.raises(Refused, match="al voorbij"):
            decide_extension(extension.pk, boss, granted=True, answer="Ja.")

    @pytest.mark.parametrize("state", [State.REALISED, State.STOPPED])
    def test_a_plan_that_ended_gets_no_more_time(self, state: State) -> None:
        agreement = agreed()
        Agreement.objects.update(state=state, ended_at=clock.now())
        with pytest.raises(Refused, match="gerealiseerd of gestopt"):
            asked_by_maker(agreement)

    def test_after_the_edition_nobody_asks(self) -> None:
        agreement = agreed()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused):
            asked_by_maker(agreement)

    def test_reminders_count_to_the_new_end(self) -> None:
        agreement = agreed()
        sweep_pulse()
        extension = asked_by_maker(agreement)
        decide_extension(extension.pk, leader(agreement.plan), granted=True, answer="Goed.")
        assert Pulse.objects.get().end == extension.until
        clock.move(timedelta(days=366))  # the old end: nothing is said about it
        sweep_pulse()
        assert set(EndReminder.objects.values_list("end", flat=True)) == {extension.until}


class TestStopping:
    def test_the_leader_stops_with_a_reason_and_residents_read_a_kind_sentence(self) -> None:
        agreement = agreed()
        boss = leader(agreement.plan)
        stop_plan(agreement.pk, boss, "Ruzie met de buren", "Dit plan is gestopt. Bedankt, Omar!")
        assert Plan.objects.get().state is Status.STOPPED
        url = reverse("plan_page", args=[agreement.plan.edition.slug, agreement.plan_id])
        page = Client().get(url).content.decode()
        assert "Dit plan is gestopt. Bedankt, Omar!" in page
        assert "Ruzie" not in page
        assert "is gestopt" in heard("TEAM_SAYS", agreement.plan.maker_id)[0].heading

    def test_a_maker_asks_and_the_leader_decides(self) -> None:
        agreement = agreed()
        boss = leader(agreement.plan)
        asked = ask_stop(agreement.pk, agreement.plan.maker, "Ik verhuis.")
        assert Agreement.objects.get().current is State.AGREED
        assert heard("TEAM_TASK", boss.pk)
        stop_plan(agreement.pk, boss, "Maker verhuist", "Gestopt.")
        assert Stop.objects.get().pk == asked.pk
        assert Stop.objects.get().reason == "Ik verhuis."

    def test_the_leader_says_that_it_goes_on(self) -> None:
        agreement = agreed()
        stop = ask_stop(agreement.pk, agreement.plan.maker, "Ik durf niet.")
        decline_stop(stop.pk, leader(agreement.plan), "Joke helpt u.")
        assert Agreement.objects.get().current is State.AGREED
        assert heard("TEAM_SAYS")[0].text == "Joke helpt u."
        assert ask_stop(agreement.pk, agreement.plan.maker, "Toch niet.").pk

    def test_it_is_asked_once_and_stopped_once(self) -> None:
        agreement = agreed()
        boss = leader(agreement.plan)
        ask_stop(agreement.pk, agreement.plan.maker, "Ik verhuis.")
        with pytest.raises(Refused, match="U vroeg al"):
            ask_stop(agreement.pk, agreement.plan.maker, "Echt.")
        stop_plan(agreement.pk, boss, "x", "Gestopt.")
        with pytest.raises(Refused, match="gerealiseerd of gestopt"):
            stop_plan(agreement.pk, boss, "x", "Gestopt.")

    def test_a_leader_does_not_stop_a_plan_of_their_own(self) -> None:
        agreement = agreed()
        make.role(agreement.plan.maker, agreement.plan.edition, Role.LEADER)
        with pytest.raises(Refused, match="Een andere projectleider"):
            stop_plan(agreement.pk, agreement.plan.maker, "x", "Gestopt.")
