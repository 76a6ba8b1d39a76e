"""More time for a plan beside the versions of its agreement: no older version takes it back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from common import clock
from common.errors import Refused
from execution.actions import ask_extension, decide_extension, finish_milestone, propose_version
from execution.models import Agreement, Pulse
from execution.queries.versions import present, sheet_of
from execution.terms import Step
from tests.execution.agreed import agreed, confirm, leader_of, propose
from tests.execution.test_agreements import running
from tests.execution.test_versions import fresh

pytestmark = pytest.mark.django_db


class TestMoreTime:
    """An extension moves the last day beside the versions; no older version takes that back."""

    @staticmethod
    def given(agreement: Agreement, days: int = 60) -> date:
        until = fresh(agreement).due_on + timedelta(days=days)
        asked = ask_extension(agreement.pk, agreement.plan.maker, until, "De leverancier is te laat.")
        decide_extension(asked.pk, leader_of(agreement), granted=True, answer="Dat is goed.")
        return until

    def test_an_older_version_cannot_take_it_back(self) -> None:
        agreement = agreed(running())
        propose(agreement, terms="De school helpt.")
        until = self.given(agreement)
        with pytest.raises(Refused, match="kreeg intussen meer tijd"):
            confirm(agreement, agreement.plan.maker)
        assert fresh(agreement).due_on == until

    def test_the_next_version_starts_with_the_new_day_and_moves_what_was_due_then(self) -> None:
        agreement = agreed(running())
        last = fresh(agreement).due_on
        steps = (Step("", "Vroeg", clock.today() + timedelta(days=9)), Step("", "Aan het eind", last))
        propose(agreement, milestones=steps)
        confirm(agreement, agreement.plan.maker)
        confirm(agreement, leader_of(agreement))
        self.given(agreement)
        until = self.given(agreement, 30)
        start = sheet_of(fresh(agreement), None).start
        assert (start.due_on, [each.due_on for each in start.milestones]) == (until, [steps[0].due_on, until])
        propose_version(agreement.pk, leader_of(agreement), start, 2, "Met de nieuwe datum.")
        confirm(agreement, agreement.plan.maker)
        confirm(agreement, leader_of(agreement))
        assert present(fresh(agreement)).due_on == until

    def test_a_new_day_that_was_given_is_never_too_far(self) -> None:
        agreement = agreed(running())
        for _ in range(2):
            self.given(agreement, 366)
        start = sheet_of(fresh(agreement), None).start
        propose_version(agreement.pk, leader_of(agreement), start, 1, "Met de nieuwe datum.")

    def test_a_step_that_was_done_before_stays_on_its_day_and_blocks_nothing(self) -> None:
        agreement = agreed(running())
        last = fresh(agreement).due_on
        propose(agreement, milestones=(Step("", "Klaar", last), Step("", "Bekeken", last)))
        confirm(agreement, agreement.plan.maker)
        confirm(agreement, leader_of(agreement))
        finish_milestone(agreement.pk, agreement.milestones.get(title="Klaar").pk, agreement.plan.maker)
        until = self.given(agreement)
        start = sheet_of(fresh(agreement), None).start
        assert {step.title: step.due_on for step in start.milestones} == {"Klaar": last, "Bekeken": until}
        clock.move(timedelta(days=400))
        propose_version(agreement.pk, leader_of(agreement), start, 2, "Met de nieuwe datum.")

    def test_more_time_never_makes_the_time_shorter(self) -> None:
        agreement = agreed(running())
        last = fresh(agreement).due_on
        asked = ask_extension(agreement.pk, agreement.plan.maker, last + timedelta(days=60), "De leverancier is laat.")
        propose(agreement, due_on=last + timedelta(days=90), milestones=())
        confirm(agreement, agreement.plan.maker)
        confirm(agreement, leader_of(agreement))
        with pytest.raises(Refused, match="al tot een latere dag"):
            decide_extension(asked.pk, leader_of(agreement), granted=True, answer="Goed.")
        assert fresh(agreement).due_on == last + timedelta(days=90)

    def test_what_holds_now_has_the_new_day_and_a_next_version_is_held_against_that(self) -> None:
        agreement = agreed(running())
        until = self.given(agreement)
        sheet = sheet_of(fresh(agreement), None)
        assert sheet.terms_now
        assert sheet.terms_now.due_on == until
        propose_version(agreement.pk, leader_of(agreement), replace(sheet.start, terms="De school helpt."), 1, "Hulp.")
        sheet = sheet_of(fresh(agreement), None)
        assert [each.subject for each in sheet.changes] == ["Wat we afspreken"]
        assert [each.subject for each in sheet.chapters[-1].changes] == ["Wat we afspreken"]

    def test_the_history_says_from_which_day_more_time_was_given(self) -> None:
        agreement = agreed(running())
        last = fresh(agreement).due_on
        asked = ask_extension(agreement.pk, agreement.plan.maker, last + timedelta(days=60), "De leverancier is laat.")
        propose(agreement, due_on=last + timedelta(days=30))
        confirm(agreement, agreement.plan.maker)
        confirm(agreement, leader_of(agreement))
        made = decide_extension(asked.pk, leader_of(agreement), granted=True, answer="Goed.")
        assert (made.end_before, made.until) == (last + timedelta(days=30), last + timedelta(days=60))

    def test_each_version_tells_the_time_that_was_given_after_it(self) -> None:
        agreement = agreed(running())
        first = self.given(agreement)
        propose(agreement, due_on=first)
        second = self.given(agreement)
        chapters = sheet_of(fresh(agreement), None).chapters
        assert [[each.until for each in chapter.more_time] for chapter in chapters] == [[first], [second]]

    def test_the_reminders_follow_a_version_with_another_last_day(self) -> None:
        agreement = agreed(running())
        later = fresh(agreement).due_on + timedelta(days=20)
        propose(agreement, due_on=later)
        confirm(agreement, agreement.plan.maker)
        assert Pulse.objects.get().end == later - timedelta(days=20)
        confirm(agreement, leader_of(agreement))
        assert Pulse.objects.get().end == later
