"""What the administrator may do with the table: prepare it, and read it once it is public."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editions.phases import Phase
from feasibility.actions import lay_table, save_answer
from feasibility.models import Question, Seat
from feasibility.quick_test import Value
from tests import make
from tests.feasibility.table import judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

AsUser = Callable[[User], Client]


@pytest.fixture
def browser(as_user: AsUser) -> Client:
    return as_user(make.user("Beheer", is_staff=True, is_superuser=True))


def _typed(question: Question, **changes: str) -> dict[str, object]:
    names = ("key", "number", "discipline", "text", "help", "provided_text", "only_if_key", "only_if_value")
    return {"edition": question.edition_id, **{name: getattr(question, name) for name in names}, **changes}


def _change(question: Question) -> str:
    return reverse("admin:feasibility_question_change", args=[question.pk])


def _question() -> Question:
    edition = make.edition(Phase.FEASIBILITY)
    lay_table(edition, None)
    return Question.objects.get(edition=edition, key="buurt")


def test_a_question_can_change_before_the_first_answer(browser: Client) -> None:
    question = _question()
    assert browser.post(_change(question), _typed(question, text="Past het?")).status_code == 302
    question.refresh_from_db()
    assert question.text == "Past het?"


@pytest.mark.parametrize(
    "changes", [{"only_if_key": "nergens", "only_if_value": "YES"}, {"only_if_key": "buurt", "only_if_value": "YES"}]
)
def test_a_change_that_breaks_the_flow_is_refused(browser: Client, changes: dict[str, str]) -> None:
    question = _question()
    assert browser.post(_change(question), _typed(question, **changes)).status_code == 200
    question.refresh_from_db()
    assert question.only_if_key == ""


def test_questions_stand_still_from_the_first_answer(browser: Client) -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    other = table.question("buurt")
    assert browser.post(_change(other), _typed(other, text="Past het?")).status_code == 403
    added = browser.post(reverse("admin:feasibility_question_add"), _typed(other, key="nieuw"))
    assert "liggen vast" in added.content.decode()
    assert Question.objects.filter(edition=table.edition).count() == 10


def test_a_seat_can_be_removed_until_it_was_used(browser: Client) -> None:
    table = laid()
    seat = Seat.objects.get(user=table.lawyer)
    removal = reverse("admin:feasibility_seat_delete", args=[seat.pk])
    assert browser.get(removal).status_code == 200
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    assert browser.post(removal, {"post": "yes"}).status_code == 403
    assert Seat.objects.filter(pk=seat.pk).exists()


@pytest.mark.parametrize("model", ["answer", "verdict", "condition", "advice"])
def test_the_administrator_reads_nothing_before_publication_and_changes_nothing(browser: Client, model: str) -> None:
    table = laid()
    judge(table)
    page = reverse(f"admin:feasibility_{model}_changelist")
    assert not browser.get(page).context["cl"].result_count
    assert browser.get(reverse(f"admin:feasibility_{model}_add")).status_code == 403


def test_the_administrator_reads_verdicts_after_publication(browser: Client) -> None:
    table = laid()
    judge(table)
    publish(table)
    assert browser.get(reverse("admin:feasibility_verdict_changelist")).context["cl"].result_count == 1
