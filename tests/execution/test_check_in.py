"""The monthly question and its answers: once a month, by the makers, and what an answer sets in motion."""

from datetime import timedelta

import pytest

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import answer_check_in, answer_help, mark_realised, sweep_pulse
from execution.models import Agreement, CheckIn, HelpRequest, Pulse
from execution.pulse import Answer
from execution.queries.pulse import pulse_rows
from execution.states import State
from mail.models import Notice
from plans.models import CoMaker
from tests import make
from tests.execution.pulse_world import agreed, asked, heard, leader

pytestmark = pytest.mark.django_db


def answered(check_in: CheckIn, answer: Answer, words: str = "", *, by_link: bool = True) -> Agreement:
    answer_check_in(check_in.pk, answer, words, check_in.agreement.plan.maker, by_link=by_link)
    return Agreement.objects.get(pk=check_in.agreement_id)


class TestAsking:
    def test_a_month_after_the_agreement_each_maker_is_asked_once(self) -> None:
        agreement = agreed()
        CoMaker.objects.create(plan=agreement.plan, user=make.user("Chris"))
        sweep_pulse()
        assert not CheckIn.objects.exists()
        clock.move(timedelta(days=31))
        sweep_pulse()
        sweep_pulse()
        assert CheckIn.objects.count() == 1
        assert {notice.user_id for notice in heard("PULSE")} == agreement.plan.maker_ids
        assert len(heard("PULSE")) == 2

    def test_nobody_is_asked_before_both_agreed(self) -> None:
        agreement = agreed()
        Agreement.objects.update(state=State.NEW, confirmed_by_maker_at=None)
        clock.move(timedelta(days=60))
        sweep_pulse()
        assert not CheckIn.objects.exists()
        assert Pulse.objects.get(agreement=agreement).agreed_on is None

    @pytest.mark.parametrize("state", [State.REALISED, State.STOPPED])
    def test_nobody_is_asked_about_a_plan_that_ended(self, state: State) -> None:
        agreed()
        sweep_pulse()
        Agreement.objects.update(state=state, ended_at=clock.now())
        clock.move(timedelta(days=60))
        sweep_pulse()
        assert not CheckIn.objects.exists()

    def test_nobody_is_asked_after_the_edition_closed(self) -> None:
        agreed()
        Edition.objects.update(phase=Phase.CLOSED)
        clock.move(timedelta(days=60))
        sweep_pulse()
        assert not CheckIn.objects.exists()

    def test_a_new_version_of_the_agreement_does_not_move_the_month(self) -> None:
        agreement = agreed()
        sweep_pulse()
        before = Pulse.objects.get().agreed_on
        clock.move(timedelta(days=20))
        Agreement.objects.update(confirmed_by_maker_at=clock.now(), confirmed_by_municipality_at=clock.now())
        sweep_pulse()
        assert Pulse.objects.get(agreement=agreement).agreed_on == before

    def test_one_agreement_that_fails_does_not_keep_the_others_waiting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first, second = agreed(), agreed()
        sweep_pulse()
        clock.move(timedelta(days=32))
        real = CheckIn.objects.get_or_create

        def fails(**facts: object) -> object:
            if facts["agreement"] == first:
                raise RuntimeError("kapot")
            return real(**facts)  # type: ignore[arg-type]

        monkeypatch.setattr(CheckIn.objects, "get_or_create", fails)
        sweep_pulse()
        assert [each.agreement_id for each in CheckIn.objects.all()] == [second.pk]


class TestAnswering:
    @pytest.mark.parametrize("before", [State.AGREED, State.STUCK, State.BUSY])
    def test_good_means_busy(self, before: State) -> None:
        check_in = asked()
        Agreement.objects.update(state=before)
        assert answered(check_in, Answer.GOOD).current is State.BUSY

    @pytest.mark.parametrize("before", [State.AGREED, State.STUCK, State.BUSY])
    def test_help_means_stuck_and_a_request(self, before: State) -> None:
        check_in = asked()
        Agreement.objects.update(state=before)
        assert answered(check_in, Answer.HELP, "Wie heeft een kraan?").current is State.STUCK
        assert HelpRequest.objects.get().text == "Wie heeft een kraan?"

    def test_done_asks_the_leader_to_look_and_moves_nothing(self) -> None:
        check_in = asked()
        boss = leader(check_in.agreement.plan)
        assert answered(check_in, Answer.DONE).current is State.AGREED
        (told,) = heard("TEAM_TASK", boss.pk)
        assert "is klaar" in told.heading
        mark_realised(check_in.agreement_id, boss)
        assert Agreement.objects.get().current is State.REALISED

    def test_done_that_is_taken_back_is_not_told_any_more(self) -> None:
        check_in = asked()
        leader(check_in.agreement.plan)
        answered(check_in, Answer.DONE)
        answered(check_in, Answer.GOOD)
        assert not heard("TEAM_TASK")

    def test_the_same_answer_again_changes_nothing(self) -> None:
        check_in = asked()
        answered(check_in, Answer.GOOD)
        first = CheckIn.objects.get().answered_at
        answered(check_in, Answer.GOOD)
        assert CheckIn.objects.get().answered_at == first
        assert Entry.objects.filter(action="pulse_answered").count() == 1

    def test_another_answer_counts_until_the_next_question(self) -> None:
        check_in = asked()
        answered(check_in, Answer.GOOD)
        assert answered(check_in, Answer.HELP).current is State.STUCK
        clock.move(timedelta(days=32))
        sweep_pulse()
        with pytest.raises(Refused, match="nieuwere vraag"):
            answered(check_in, Answer.GOOD)

    def test_a_stranger_and_the_leader_give_no_answer(self) -> None:
        check_in = asked()
        for person in (make.user(), leader(check_in.agreement.plan)):
            with pytest.raises(Refused, match="Alleen de makers"):
                answer_check_in(check_in.pk, Answer.GOOD, "", person)

    def test_after_the_edition_nobody_answers(self) -> None:
        check_in = asked()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="uitvoeringsfase"):
            answered(check_in, Answer.GOOD)

    def test_the_trail_names_nobody_who_came_by_a_link_and_holds_no_words(self) -> None:
        answered(check_in := asked(), Answer.HELP, "Geheim verhaal")
        entries = Entry.objects.filter(subject=f"plan:{check_in.agreement.plan_id}", action="pulse_answered")
        assert [entry.actor for entry in entries] == ["systeem"]
        assert "Geheim" not in str(list(Entry.objects.values_list("data", flat=True)))

    def test_logged_in_the_trail_names_the_maker(self) -> None:
        answered(check_in := asked(), Answer.GOOD, by_link=False)
        entry = Entry.objects.get(action="pulse_answered")
        assert entry.actor == f"gebruiker:{check_in.agreement.plan.maker_id}"


