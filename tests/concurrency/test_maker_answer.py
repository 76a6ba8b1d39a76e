"""Between verdict and ballot at the same moment: one lock, one outcome, and everybody is told."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection

from common import clock
from common.errors import Refused
from editions.models import Edition
from feasibility.actions import (
    HandledMeanwhile,
    NewVerdict,
    answer_conditions,
    ask_reconsideration,
    change_verdict,
    follow_answers,
    keep_verdict,
    maker_answer,
    settle_answers,
)
from feasibility.models import MakerAnswer, Reconsideration
from feasibility.quick_test import Discipline, Outcome
from plans.status import Status
from tests.feasibility.judged import ACCEPTED, ADAPTED, OFF, fresh, judged, pass_the_term, told
from tests.feasibility.table import Table, checker
from tests.plans.test_concurrent_likes import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

Acts = list[Callable[[], object]]
# How long one waits for the other, in seconds; longer than settling takes.
WAIT = 3


def answer(table: Table) -> object:
    return answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)


@pytest.mark.parametrize("_round", range(5))
def test_an_answer_at_the_last_moment_is_in_or_refused_and_never_both(_round: int) -> None:
    """The term ends while eight presses and eight settlements are on their way."""
    table = judged(OFF)
    pass_the_term(table, timedelta(milliseconds=-60))
    acts: Acts = [partial(answer, table), partial(settle_answers, table.edition.pk)] * 8
    results = all_at_once(acts)
    settle_answers(table.edition.pk)
    said = [result for result in results[::2] if isinstance(result, MakerAnswer)]
    kept = MakerAnswer.objects.get()
    on_ballot = fresh(table).state is Status.ON_BALLOT
    pass_the_term(table)
    settle_answers(table.edition.pk)
    if said:
        assert kept.kind == ACCEPTED
        assert on_ballot
    else:
        assert all(isinstance(result, Refused) for result in results[::2])
        assert kept.kind == MakerAnswer.Kind.SILENT
        assert fresh(table).state is Status.NOT_FEASIBLE


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "without it (negative control)"])
def test_an_answer_that_was_in_time_is_kept_by_the_lock(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that found the term open, and is written only when the rule was applied or waits for it.

    The one who answers asks the clock, waits, and writes; meanwhile the term ends and the rule comes along.
    """
    table = judged(OFF)
    pass_the_term(table, timedelta(hours=-1))
    checked, settled = Event(), Event()
    kept = MakerAnswer.objects.update_or_create

    def slow_write(**facts: Any) -> object:
        checked.set()
        settled.wait(WAIT)
        return kept(**facts)

    monkeypatch.setattr(MakerAnswer.objects, "update_or_create", slow_write)
    if not locked:
        monkeypatch.setattr(maker_answer, "take", lambda pk: Edition.objects.get(pk=pk))

    def settle() -> None:
        checked.wait(WAIT)
        clock.move(timedelta(hours=2))
        with suppress(OperationalError):
            settle_answers(table.edition.pk)
        settled.set()
        connection.close()

    other = Thread(target=settle)
    other.start()
    with suppress(OperationalError):  # without the lock the two wait for each other's rows until one is thrown out
        answer(table)
    other.join()
    found = MakerAnswer.objects.filter(kind=ACCEPTED).exists()
    kept_it = found and fresh(table).state is Status.ON_BALLOT
    assert kept_it is locked


def test_the_rule_is_applied_once_however_many_workers_apply_it() -> None:
    table = judged(OFF)
    pass_the_term(table)
    acts: Acts = [partial(settle_answers, table.edition.pk)] * 10 + [follow_answers] * 4
    results = all_at_once(acts)
    assert [result for result in results if result] == [1] or sum(1 for result in results if result) <= 1
    assert MakerAnswer.objects.count() == 1
    assert len(told(table, "answer-silent")) == 1
    assert fresh(table).state is Status.NOT_FEASIBLE


def test_two_makers_who_answer_at_once_leave_one_answer() -> None:
    table = judged()
    acts: Acts = [
        partial(answer_conditions, table.plan.pk, table.plan.maker, kind=kind, text="Kleiner.")
        for kind in (ACCEPTED, ADAPTED) * 6
    ]
    assert not any(isinstance(result, Refused) for result in all_at_once(acts))
    assert MakerAnswer.objects.count() == 1


def test_of_many_requests_at_once_there_is_one() -> None:
    table = judged()
    results = all_at_once([partial(ask_reconsideration, table.plan.pk, table.plan.maker, "Kijk nog eens.")] * 8)
    assert sum(isinstance(result, Refused) for result in results) == 7
    assert Reconsideration.objects.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_of_two_who_look_again_at_once_one_wins_and_the_other_is_told(_round: int) -> None:
    table = judged(outcome=Outcome.NO)
    ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk nog eens.")
    other = checker(table.edition, Discipline.SOCIAL, name="Sam")
    yes = NewVerdict(Outcome.YES, "Dan kan het.")
    acts: Acts = [
        partial(keep_verdict, table.plan.pk, table.leader.pk, "Blijft."),
        partial(change_verdict, table.plan.pk, other.pk, "Toch ja.", yes),
    ]
    results = all_at_once(acts)
    assert sum(isinstance(result, HandledMeanwhile) for result in results) == 1
    changed = Reconsideration.objects.get().outcome == Reconsideration.Outcome.CHANGED
    assert (fresh(table).state is Status.ON_BALLOT) is changed
    assert isinstance(results[0] if changed else results[1], HandledMeanwhile)
    assert len(told(table, "verdict-again")) == 1
