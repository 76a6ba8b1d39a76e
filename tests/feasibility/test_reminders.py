"""What checkers hear of plans that wait for them: after two, four and five weeks, once, and never a verdict."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import User
from audit.models import Entry
from common import clock
from editions.phases import Phase
from feasibility.actions import (
    assign_plans,
    pause_clock,
    remind_checkers,
    reopen_verdict,
    resume_clock,
    save_answer,
)
from feasibility.actions.assigning import Choice
from feasibility.models import Reminder, TableRules
from feasibility.quick_test import Discipline, Outcome, Value
from feasibility.tasks import remind_checkers as task
from feasibility.term import REMIND_AFTER_WEEKS
from mail.actions import compose_due
from mail.kinds import Kind
from mail.models import Mail, Notice
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import answer_all, checker, condition, judge, laid, publish, unseconded

pytestmark = pytest.mark.django_db


def after(days: int) -> int:
    """So many days go by, and the beat comes."""
    clock.move(timedelta(days=days))
    return remind_checkers()


def heard(person: User) -> list[Notice]:
    return list(Notice.objects.filter(user=person, kind=Kind.REMINDER).order_by("pk"))


def test_checkers_hear_after_two_four_and_five_weeks_and_not_in_between() -> None:
    table = laid()
    told = []
    for day in range(1, 45):
        if after(1):
            told.append(day)
    assert told == [weeks * 7 for weeks in REMIND_AFTER_WEEKS]
    assert len(heard(table.lawyer)) == 3
    assert {notice.user_id for notice in Notice.objects.filter(kind=Kind.REMINDER)} == {table.lawyer.pk}


def test_running_twice_tells_once() -> None:
    table = laid()
    assert after(14) == 1
    assert remind_checkers() == 0
    task()
    clock.move(timedelta(hours=3))
    task()
    assert len(heard(table.lawyer)) == 1
    assert Entry.objects.filter(action="checkers_reminded").count() == 1


def test_a_late_beat_still_tells_once_of_the_latest_week() -> None:
    laid()
    assert after(18) == 1
    assert after(13) == 1
    assert after(1) == 0
    assert list(Reminder.objects.order_by("week").values_list("week", flat=True)) == [2, 4]
    other = laid()
    after(40)
    assert list(Reminder.objects.filter(plan=other.plan).values_list("week", flat=True)) == [5]
    assert len(heard(other.lawyer)) == 1


def test_all_plans_of_one_person_come_in_one_mail() -> None:
    table = laid()
    for number in range(3):
        make.plan(table.edition, Status.IN_CHECK, title=f"Tuin {number}")
    assert after(14) == 1
    [notice] = heard(table.lawyer)
    assert notice.heading == "4 plannen wachten op uw antwoord"
    assert all(f"- Tuin {number}: 2 vragen, nog 28 dagen" in notice.text for number in range(3))
    compose_due()
    assert Mail.objects.filter(user=table.lawyer).count() == 1


def test_a_long_list_is_cut_and_says_how_much_more() -> None:
    table = laid()
    for _ in range(14):
        make.plan(table.edition, Status.IN_CHECK)
    after(14)
    [notice] = heard(table.lawyer)
    assert notice.text.count("- ") == 12
    assert "En nog 3 plannen." in notice.text
    assert Reminder.objects.count() == 15


def test_a_plan_that_comes_later_is_told_of_later() -> None:
    table = laid()
    clock.move(timedelta(days=10))
    late = make.plan(table.edition, Status.IN_CHECK, title="Later gekomen")
    after(4)
    after(10)
    first, second = heard(table.lawyer)
    assert "Later gekomen" not in first.text
    assert "Later gekomen" in second.text
    assert table.plan.title not in second.text
    assert Reminder.objects.filter(plan=late).count() == 1


def test_nobody_hears_during_a_pause_and_nothing_is_lost() -> None:
    table = laid()
    clock.move(timedelta(days=10))
    pause_clock(table.plan.pk, table.chair.pk, "Wacht op de maker.")
    assert [after(1) for _ in range(20)] == [0] * 20
    resume_clock(table.plan.pk, table.chair.pk)
    assert after(3) == 0
    assert after(1) == 1


def test_a_pause_after_the_day_waits_with_it_too() -> None:
    table = laid()
    clock.move(timedelta(days=15))
    pause_clock(table.plan.pk, table.chair.pk, "Wacht op de maker.")
    assert remind_checkers() == 0
    resume_clock(table.plan.pk, table.chair.pk)
    assert remind_checkers() == 1


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_plan_with_a_verdict_asks_nothing_whatever_it_says(outcome: Outcome) -> None:
    table = laid()
    answer_all(table)
    if outcome is Outcome.YES_PROVIDED:
        condition(table)
    unseconded(table, table.plan, outcome, "Verder." if outcome is Outcome.NO else "")
    # Also where the questions that decide were asked again, it is the verdict that ends the asking.
    table.plan.answers.all().delete()
    assert after(14) == 0


def test_a_verdict_that_was_opened_again_with_open_questions_asks_again() -> None:
    table = laid()
    judge(table)
    assert after(14) == 0
    reopen_verdict(table.plan.pk, table.chair.pk)
    table.plan.answers.filter(question__key="regels").delete()
    assert remind_checkers() == 1


def test_only_those_with_open_questions_hear() -> None:
    table = laid()
    treasurer = checker(table.edition, Discipline.FINANCIAL, name="Finn")
    for key in ("regels", "toestemming"):
        save_answer(table.plan.pk, table.question(key).pk, table.lawyer.pk, value=Value.YES)
    after(14)
    assert heard(table.lawyer) == []
    assert len(heard(treasurer)) == 1


def test_with_an_assignment_the_checker_and_the_deputy_hear_and_others_do_not() -> None:
    table = laid()
    deputy, other = (checker(table.edition, Discipline.LEGAL, name=name) for name in ("Anna", "Bram"))
    assign_plans(
        table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(table.lawyer.pk, deputy.pk)}
    )
    after(14)
    assert len(heard(table.lawyer)) == len(heard(deputy)) == 1
    assert heard(other) == []


def test_whoever_gets_a_plan_later_hears_of_it_the_next_day() -> None:
    table = laid()
    after(14)
    other = checker(table.edition, Discipline.LEGAL, name="Anna")
    assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(other.pk)})
    assert after(1) == 1
    assert len(heard(other)) == len(heard(table.lawyer)) == 1


def test_nobody_hears_of_their_own_plan() -> None:
    table = laid()
    Plan.objects.update(maker=table.lawyer)
    assert after(14) == 0


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.VOTING])
def test_outside_the_check_nobody_hears(phase: Phase) -> None:
    table = laid()
    table.edition.phase = phase
    table.edition.save()
    assert after(14) == 0


def test_after_publication_nobody_hears() -> None:
    table = laid()
    judge(table)
    publish(table)
    Plan.objects.update(status=Status.IN_CHECK)
    table.plan.verdict.delete()
    table.plan.answers.all().delete()
    assert after(14) == 0


def test_weeks_of_working_days() -> None:
    table = laid()
    TableRules.objects.create(edition=table.edition, term_days=30, working_days=True)
    assert after(13) == 0
    assert [after(1) for _ in range(12)].count(1) == 1
    assert "werkdagen" in heard(table.lawyer)[0].text


def test_the_words_tell_of_no_answer_and_no_verdict() -> None:
    """Two tables that differ in all that the table thinks give the same words."""
    words = []
    for value in (Value.YES, Value.NO):
        table = laid()
        table.plan.title = "Bankje"
        table.plan.save()
        answer_all(table, regels=value, toestemming=value)
        table.plan.answers.filter(question__key="regels").delete()
        after(14)
        [notice] = heard(table.lawyer)
        words.append((notice.heading, notice.text, notice.label))
        Reminder.objects.all().delete()
        clock.reset()
    assert words[0] == words[1]
    assert not any(word in str(words[0]).lower() for word in ("oordeel", "haalbaar", "‘nee’", "mits"))


def test_many_plans_ask_the_same_number_of_queries() -> None:
    counts = []
    for plans in (1, 8):
        table = laid()
        for _ in range(plans):
            make.plan(table.edition, Status.IN_CHECK)
        clock.move(timedelta(days=14))
        with connection.execute_wrapper(counter := Counter()):
            assert remind_checkers() == 1
        counts.append(counter.number)
        clock.reset()
        table.edition.phase = Phase.CLOSED
        table.edition.save()
    assert counts[0] == counts[1]


class Counter:
    """Counts queries."""

    number = 0

    def __call__(self, execute: object, *args: object) -> object:
        self.number += 1
        return execute(*args)  # type: ignore[operator]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_once() -> None:
    table = laid()
    clock.move(timedelta(days=14))
    gate, found = threading.Barrier(2), []

    def beat() -> None:
        gate.wait()
        try:
            found.append(remind_checkers())
        finally:
            connection.close()

    beats = [threading.Thread(target=beat) for _ in range(2)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()
    assert sorted(found) == [0, 1]
    assert len(heard(table.lawyer)) == 1


def test_chairs_partners_leaders_and_makers_get_no_reminder() -> None:
    table = laid()
    after(14)
    others = [table.chair, table.partner, table.leader, table.plan.maker]
    assert [len(heard(person)) for person in [table.lawyer, *others]] == [1, 0, 0, 0, 0]