class TestHelp:
    def test_it_reaches_the_leaders_and_a_contact_person_with_a_role(self) -> None:
        check_in = asked()
        plan = check_in.agreement.plan
        boss, contact = leader(plan), make.staff(plan.edition, Role.PARTNER, email="Karin@example.org")
        Agreement.objects.update(contact_email="karin@EXAMPLE.org")
        answered(check_in, Answer.HELP, "Wie heeft een kraan?")
        assert {notice.user_id for notice in heard("TEAM_TASK")} == {boss.pk, contact.pk}
        assert "Wie heeft een kraan?" in heard("TEAM_TASK")[0].text

    def test_an_address_that_is_a_residents_gets_no_mail(self) -> None:
        check_in = asked()
        boss = leader(check_in.agreement.plan)
        stranger = make.user("Toevallig")
        Agreement.objects.update(contact_email=stranger.email)
        answered(check_in, Answer.HELP)
        assert {notice.user_id for notice in heard("TEAM_TASK")} == {boss.pk}

    def test_it_stays_open_until_somebody_answers_whatever_the_maker_says_next(self) -> None:
        check_in = asked()
        boss = leader(check_in.agreement.plan)
        answered(check_in, Answer.HELP, "Ik mis een kraan.")
        answered(check_in, Answer.GOOD)
        request = HelpRequest.objects.get()
        assert request.answered_at is None
        answer_help(request.pk, "Rachid belt u morgen.", boss)
        (told,) = heard("TEAM_SAYS", check_in.agreement.plan.maker_id)
        assert told.text == "Rachid belt u morgen."

    def test_it_is_answered_once(self) -> None:
        check_in = asked()
        boss = leader(check_in.agreement.plan)
        answered(check_in, Answer.HELP)
        request = HelpRequest.objects.get()
        answer_help(request.pk, "Ik kom.", boss)
        with pytest.raises(Refused, match="al beantwoord"):
            answer_help(request.pk, "Ik ook.", boss)
        assert HelpRequest.objects.get().answer == "Ik kom."

    def test_more_words_come_below_the_open_request_and_the_team_hears_once_a_day(self) -> None:
        check_in = asked()
        leader(check_in.agreement.plan)
        for words in ("Een kraan.", "En een vergunning.", "En een vergunning."):
            answered(check_in, Answer.HELP, words)
        assert HelpRequest.objects.get().text == "Een kraan.\nEn een vergunning."
        assert len(heard("TEAM_TASK")) == 1


class TestSilence:
    def silent(self) -> CheckIn:
        check_in = asked()
        self.boss = leader(check_in.agreement.plan)
        for _ in range(50):
            clock.move(timedelta(days=1))
            sweep_pulse()
        return CheckIn.objects.filter(agreement=check_in.agreement)[0]

    def test_two_months_without_an_answer_flag_the_plan_and_tell_the_leader_once(self) -> None:
        newest = self.silent()
        assert Pulse.objects.get().silent_since
        assert len(heard("TEAM_TASK", self.boss.pk)) == 1
        clock.move(timedelta(days=32))
        sweep_pulse()
        assert len(heard("TEAM_TASK", self.boss.pk)) == 1
        assert "stil" in pulse_rows(newest.agreement.plan.edition)[0].signals

    @pytest.mark.parametrize("answer", list(Answer))
    def test_any_answer_takes_the_flag_away(self, answer: Answer) -> None:
        newest = self.silent()
        answered(newest, answer)
        assert Pulse.objects.get().silent_since is None
        sweep_pulse()
        assert Pulse.objects.get().silent_since is None

    def test_an_answer_in_between_makes_no_flag(self) -> None:
        check_in = asked()
        answered(check_in, Answer.GOOD)
        for _ in range(50):
            clock.move(timedelta(days=1))
            sweep_pulse()
        assert CheckIn.objects.count() == 2
        assert Pulse.objects.get().silent_since is None

    def test_who_falls_silent_again_is_flagged_again(self) -> None:
        answered(self.silent(), Answer.GOOD)
        for _ in range(80):
            clock.move(timedelta(days=1))
            sweep_pulse()
        assert len(Notice.objects.filter(user=self.boss, kind="TEAM_TASK")) == 2


def test_who_needs_help_again_asks_again() -> None:
    check_in = asked()
    answered(check_in, Answer.HELP, "Wie heeft een kraan?")
    answered(check_in, Answer.HELP, "Wie heeft een kraan?")
    first = HelpRequest.objects.get()
    answer_help(first.pk, "Bel Wim.", leader(check_in.agreement.plan))
    answered(check_in, Answer.HELP, "Wie heeft een kraan?")
    assert HelpRequest.objects.filter(answered_at=None).count() == 1
    assert HelpRequest.objects.count() == 2
