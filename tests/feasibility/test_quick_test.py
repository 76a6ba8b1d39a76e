"""The quick test: every question gets its turn, the answers propose, and a "nee" never stands alone."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility import quick_test
from feasibility.quick_test import (
    Branch,
    Discipline,
    Outcome,
    Price,
    Question,
    Value,
    after,
    asked_questions,
    check_verdict,
    open_questions,
    propose_verdict,
)

YES, PROVIDED, NO, NOT_APPLICABLE = Value


def question(
    key: str, only_if: Branch | None = None, discipline: Discipline = Discipline.LEGAL, sorting: bool = False
) -> Question:
    return Question(key=key, discipline=discipline, text=f"Kan {key}?", only_if=only_if, sorting=sorting)


def keys(questions: list[Question]) -> str:
    return "".join(each.key for each in questions)


A, B, C = question("a"), question("b", discipline=Discipline.FINANCIAL), question("c")
BEHIND_A = question("x", only_if=after("a", PROVIDED), discipline=Discipline.SOCIAL)
BEHIND_X = question("y", only_if=after("x", NO))


# Which questions are open


def test_at_first_all_questions_without_a_branch_are_open_in_their_own_order() -> None:
    assert keys(open_questions([C, A, BEHIND_A, B], {})) == "cab"


@pytest.mark.parametrize("answer", list(Value))
def test_any_answer_closes_a_question(answer: Value) -> None:
    assert keys(open_questions([A, B], {"a": answer})) == "b"


@pytest.mark.parametrize(("answer", "still_open"), [(YES, ""), (PROVIDED, "x"), (NO, ""), (NOT_APPLICABLE, "")])
def test_a_question_behind_another_opens_only_with_the_answer_it_waits_for(answer: Value, still_open: str) -> None:
    assert keys(open_questions([A, BEHIND_A], {"a": answer})) == still_open


def test_a_question_behind_a_question_that_is_not_asked_is_not_asked_either() -> None:
    flow = [BEHIND_X, BEHIND_A, A]
    assert keys(asked_questions(flow, {"a": YES, "x": NO})) == "a"
    assert keys(asked_questions(flow, {"a": PROVIDED, "x": YES})) == "xa"
    assert keys(asked_questions(flow, {"a": PROVIDED, "x": NO})) == "yxa"


def test_changing_an_answer_closes_the_branch_again_and_its_answers_count_no_more() -> None:
    answers = {"a": PROVIDED, "x": NO, "y": NO}
    assert propose_verdict([A, BEHIND_A, BEHIND_X], answers).outcome is Outcome.NO
    assert propose_verdict([A, BEHIND_A, BEHIND_X], answers | {"a": YES}).outcome is Outcome.YES


def test_an_answer_to_a_question_that_does_not_exist_changes_nothing() -> None:
    assert keys(open_questions([A], {"gone": NO})) == "a"
    assert propose_verdict([A], {"a": YES, "gone": NO}).outcome is Outcome.YES


@pytest.mark.parametrize(
    "broken",
    [
        question("q", only_if=after("nowhere", YES)),
        question("q", only_if=after("q", YES)),
        question("q", only_if=after("loop", YES)),
    ],
)
def test_a_question_that_cannot_be_placed_is_asked_rather_than_forgotten(broken: Question) -> None:
    flow = [broken, question("loop", only_if=after("q", YES)), A]
    assert keys(open_questions(flow, {"a": YES})).startswith("q")


# What the answers propose


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (YES, YES, Outcome.YES),
        (YES, NOT_APPLICABLE, Outcome.YES),
        (YES, PROVIDED, Outcome.YES_PROVIDED),
        (PROVIDED, PROVIDED, Outcome.YES_PROVIDED),
        (PROVIDED, NOT_APPLICABLE, Outcome.YES_PROVIDED),
        (NO, YES, Outcome.NO),
        (NO, PROVIDED, Outcome.NO),
        (NO, NO, Outcome.NO),
        (NO, NOT_APPLICABLE, Outcome.NO),
        (NOT_APPLICABLE, NOT_APPLICABLE, None),
    ],
)
def test_the_strongest_answer_decides_what_is_proposed(one: Value, other: Value, outcome: Outcome | None) -> None:
    for answers in ({"a": one, "b": other}, {"a": other, "b": one}):
        assert propose_verdict([A, B], answers, condition_count=0).outcome is outcome


@pytest.mark.parametrize("answers", [{}, *({"a": value} for value in Value), {"b": NO}])
def test_while_a_question_is_open_nothing_is_proposed_not_even_no(answers: dict[str, Value]) -> None:
    proposal = propose_verdict([A, B], answers)
    assert not proposal.complete
    assert proposal.outcome is None
    assert "open" in proposal.reasons[0]


def test_an_incomplete_test_says_how_many_questions_are_open_for_whom() -> None:
    assert propose_verdict([B, A, C], {}).reasons == ("Er zijn nog 3 vragen open: juridisch (2), financieel (1).",)
    assert propose_verdict([A, B], {"a": YES}).reasons == ("Er is nog 1 vraag open: financieel (1).",)


def test_a_test_without_questions_proposes_nothing() -> None:
    assert propose_verdict([], {}).reasons == (quick_test.NO_QUESTIONS,)
    assert propose_verdict([], {}, condition_count=1).outcome is None


def test_only_not_applicable_is_no_answer() -> None:
    assert propose_verdict([A], {"a": NOT_APPLICABLE}).reasons == (quick_test.ALL_NOT_APPLICABLE,)


def test_only_yes_is_yes_and_with_conditions_it_is_yes_provided() -> None:
    assert propose_verdict([A], {"a": YES}, 0) == quick_test.Proposal(Outcome.YES, (quick_test.ALL_YES,))
    assert propose_verdict([A], {"a": YES}, 1).outcome is Outcome.YES_PROVIDED
    assert propose_verdict([A], {"a": YES}, 1).reasons == (quick_test.ALL_YES_WITH_CONDITIONS,)


def test_yes_provided_names_the_questions_and_asks_for_conditions_until_there_is_one() -> None:
    answers = {"a": PROVIDED, "b": YES}
    named = "Ja, mits (juridisch): Kan a?"
    assert propose_verdict([A, B], answers, 0).reasons == (named, quick_test.WRITE_CONDITIONS)
    assert propose_verdict([A, B], answers, 2).reasons == (named,)


@pytest.mark.parametrize("condition_count", [0, 1, 7])
def test_no_names_the_questions_and_asks_what_can_be_done(condition_count: int) -> None:
    proposal = propose_verdict([A, B], {"a": PROVIDED, "b": NO}, condition_count)
    assert proposal.outcome is Outcome.NO
    assert proposal.reasons == ("Nee (financieel): Kan b?", quick_test.LOOK_FOR_A_WAY)


@given(st.lists(st.sampled_from(list(Value)), min_size=1, max_size=6), st.integers(0, 3))
def test_the_proposal_is_the_same_as_the_rule_said_plainly(given_: list[Value], conditions: int) -> None:
    flow = [question(str(number)) for number in range(len(given_))]
    expected = (
        Outcome.NO
        if NO in given_
        else Outcome.YES_PROVIDED
        if PROVIDED in given_ or (YES in given_ and conditions)
        else Outcome.YES
        if YES in given_
        else None
    )
    answers = {str(number): value for number, value in enumerate(given_)}
    proposal = propose_verdict(flow, answers, conditions)
    assert proposal.outcome is expected
    assert proposal.reasons


def test_answers_as_the_database_keeps_them_count_as_well() -> None:
    kept: dict[str, Value] = {key: str(value) for key, value in (("a", PROVIDED), ("x", NO))}  # type: ignore[misc]
    assert propose_verdict([A, BEHIND_A], kept).reasons[0] == "Nee (sociaal): Kan x?"


# When a verdict can be confirmed


def reasons(
    outcome: Outcome | None,
    conditions: tuple[str, ...] = (),
    way_on: str = "Vraag de wijkraad om hulp.",
    explanation: str = "Een mooi plan.",
    missing: tuple[Question, ...] = (),
    ballot_cents: int | None = 500_000,
    budget_cents: int | None = 7_000_000,
    way_on_kind: str = "PARTNER",
) -> list[str]:
    return check_verdict(
        outcome,
        conditions=conditions,
        way_on=way_on,
        way_on_kind=way_on_kind,
        explanation=explanation,
        missing=missing,
        price=Price(ballot_cents, ballot_cents or 0),
        budget_cents=budget_cents,
    )


def test_a_full_verdict_can_be_confirmed() -> None:
    assert reasons(Outcome.YES) == []
    assert reasons(Outcome.YES_PROVIDED, conditions=("De buren doen mee.",)) == []
    assert reasons(Outcome.NO) == []


def test_without_an_outcome_there_is_nothing_to_confirm() -> None:
    assert reasons(None) == [quick_test.CHOOSE]


@pytest.mark.parametrize("conditions", [(), ("",), (" \n",)])
def test_yes_provided_needs_a_condition(conditions: tuple[str, ...]) -> None:
    assert reasons(Outcome.YES_PROVIDED, conditions=conditions) == [quick_test.CONDITION_NEEDED]


def test_yes_has_no_conditions() -> None:
    assert reasons(Outcome.YES, conditions=("De buren doen mee.",)) == [quick_test.CONDITIONS_WITH_YES]


@pytest.mark.parametrize("way_on", ["", "  ", "\n"])
def test_no_needs_a_way_on(way_on: str) -> None:
    assert reasons(Outcome.NO, way_on=way_on) == [quick_test.WAY_ON_NEEDED]
    assert reasons(Outcome.YES, way_on=way_on) == []


def test_no_says_what_kind_of_way_on_it_is() -> None:
    assert reasons(Outcome.NO, way_on_kind="") == [quick_test.WAY_ON_KIND_NEEDED]
    assert reasons(Outcome.YES, way_on_kind="") == []
    assert reasons(Outcome.YES_PROVIDED, ("De buren doen mee.",), way_on_kind="") == []


def test_no_may_keep_the_conditions_that_were_tried() -> None:
    assert reasons(Outcome.NO, conditions=("De buren doen mee.",)) == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_verdict_needs_an_explanation_for_the_maker(outcome: Outcome) -> None:
    conditions = ("De buren doen mee.",) if outcome is Outcome.YES_PROVIDED else ()
    assert reasons(outcome, conditions=conditions, explanation=" ") == [quick_test.EXPLANATION_NEEDED]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_verdict_is_confirmed_while_questions_are_open(outcome: Outcome) -> None:
    conditions = ("De buren doen mee.",) if outcome is Outcome.YES_PROVIDED else ()
    assert reasons(outcome, conditions=conditions, missing=(B,)) == ["Er is nog 1 vraag open: financieel (1)."]


@pytest.mark.parametrize("ballot_cents", [None, 0, -1])
def test_a_feasible_plan_needs_a_price_and_a_no_does_not(ballot_cents: int | None) -> None:
    assert reasons(Outcome.YES, ballot_cents=ballot_cents) == [quick_test.PRICE_NEEDED]
    assert reasons(Outcome.YES_PROVIDED, ("Voorwaarde.",), ballot_cents=ballot_cents) == [quick_test.PRICE_NEEDED]
    assert reasons(Outcome.NO, ballot_cents=ballot_cents) == []


def test_a_feasible_plan_costs_at_most_the_whole_budget() -> None:
    assert reasons(Outcome.YES, ballot_cents=7_000_000) == []
    assert reasons(Outcome.YES, ballot_cents=7_000_001) == [quick_test.PRICE_OVER_BUDGET]
    assert reasons(Outcome.YES, ballot_cents=7_000_001, budget_cents=None) == []
    assert reasons(Outcome.NO, ballot_cents=7_000_001) == []


@pytest.mark.parametrize(
    ("cents", "maker", "reason", "found"),
    [
        (400_000, 400_000, "", []),
        (500_000, 400_000, " ", [quick_test.PRICE_REASON_NEEDED]),
        (300_000, 400_000, "", [quick_test.PRICE_REASON_NEEDED]),
        (500_000, 400_000, "De offerte is hoger.", []),
    ],
)
def test_another_price_than_the_makers_needs_a_reason(cents: int, maker: int, reason: str, found: list[str]) -> None:
    asked = check_verdict(
        Outcome.YES,
        conditions=(),
        way_on="",
        way_on_kind="",
        explanation="Ja.",
        missing=(),
        price=Price(cents, maker, reason),
    )
    assert asked == found


def test_all_that_is_missing_is_said_at_once() -> None:
    assert reasons(Outcome.NO, way_on="", way_on_kind="", explanation="", missing=(A,)) == [
        "Er is nog 1 vraag open: juridisch (1).",
        quick_test.WAY_ON_NEEDED,
        quick_test.WAY_ON_KIND_NEEDED,
        quick_test.EXPLANATION_NEEDED,
    ]


def test_the_whole_table_of_verdicts() -> None:
    """Every mix of outcome, condition, way on, explanation, open question and price."""
    for outcome, condition, way_on, explanation, missing, price in product(
        (None, *Outcome), ("", "v"), ("", "w"), ("", "u"), ((), (A,)), (None, 1)
    ):
        confirmable = (
            explanation == "u"
            and not missing
            and {
                None: False,
                Outcome.YES: condition == "" and price == 1,
                Outcome.YES_PROVIDED: condition == "v" and price == 1,
                Outcome.NO: way_on == "w",
            }[outcome]
        )
        found = reasons(outcome, (condition,), way_on, explanation, missing, price)
        assert (found == []) == confirmable
        assert all(reason.endswith(".") for reason in found)


# Sorting questions


SORTS = question("s", sorting=True)
BEHIND_SORTS = question("t", only_if=after("s", YES))
BEHIND_A_SET = question("u", only_if=after("a", PROVIDED, NO))


@pytest.mark.parametrize(("answer", "asked"), [(YES, "sta"), (NO, "sa")])
def test_a_fact_decides_what_else_is_asked(answer: Value, asked: str) -> None:
    assert keys(asked_questions([SORTS, BEHIND_SORTS, A], {"s": answer})) == asked


@pytest.mark.parametrize(("answer", "asked"), [(YES, "a"), (PROVIDED, "au"), (NO, "au"), (NOT_APPLICABLE, "a")])
def test_a_question_can_wait_for_any_of_a_set_of_answers(answer: Value, asked: str) -> None:
    assert keys(asked_questions([A, BEHIND_A_SET], {"a": answer})) == asked


@pytest.mark.parametrize("fact", [YES, NO])
@pytest.mark.parametrize(
    ("judged", "outcome"), [(YES, Outcome.YES), (PROVIDED, Outcome.YES_PROVIDED), (NO, Outcome.NO)]
)
def test_a_fact_never_counts_for_the_verdict(fact: Value, judged: Value, outcome: Outcome) -> None:
    proposal = propose_verdict([SORTS, A], {"s": fact, "a": judged})
    assert proposal.outcome is outcome
    assert not any("Kan s" in reason for reason in proposal.reasons)


def test_an_open_fact_keeps_the_proposal_waiting() -> None:
    assert propose_verdict([SORTS, A], {"a": YES}).reasons == ("Er is nog 1 vraag open: juridisch (1).",)


def test_facts_alone_propose_nothing() -> None:
    assert propose_verdict([SORTS], {"s": YES}).reasons == (quick_test.ONLY_SORTING,)
    assert propose_verdict([SORTS], {"s": NO}, 1).outcome is None


def test_a_fact_is_yes_or_no_and_a_judgement_has_four_answers() -> None:
    assert SORTS.values == (YES, NO)
    assert A.values == (YES, PROVIDED, NO, NOT_APPLICABLE)


def test_each_answer_has_its_ready_sentence() -> None:
    full = Question("a", Discipline.LEGAL, "Kan het?", yes_text="Het kan.", provided_text="Mits.", no_text="Elders.")
    sentences = [full.sentence(value) for value in (YES, PROVIDED, NO, NOT_APPLICABLE, None)]
    assert sentences == ["Het kan.", "Mits.", "Elders.", "", ""]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.none() | st.builds(Branch, st.sampled_from("abcdefg"), st.frozensets(st.sampled_from(list(Value)))),
    ),
    st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(list(Value))),
)
def test_answering_what_is_open_always_comes_to_an_end(
    links: dict[str, Branch | None], answers: dict[str, Value]
) -> None:
    flow = [question(key, only_if) for key, only_if in links.items()]
    for _ in flow:
        for each in open_questions(flow, answers):
            answers = answers | {each.key: YES}
    assert open_questions(flow, answers) == []
