"""The pages of the quick test: who comes in, what bad input brings, and what no page loses."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from feasibility.actions import draft_flow, save_answer, take_flow_in_use
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.flow_diagram import diagram_of, tree_of
from feasibility.models import Answer, Flow
from feasibility.quick_test import Outcome, Question, Value, after
from feasibility.views.walk import walk_through
from tests.feasibility.questions import TEN_QUESTIONS
from tests.feasibility.table import Table, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

AsUser = Callable[[User], Client]
TYPED = {"text": "Kan het ook ’s avonds?", "kind": "oordeel", "discipline": "SOCIAL", "after": "", "help": "Kijk."}


def url(name: str, table: Table, *more: int) -> str:
    return reverse(name, args=[table.edition.slug, *more])


def drafted(table: Table) -> Flow:
    return draft_flow(table.edition.pk, table.chair.pk)


# The list and one version


def test_the_list_says_what_each_version_is(as_user: AsUser) -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    drafted(table)
    response = as_user(table.leader).get(url("flow_list", table))
    assert [(f.number, f.question_count, f.plan_count) for f in response.context["flows"]] == [(2, 10, 0), (1, 10, 1)]
    for words in ("concept", "in gebruik", "ligt vast"):
        assert words in response.content.decode()


def test_a_second_draft_leads_to_the_first(as_user: AsUser) -> None:
    table = laid()
    browser = as_user(table.chair)
    first = browser.post(url("flow_draft", table))
    second = browser.post(url("flow_draft", table), follow=True)
    assert Flow.objects.filter(edition=table.edition).count() == 2
    assert second.redirect_chain[-1][0] == first.headers["Location"]
    assert "al een concept" in second.content.decode()


@pytest.mark.parametrize("name", ["flow_page", "flow_diagram", "flow_walk", "question_add"])
def test_a_version_of_another_edition_is_not_found(as_user: AsUser, name: str) -> None:
    table, other = laid(), laid()
    for number in (other.flow.pk, 10**9, 10**40):
        assert as_user(table.chair).get(url(name, table, number)).status_code == 404


def test_what_is_wrong_stands_on_the_page_and_greys_the_button(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    browser = as_user(table.chair)
    browser.post(url("question_remove", table, draft.pk, draft.questions.get(key="toestemming").pk))
    body = browser.get(url("flow_page", table, draft.pk)).content.decode()
    assert "1 ding klopt nog niet" in body
    assert url("flow_use", table, draft.pk) not in body
    refused = browser.post(url("flow_use", table, draft.pk))
    assert refused.status_code == 422
    assert "maar die is er niet" in refused.content.decode()


def test_taking_in_use_twice_is_told(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    browser = as_user(table.chair)
    assert browser.post(url("flow_use", table, draft.pk)).status_code == 302
    again = browser.post(url("flow_use", table, draft.pk))
    assert again.status_code == 422
    assert "geen concept meer" in again.content.decode()


def test_a_frozen_version_shows_no_way_to_change_it(as_user: AsUser) -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    browser = as_user(table.chair)
    body = browser.get(url("flow_page", table, table.flow.pk)).content.decode()
    assert "Deze versie ligt vast" in body
    assert "/verplaatsen/" not in body
    late = browser.post(url("question_change", table, table.flow.pk, table.question("buurt").pk), TYPED)
    assert late.status_code == 422
    assert "ligt vast" in late.content.decode()
    assert TYPED["text"] in late.content.decode()


@pytest.mark.parametrize("questions", [TEN_QUESTIONS, DEFAULT_QUESTIONS])
@pytest.mark.parametrize(("name", "queries"), [("flow_page", 7), ("flow_diagram", 6), ("flow_walk", 6)])
def test_a_version_takes_the_same_number_of_queries_however_long_it_is(
    as_user: AsUser,
    name: str,
    queries: int,
    questions: tuple[Question, ...],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    table = laid(questions=questions)
    draft = drafted(table)
    browser = as_user(table.chair)
    with django_assert_num_queries(queries):
        browser.get(url(name, table, draft.pk))


# One question


def test_a_question_is_added_with_its_branch_and_sentences(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    typed = {**TYPED, "after": "regels", "after_values": ["YES", "NO"], "yes_text": "Het kan.", "no_text": "Overdag."}
    response = as_user(table.chair).post(url("question_add", table, draft.pk), typed)
    made = draft.questions.get(text=TYPED["text"])
    assert response.headers["Location"].endswith(f"#vraag-{made.pk}")
    assert (made.only_if_key, made.only_if_values, made.sorting) == ("regels", ["YES", "NO"], False)
    assert (made.yes_text, made.no_text, made.help) == ("Het kan.", "Overdag.", "Kijk.")


def test_the_form_of_a_question_starts_with_what_it_is(as_user: AsUser) -> None:
    table = laid()
    question = table.question("toestemming_op_tijd")
    form = as_user(table.chair).get(url("question_change", table, table.flow.pk, question.pk)).context["form"]
    assert (form.initial["after"], form.initial["after_values"]) == ("toestemming", ["PROVIDED"])
    assert question.key not in dict(form.fields["after"].choices)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Schrijf de vraag op."),
        ({"text": "x" * 201}, "te lang"),
        ({"text": "Kan\x00 het?"}, "field__error"),
        ({"help": "x" * 1001}, "te lang"),
        ({"no_text": "x" * 301}, "te lang"),
        ({"kind": "anders"}, "Kies een van de twee."),
        ({"discipline": "MAGIE"}, "Kies een vakgebied uit de lijst."),
        ({"after": "weg"}, "Die vraag is er niet meer."),
        ({"after": "regels"}, "Kies bij welk antwoord deze vraag komt."),
        ({"after_values": ["YES"]}, "Kies ook na welke vraag"),
        ({"after": "regels", "after_values": ["MISSCHIEN"]}, "Kies een of meer van de vier antwoorden."),
    ],
)
def test_a_bad_question_says_what_to_do_and_keeps_what_was_typed(
    as_user: AsUser, wrong: dict[str, object], sentence: str
) -> None:
    table = laid()
    draft = drafted(table)
    response = as_user(table.chair).post(
        url("question_add", table, draft.pk), {**TYPED, "provided_text": "Mijn zin", **wrong}
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Mijn zin" in response.content.decode()
    assert draft.questions.count() == 10


def test_a_loop_is_refused_on_the_form(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="toestemming")
    typed = {**TYPED, "after": "toestemming_op_tijd", "after_values": ["YES"]}
    response = as_user(table.chair).post(url("question_change", table, draft.pk, question.pk), typed)
    assert response.status_code == 422
    assert "wacht via andere vragen op zichzelf" in response.content.decode()
    assert draft.questions.get(key="toestemming").only_if_key == ""


def test_typed_words_are_shown_escaped(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    browser = as_user(table.chair)
    browser.post(url("question_add", table, draft.pk), {**TYPED, "text": "<script>x</script>?"})
    for name in ("flow_page", "flow_diagram", "flow_walk"):
        assert "<script>x" not in browser.get(url(name, table, draft.pk)).content.decode()


def test_moving_and_removing_a_question_that_is_gone_is_told(as_user: AsUser) -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="buurt").pk
    browser = as_user(table.chair)
    browser.post(url("question_remove", table, draft.pk, question))
    for name in ("question_remove", "question_move"):
        assert (
            "Deze vraag is er niet meer."
            in browser.post(url(name, table, draft.pk, question), follow=True).content.decode()
        )


# Trying it out


def test_the_walk_keeps_its_answers_in_the_address_and_nothing_else(as_user: AsUser) -> None:
    table = laid(questions=DEFAULT_QUESTIONS)
    page = url("flow_walk", table, table.flow.pk)
    body = as_user(table.chair).get(page, {"openbare_ruimte": "YES", "plek": "NO"}).content.decode()
    assert "Is de grond van de gemeente?" in body
    assert "Vindt de eigenaar van het gebouw" not in body
    assert "Plannenmaker en gemeente zoeken een plek" in body
    assert not Answer.objects.exists()
    assert table.flow.frozen_at is None


def test_the_walk_comes_to_a_proposal() -> None:
    walk = walk_through(TEN_QUESTIONS, {q.key: "YES" for q in TEN_QUESTIONS} | {"plek": "PROVIDED"})
    assert walk.proposal.outcome is Outcome.YES_PROVIDED
    assert walk.conditions == (next(q.provided_text for q in TEN_QUESTIONS if q.key == "plek"),)
    assert (walk.answered, len(walk.steps), walk.total, walk.next_key) == (9, 9, 10, "")


@pytest.mark.parametrize("typed", [{"regels": "MISSCHIEN"}, {"weg": "YES"}, {"regels": ""}, {"": "\x00"}])
def test_the_walk_leaves_out_what_is_no_answer(typed: dict[str, str]) -> None:
    assert walk_through(TEN_QUESTIONS, typed).answered == 0


def test_a_click_on_the_given_answer_takes_it_back() -> None:
    step = walk_through(TEN_QUESTIONS, {"regels": "NO", "plek": "YES"}).steps[0]
    assert [choice.address for choice in step.choices] == [
        "?regels=YES&plek=YES",
        "?regels=PROVIDED&plek=YES",
        "?plek=YES",
        "?regels=NOT_APPLICABLE&plek=YES",
    ]


# The picture


@pytest.mark.parametrize("questions", [(), TEN_QUESTIONS, DEFAULT_QUESTIONS])
def test_every_question_stands_in_the_picture_once_and_no_two_touch(questions: tuple[Question, ...]) -> None:
    diagram = diagram_of(questions)
    assert sorted(box.number for box in diagram.boxes) == list(range(1, len(questions) + 1))
    assert len({(box.x, box.y) for box in diagram.boxes}) == len(questions)
    assert all(box.x + 200 <= diagram.width and box.y + 92 <= diagram.height for box in diagram.boxes)
    assert len(diagram.links) == sum(1 for question in questions if question.only_if)
    assert max((len(box.lines) for box in diagram.boxes), default=0) <= 4


def test_a_question_that_cannot_be_placed_stands_apart() -> None:
    lost = Question("x", TEN_QUESTIONS[0].discipline, "Kan x?", only_if=after("weg", Value.YES))
    assert [tree.broken for tree in tree_of([*TEN_QUESTIONS, lost]) if tree.question is lost] == [True]
    assert "nooit aan bod" in diagram_of([*TEN_QUESTIONS, lost]).headings[-1].text


# An answer to a question of another version


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_an_answer_from_before_the_change_comes_back_at_the_same_question(
    as_user: AsUser, htmx: dict[str, str]
) -> None:
    table = laid()
    old = table.question("regels").pk
    take_flow_in_use(table.edition.pk, drafted(table).pk, table.chair.pk)
    page = reverse("answer_save", args=[table.edition.slug, table.plan.pk, old])
    response = as_user(table.lawyer).post(page, {"value": "NO", "remark": "Lang nagedacht"}, headers=htmx)
    body = response.content.decode()
    assert response.status_code == 422
    assert "andere versie van de vragen" in body
    assert "Lang nagedacht" in body
    new = reverse("answer_save", args=[table.edition.slug, table.plan.pk, table.question("regels").pk])
    assert new in body
    assert response.headers.get("HX-Retarget") == ("#inhoud" if htmx else None)
    assert not Answer.objects.exists()


def test_an_answer_to_a_question_that_is_nowhere_any_more_comes_back_above_the_page(as_user: AsUser) -> None:
    table, other = laid(), laid()
    foreign = other.question("regels").pk
    page = reverse("answer_save", args=[table.edition.slug, table.plan.pk, foreign])
    response = as_user(table.chair).post(page, {"value": "NO", "remark": "Lang nagedacht"})
    assert response.status_code == 422
    assert "Lang nagedacht" in response.content.decode()
    assert "Wat u schreef" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_plan_with_facts_hides_what_is_not_asked_and_says_so(as_user: AsUser) -> None:
    table = laid(questions=DEFAULT_QUESTIONS)
    browser = as_user(table.chair)
    page = reverse("table_plan", args=[table.edition.slug, table.plan.pk])
    assert browser.get(page).context["blocks"][0][0].discipline is None
    question = table.question("activiteit").pk
    body = browser.get(page).content.decode()
    assert "29 vragen komen bij dit plan nu niet aan de orde" in body
    saved = browser.post(
        reverse("answer_save", args=[table.edition.slug, table.plan.pk, question]),
        {"value": "YES"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert f'id="vraag-{table.question("geluid_buren").pk}" hidden hx-swap-oob' in saved
    assert f'id="vraag-{table.question("evenement").pk}" hx-swap-oob' in saved
    assert "25 vragen komen" in saved
