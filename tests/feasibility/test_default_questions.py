"""The questions that ship with the product: a good flow, in plain Dutch, and short for any one plan."""

import ast
from pathlib import Path

import pytest

from feasibility import quick_test
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.flow_check import check_flow
from feasibility.quick_test import Discipline, Outcome, Question, Value, open_questions, place_of, propose_verdict

JUDGING = [question for question in DEFAULT_QUESTIONS if not question.sorting]
SORTING = [question for question in DEFAULT_QUESTIONS if question.sorting]
OUTSIDE = {"openbare_ruimte", "grond_gemeente"}
PLANS = {
    "a bench": OUTSIDE | {"blijft_staan", "graven"},
    "a playground": OUTSIDE | {"blijft_staan", "graven", "speeltoestel"},
    "a garden with a fence": OUTSIDE | {"blijft_staan", "graven", "groen"},
    "neighbourhood meals": {"activiteit", "eten"},
    "help with homework": {"activiteit", "kinderen", "gegevens"},
    "a mural on a flat": {"blijft_staan", "ander_geld"},
    "a language club": {"activiteit", "gegevens"},
}


def walk(facts: set[str], answer: Value = Value.YES) -> dict[str, Value]:
    """Answers whatever comes up: a fact with ja when it is one of `facts`, a judgement with `answer`."""
    answers: dict[str, Value] = {}
    while to_do := open_questions(DEFAULT_QUESTIONS, answers):
        for each in to_do:
            fact = Value.YES if each.key in facts else Value.NO
            answers[each.key] = fact if each.sorting else answer
    return answers


def test_the_default_questions_are_a_good_flow_over_every_discipline() -> None:
    assert 35 <= len(DEFAULT_QUESTIONS) <= 50
    assert check_flow(DEFAULT_QUESTIONS) == []
    assert {each.discipline for each in JUDGING} == set(Discipline)


def test_they_stand_in_the_order_of_the_page() -> None:
    places = [place_of(each.discipline, each.sorting) for each in DEFAULT_QUESTIONS]
    assert places == sorted(places)


def test_at_least_one_judging_question_of_every_discipline_is_always_asked() -> None:
    always = [each for each in open_questions(DEFAULT_QUESTIONS, {}) if not each.sorting]
    assert {each.discipline for each in always} == set(Discipline)


@pytest.mark.parametrize("facts", PLANS.values(), ids=PLANS)
def test_a_typical_plan_is_asked_twenty_to_twenty_eight_questions(facts: set[str]) -> None:
    assert 20 <= len(walk(facts)) <= 28


def test_not_even_a_street_party_with_everything_gets_all_of_them() -> None:
    party = OUTSIDE | {"activiteit", "evenement", "geluid", "eten", "verkeer"}
    assert len(walk(party)) == 31
    assert len(walk(set())) == 18


@pytest.mark.parametrize("facts", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Value.YES, Outcome.YES), (Value.PROVIDED, Outcome.YES_PROVIDED), (Value.NO, Outcome.NO)],
)
def test_every_walk_comes_to_a_proposal(facts: set[str], answer: Value, outcome: Outcome) -> None:
    assert propose_verdict(DEFAULT_QUESTIONS, walk(facts, answer)).outcome is outcome


@pytest.mark.parametrize("each", DEFAULT_QUESTIONS, ids=lambda each: each.key)
def test_a_default_question_is_short_and_helps(each: Question) -> None:
    assert each.text.endswith("?")
    assert len(each.text) <= 90
    assert each.help
    assert all(len(sentence.split()) <= 20 for sentence in each.help.replace("?", ".").split("."))


@pytest.mark.parametrize("each", JUDGING, ids=lambda each: each.key)
def test_a_judgement_asks_what_can_be_done_and_brings_a_sentence_for_each_answer(each: Question) -> None:
    assert "niet" not in each.text  # a "ja" is always good news
    for sentence in (each.yes_text, each.provided_text, each.no_text):
        assert sentence.endswith(".")
        assert len(sentence) <= 300
        assert len(sentence.split()) <= 20


def test_a_fact_brings_no_sentence() -> None:
    assert not any(each.yes_text or each.provided_text or each.no_text for each in SORTING)


def test_most_help_texts_ask_what_can_be_done() -> None:
    assert sum("wél" in each.help for each in JUDGING) >= 20


@pytest.mark.parametrize(
    "module", ["quick_test.py", "flow_check.py", "flow_diagram.py", "default_questions.py", "default_sorting.py"]
)
def test_deciding_is_plain_python(module: str) -> None:
    tree = ast.parse((Path(quick_test.__file__).parent / module).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {"collections", "collections.abc", "dataclasses", "enum", "functools", "textwrap", "typing"}
    assert imported <= plain | {"feasibility.quick_test", "feasibility.default_sorting"}
