"""Answering the questions of the quick test."""

from collections.abc import Callable

import pytest

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.phases import Phase
from feasibility.actions import AnsweredMeanwhile, OtherQuestions, lay_table, save_answer
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.models import Answer, Flow, Question
from feasibility.queries.flow import as_flow
from feasibility.quick_test import Discipline, Value
from plans.status import Status
from tests import make
from tests.feasibility.table import Table, answer_all, checker, judge, laid, publish

pytestmark = pytest.mark.django_db


def test_a_table_is_laid_with_the_default_questions() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    assert lay_table(edition, None) == len(DEFAULT_QUESTIONS)
    flow = Flow.objects.get(edition=edition)
    assert (flow.number, flow.state, flow.frozen_at) == (1, "IN_USE", None)
    assert tuple(as_flow(flow.questions.all())) == DEFAULT_QUESTIONS
    asked = flow.questions.get(key="toestemming_op_tijd")
    assert (asked.only_if_key, asked.only_if_values) == ("toestemming", ["PROVIDED", "NO"])


def test_a_table_is_laid_once() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    lay_table(edition, None)
    assert lay_table(edition, None) == 0
    assert Flow.objects.filter(edition=edition).count() == 1


def test_an_edition_with_its_own_questions_keeps_them() -> None:
    table = laid()
    assert lay_table(table.edition, None) == 0
    assert table.flow.questions.count() == 10


def test_a_checker_answers_for_their_own_discipline() -> None:
    table = laid()
    answer = save_answer(
        table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.PROVIDED, remark="Met een melding."
    )
    assert (answer.value, answer.remark, answer.answered_by_id) == ("PROVIDED", "Met een melding.", table.lawyer.pk)


def test_the_chair_answers_for_every_discipline() -> None:
    table = laid()
    answer = save_answer(table.plan.pk, table.question("begroting").pk, table.chair.pk, value=Value.YES)
    assert answer.answered_by == table.chair


def _partner(table: Table) -> User:
    return table.partner


def _leader(table: Table) -> User:
    return table.leader


def _of_another_discipline(table: Table) -> User:
    return checker(table.edition, Discipline.FINANCIAL)


def _without_a_seat(table: Table) -> User:
    return checker(table.edition)


def _of_another_edition(table: Table) -> User:
    return checker(make.edition(Phase.FEASIBILITY), Discipline.LEGAL)


def _who_lost_the_role(table: Table) -> User:
    person = checker(table.edition, Discipline.LEGAL)
    person.edition_roles.all().delete()
    return person


def _who_made_the_plan(table: Table) -> User:
    person = checker(table.edition, Discipline.LEGAL)
    table.plan.maker = person
    table.plan.save()
    return person


def _chair_who_made_the_plan(table: Table) -> User:
    table.plan.maker = table.chair
    table.plan.save()
    return table.chair


@pytest.mark.parametrize(
    "who",
    [
        _partner,
        _leader,
        _of_another_discipline,
        _without_a_seat,
        _of_another_edition,
        _who_lost_the_role,
        _who_made_the_plan,
        _chair_who_made_the_plan,
    ],
)
def test_nobody_else_answers(who: Callable[[Table], User]) -> None:
    table = laid()
    person = who(table)
    with pytest.raises(Refused, match="vakgebied"):
        save_answer(table.plan.pk, table.question("regels").pk, person.pk, value=Value.YES)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("phase", [p for p in Phase if p is not Phase.FEASIBILITY])
def test_outside_the_check_nobody_answers(phase: Phase) -> None:
    table = laid(phase)
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.IN_CHECK])
def test_a_plan_that_is_not_in_the_check_gets_no_answers(status: Status) -> None:
    table = laid()
    other = make.plan(table.edition, status)
    with pytest.raises(Refused, match="niet op tafel"):
        save_answer(other.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)


def test_after_the_verdict_answers_stand() -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="al een oordeel"):
        save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO)


def test_after_publication_answers_stand() -> None:
    table = laid()
    judge(table)
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO)


def test_a_question_behind_another_is_answered_when_it_is_asked() -> None:
    table = laid()
    later = table.question("toestemming_op_tijd")
    with pytest.raises(Refused, match="niet aan de orde"):
        save_answer(table.plan.pk, later.pk, table.lawyer.pk, value=Value.YES)
    save_answer(table.plan.pk, table.question("toestemming").pk, table.lawyer.pk, value=Value.PROVIDED)
    assert save_answer(table.plan.pk, later.pk, table.lawyer.pk, value=Value.YES)


def test_a_question_of_another_edition_or_of_nowhere_is_not_answered() -> None:
    table, other = laid(), laid()
    with pytest.raises(OtherQuestions, match="andere versie"):
        save_answer(table.plan.pk, other.question("regels").pk, table.chair.pk, value=Value.YES)
    with pytest.raises(Question.DoesNotExist):
        save_answer(table.plan.pk, 10**9, table.chair.pk, value=Value.YES)
    assert not Answer.objects.exists()


def test_whoever_saw_the_latest_answer_replaces_it() -> None:
    table = laid()
    question = table.question("regels").pk
    first = save_answer(table.plan.pk, question, table.lawyer.pk, value=Value.NO)
    second = save_answer(table.plan.pk, question, table.chair.pk, value=Value.YES, seen=first.answered_at)
    assert (second.pk, second.value, second.answered_by) == (first.pk, "YES", table.chair)


def test_whoever_saw_nothing_does_not_overwrite_an_answer() -> None:
    table = laid()
    question = table.question("regels").pk
    save_answer(table.plan.pk, question, table.lawyer.pk, value=Value.NO, remark="Dit mag niet.")
    with pytest.raises(AnsweredMeanwhile, match="Lotte") as caught:
        save_answer(table.plan.pk, question, table.chair.pk, value=Value.YES)
    assert caught.value.current.remark == "Dit mag niet."
    assert Answer.objects.get().value == "NO"


def test_whoever_saw_an_older_answer_does_not_overwrite_the_newer() -> None:
    table = laid()
    question = table.question("regels").pk
    first = save_answer(table.plan.pk, question, table.lawyer.pk, value=Value.NO)
    save_answer(table.plan.pk, question, table.lawyer.pk, value=Value.PROVIDED, seen=first.answered_at)
    with pytest.raises(AnsweredMeanwhile):
        save_answer(table.plan.pk, question, table.chair.pk, value=Value.YES, seen=first.answered_at)
    assert Answer.objects.get().value == "PROVIDED"


def test_a_double_click_is_no_conflict() -> None:
    table = laid()
    question = table.question("regels").pk
    for _ in range(2):
        save_answer(table.plan.pk, question, table.lawyer.pk, value=Value.YES, remark="Kan.")
    assert Entry.objects.filter(action="answer_saved").count() == 1


def test_the_trail_keeps_every_answer_and_no_free_text() -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES, remark="Geheim woord")
    entry = Entry.objects.get(action="answer_saved")
    assert (entry.actor, entry.subject) == (f"gebruiker:{table.lawyer.pk}", f"plan:{table.plan.pk}")
    assert entry.data == {"question": "regels", "value": "YES"}


def test_answer_all_answers_every_question() -> None:
    table = laid()
    answer_all(table)
    assert Answer.objects.count() == 9
