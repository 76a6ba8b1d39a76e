"""One plan on the table: what is on the page, who may do what on it, and what bad input brings."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Role
from feasibility.actions import add_condition, confirm_verdict, give_advice, save_answer
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.forms import version
from feasibility.models import Advice, Answer, Condition, ConditionOwner, Verdict
from feasibility.quick_test import CONDITION_NEEDED, PRICE_OVER_BUDGET, WAY_ON_NEEDED, Discipline, Outcome, Value
from plans.models import Comment, Plan
from plans.status import Status
from tests import make
from tests.feasibility.questions import TEN_QUESTIONS
from tests.feasibility.table import Table, answer_all, checker, condition, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

AsUser = Callable[[User], Client]
SECRET = "Alleen voor de tafel"


def url(name: str, table: Table, *more: int, plan: int | None = None) -> str:
    return reverse(name, args=[table.edition.slug, plan or table.plan.pk, *more])


def answer_url(table: Table, key: str = "regels") -> str:
    return url("answer_save", table, table.question(key).pk)


# The page


@pytest.mark.parametrize("who", ["lawyer", "chair", "partner", "leader"])
def test_everything_about_one_plan_is_on_one_page(as_user: AsUser, who: str) -> None:
    table = laid()
    Comment.objects.create(plan=table.plan, author=make.user("Els"), text="Heel goed idee.")
    save_answer(table.plan.pk, table.question("begroting").pk, table.chair.pk, value=Value.NO, remark=SECRET)
    condition(table)
    give_advice(table.plan.pk, table.partner.pk, text="Praat met de buren.")
    body = as_user(getattr(table, who)).get(url("table_plan", table)).content.decode()
    for shown in (table.plan.body, "Materiaal", "Heel goed idee.", SECRET, "De buren doen mee.", "Praat met de buren."):
        assert shown in body


def test_residents_makers_and_staff_of_another_edition_are_kept_out(as_user: AsUser) -> None:
    table = laid()
    for person in (make.user(), table.plan.maker, make.staff(make.edition(), *Role)):
        assert as_user(person).get(url("table_plan", table)).status_code == 403


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN, Status.BELOW_THRESHOLD])
def test_a_plan_that_does_not_lie_on_the_table_is_not_found(as_user: AsUser, status: Status) -> None:
    table = laid()
    other = make.plan(table.edition, status)
    assert as_user(table.chair).get(url("table_plan", table, plan=other.pk)).status_code == 404


def test_a_plan_of_another_edition_or_of_nowhere_is_not_found(as_user: AsUser) -> None:
    table, other = laid(), laid()
    browser = as_user(table.chair)
    for number in (other.plan.pk, 10**9, 10**40):
        assert browser.get(url("table_plan", table, plan=number)).status_code == 404
    assert browser.post(url("answer_save", table, 10**40), {"value": "YES"}).status_code == 404
    assert browser.post(url("condition_remove", table, 10**40)).status_code == 302


def test_ones_own_discipline_comes_first_and_only_it_has_forms(as_user: AsUser) -> None:
    table = laid()
    social = checker(table.edition, Discipline.SOCIAL)
    response = as_user(social).get(url("table_plan", table))
    assert response.context["blocks"][0][0].discipline is Discipline.SOCIAL
    assert answer_url(table, "voor_iedereen") in response.content.decode()
    assert answer_url(table, "regels") not in response.content.decode()


@pytest.mark.parametrize("who", ["partner", "leader"])
def test_partners_and_leaders_see_no_answer_forms(as_user: AsUser, who: str) -> None:
    table = laid()
    assert "/antwoord/" not in as_user(getattr(table, who)).get(url("table_plan", table)).content.decode()


def test_next_and_previous_follow_the_list_that_one_came_from(as_user: AsUser) -> None:
    table = laid()
    second, third = (make.plan(table.edition, Status.IN_CHECK) for _ in range(2))
    judge(table, second)
    browser = as_user(table.lawyer)
    assert browser.get(url("table_plan", table)).context["after"] == second.pk
    response = browser.get(url("table_plan", table), {"mijn": "1"})
    assert response.context["after"] == third.pk
    assert f"{url('table_plan', table, plan=third.pk)}?mijn=1" in response.content.decode()


@pytest.mark.parametrize("size", [1, 4])
def test_the_page_asks_the_same_number_of_queries_however_much_is_on_it(
    as_user: AsUser, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid(questions=DEFAULT_QUESTIONS if size > 1 else TEN_QUESTIONS)
    for number in range(size):
        judge(table, make.plan(table.edition, Status.IN_CHECK))
        Comment.objects.create(plan=table.plan, author=make.user(), text="Mooi.")
        condition(table, f"Voorwaarde {number}.")
        give_advice(table.plan.pk, make.staff(table.edition, Role.PARTNER).pk, text="Doen.")
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.PROVIDED)
    browser = as_user(table.lawyer)
    with django_assert_num_queries(22):
        browser.get(url("table_plan", table))


# Answers


def test_an_answer_is_saved_and_one_stays_at_the_question(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.lawyer).post(answer_url(table) + "?mijn=1", {"value": "YES", "remark": "Kan."})
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"?mijn=1#vraag-{table.question('regels').pk}")
    assert Answer.objects.get().remark == "Kan."


def test_another_discipline_is_not_allowed(as_user: AsUser) -> None:
    table = laid()
    assert as_user(table.lawyer).post(answer_url(table, "begroting"), {"value": "YES"}).status_code == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["partner", "leader"])
def test_another_role_is_not_allowed_to_answer(as_user: AsUser, who: str) -> None:
    table = laid()
    assert as_user(getattr(table, who)).post(answer_url(table), {"value": "YES"}).status_code == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"remark": "Ik twijfel"}, "Kies een antwoord."),
        ({"value": "MISSCHIEN", "remark": "Ik twijfel"}, "Kies een van de vier antwoorden."),
        ({"value": "YES\x00", "remark": "Ik twijfel"}, "Kies een van de vier antwoorden."),
        ({"value": "YES", "remark": "Ik twijfel" + "x" * 2000}, "te lang"),
    ],
)
def test_a_bad_answer_says_what_to_do_and_keeps_the_text(as_user: AsUser, typed: dict[str, str], sentence: str) -> None:
    table = laid()
    response = as_user(table.lawyer).post(answer_url(table), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Ik twijfel" in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_whoever_is_second_sees_both_texts_and_can_then_choose(as_user: AsUser, htmx: dict[str, str]) -> None:
    table = laid()
    first = save_answer(
        table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO, remark="Tekst van Lotte"
    )
    browser = as_user(table.chair)
    typed = {"value": "YES", "remark": "Tekst van Vera", "seen": ""}
    response = browser.post(answer_url(table), typed, headers=htmx)
    body = response.content.decode()
    assert response.status_code == 422
    assert "Tekst van Lotte" in body
    assert "Tekst van Vera" in body
    assert "Lotte heeft deze vraag intussen ook beantwoord" in body
    assert version(first) in body
    assert Answer.objects.get().remark == "Tekst van Lotte"
    browser.post(answer_url(table), {**typed, "seen": version(first)})
    assert Answer.objects.get().remark == "Tekst van Vera"


@pytest.mark.parametrize("seen", ["onzin", "2026-01-01", datetime(2020, 1, 1, tzinfo=UTC).isoformat(), "9" * 30])
def test_an_unreadable_version_never_overwrites(as_user: AsUser, seen: str) -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO)
    response = as_user(table.chair).post(answer_url(table), {"value": "YES", "seen": seen})
    assert response.status_code == 422
    assert Answer.objects.get().value == "NO"


def test_with_htmx_only_what_changed_comes_back(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.lawyer).post(
        answer_url(table, "toestemming"), {"value": "PROVIDED"}, headers={"HX-Request": "true"}
    )
    body = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in body
    assert table.question("toestemming").provided_text in body
    assert f'id="vraag-{table.question("toestemming_op_tijd").pk}" hx-swap-oob="true"' in body
    assert f'id="vraag-{table.question("regels").pk}"' not in body


def test_what_was_typed_after_the_verdict_is_not_lost(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    response = as_user(table.lawyer).post(answer_url(table), {"value": "NO", "remark": "Te laat bedacht"})
    assert response.status_code == 422
    assert "Te laat bedacht" in response.content.decode()
    assert "al een oordeel" in response.content.decode()


# Conditions


def test_a_ready_sentence_becomes_a_condition(as_user: AsUser) -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.PROVIDED)
    browser = as_user(table.lawyer)
    sentence = table.question("regels").provided_text
    response = browser.get(url("table_plan", table))
    assert response.context["sheet"].suggestions == [sentence]
    browser.post(url("condition_add", table), {"text": sentence, "owner": "MAKER"})
    assert Condition.objects.get().text == sentence
    assert browser.get(url("table_plan", table)).context["sheet"].suggestions == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "", "owner": "MAKER"}, "Schrijf op wat het plan mogelijk maakt."),
        ({"text": "Mijn voorwaarde"}, "Kies wie dit regelt."),
        ({"text": "Mijn voorwaarde", "owner": "BUUR"}, "Kies wie dit regelt."),
        ({"text": "Mijn voorwaarde" + "x" * 300, "owner": "MAKER"}, "te lang"),
        ({"text": "Mijn voorwaarde\x00", "owner": "MAKER"}, ""),
    ],
)
def test_a_bad_condition_says_what_to_do(as_user: AsUser, typed: dict[str, str], sentence: str) -> None:
    table = laid()
    response = as_user(table.lawyer).post(url("condition_add", table), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed["text"].strip("\x00") in response.content.decode()
    assert not Condition.objects.exists()


def test_removing_a_condition_twice_is_told(as_user: AsUser) -> None:
    table = laid()
    present = condition(table)
    browser = as_user(table.lawyer)
    browser.post(url("condition_remove", table, present.pk))
    response = browser.post(url("condition_remove", table, present.pk), follow=True)
    assert "Deze voorwaarde is er niet meer." in response.content.decode()


@pytest.mark.parametrize("who", ["partner", "leader"])
def test_partners_and_leaders_set_no_conditions(as_user: AsUser, who: str) -> None:
    table = laid()
    present = condition(table)
    browser = as_user(getattr(table, who))
    assert browser.post(url("condition_add", table), {"text": "x", "owner": "MAKER"}).status_code == 403
    assert browser.post(url("condition_remove", table, present.pk)).status_code == 403
    assert Condition.objects.count() == 1


# The verdict


def test_the_chair_confirms_what_the_answers_point_to(as_user: AsUser) -> None:
    table = laid()
    answer_all(table)
    browser = as_user(table.chair)
    form = browser.get(url("table_plan", table)).context["verdict_form"]
    assert (str(form.initial["outcome"]), form.initial["ballot"]) == ("YES", "1.000")
    typed = {"outcome": "YES", "explanation": "Mooi plan.", "ballot": "€ 1.250,50", "ballot_reason": "Offerte."}
    assert browser.post(url("verdict_confirm", table), typed).status_code == 302
    assert Verdict.objects.get().ballot_cents == 125_050


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"explanation": "Mijn uitleg"}, "Kies een oordeel"),
        ({"outcome": "MISSCHIEN", "explanation": "Mijn uitleg"}, "Kies een oordeel"),
        ({"outcome": "NO", "explanation": "Mijn uitleg"}, WAY_ON_NEEDED),
        ({"outcome": "YES_PROVIDED", "explanation": "Mijn uitleg"}, CONDITION_NEEDED),
        ({"outcome": "YES", "explanation": "Mijn uitleg", "ballot": "veel"}, "Vul een bedrag in"),
        ({"outcome": "YES", "explanation": "Mijn uitleg", "ballot": "-5"}, "hoger is dan"),
        ({"outcome": "YES", "explanation": "Mijn uitleg", "ballot": "70.001"}, PRICE_OVER_BUDGET),
        ({"outcome": "YES", "explanation": "Mijn uitleg", "ballot": "9" * 30}, PRICE_OVER_BUDGET),
        ({"outcome": "YES", "explanation": "Mijn uitleg" + "x" * 2000}, "te lang"),
    ],
)
def test_a_bad_verdict_says_what_is_missing_and_keeps_the_text(
    as_user: AsUser, typed: dict[str, str], sentence: str
) -> None:
    table = laid()
    answer_all(table)
    response = as_user(table.chair).post(url("verdict_confirm", table), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Mijn uitleg" in response.content.decode()
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("who", ["lawyer", "partner", "leader"])
def test_nobody_but_the_chair_reaches_the_verdict(as_user: AsUser, who: str) -> None:
    table = laid()
    answer_all(table)
    browser = as_user(getattr(table, who))
    typed = {"outcome": "YES", "explanation": "Mooi."}
    assert browser.post(url("verdict_confirm", table), typed).status_code == 403
    assert browser.post(url("verdict_reopen", table)).status_code == 403
    assert not Verdict.objects.exists()


def test_a_reopened_verdict_starts_with_its_own_words(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    browser = as_user(table.chair)
    response = browser.post(url("verdict_reopen", table), follow=True)
    assert response.context["verdict_form"].initial["explanation"] == "Wat een fijn plan."
    assert "Er ligt geen oordeel" in browser.post(url("verdict_reopen", table), follow=True).content.decode()


# Advice


def test_a_partner_gives_advice(as_user: AsUser) -> None:
    table = laid()
    assert as_user(table.partner).post(url("advice_save", table), {"text": "Doen."}).status_code == 302
    assert Advice.objects.get().text == "Doen."


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "Doen\x00"])
def test_bad_advice_is_refused_beside_the_field(as_user: AsUser, text: str) -> None:
    table = laid()
    response = as_user(table.partner).post(url("advice_save", table), {"text": text})
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    assert not Advice.objects.exists()


@pytest.mark.parametrize("who", ["lawyer", "chair", "leader"])
def test_nobody_but_a_partner_gives_advice(as_user: AsUser, who: str) -> None:
    table = laid()
    assert as_user(getattr(table, who)).post(url("advice_save", table), {"text": "Doen."}).status_code == 403


# Every change is a POST


@pytest.mark.parametrize("name", ["condition_add", "verdict_confirm", "verdict_reopen", "advice_save"])
def test_looking_changes_nothing(as_user: AsUser, name: str) -> None:
    table = laid()
    everything = make.staff(table.edition, *Role)
    assert as_user(everything).get(url(name, table)).status_code == 405


def test_one_does_not_judge_ones_own_plan(as_user: AsUser) -> None:
    table = laid()
    everything = make.staff(table.edition, *Role)
    Plan.objects.update(maker=everything)
    browser = as_user(everything)
    assert "Dit is uw eigen plan" in browser.get(url("table_plan", table)).content.decode()
    assert browser.post(answer_url(table), {"value": "YES"}).status_code == 403
    assert browser.post(url("advice_save", table), {"text": "Doen."}).status_code == 422


# Secrecy


def test_the_public_page_of_a_plan_tells_nothing_before_publication() -> None:
    table = laid()
    page = reverse("plan_page", args=[table.edition.slug, table.plan.pk])
    add_condition(table.plan.pk, table.chair.pk, text="De buren doen mee.", owner=ConditionOwner.PARTNER)
    answer_all(table, regels=Value.PROVIDED)
    before = Client().get(page).content.decode()
    _confirm(table)
    assert Client().get(page).content.decode() == before
    publish(table)
    after = Client().get(page).content.decode()
    for shown in ("Dit plan kan, met voorwaarden", "Zo kan het.", "De buren doen mee.", "Dit regelt een partner."):
        assert shown not in before
        assert shown in after


def _confirm(table: Table) -> None:
    confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES_PROVIDED, explanation="Zo kan het.")


def test_after_publication_the_page_is_for_reading(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    publish(table)
    body = as_user(table.chair).get(url("table_plan", table)).content.decode()
    assert "bekendgemaakt" in body
    assert 'method="post"' not in body.split("<main")[1]
