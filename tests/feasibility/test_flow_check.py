"""Which flows of questions can be used: every question can come up and every walk comes to a proposal."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.flow_check import (
    MOST_PER_DISCIPLINE,
    NOTHING_TO_JUDGE,
    WAY_WITHOUT_JUDGING,
    Problem,
    check_flow,
    problems_in,
)
from feasibility.quick_test import (
    NO_QUESTIONS,
    Branch,
    Discipline,
    Question,
    Value,
    after,
    asked_questions,
    open_questions,
)

YES, PROVIDED, NO, NOT_APPLICABLE = Value


def judges(key: str, only_if: Branch | None = None, discipline: Discipline = Discipline.LEGAL) -> Question:
    return Question(key, discipline, f"Kan {key}?", only_if=only_if)


def sorts(key: str, only_if: Branch | None = None) -> Question:
    return Question(key, Discipline.LEGAL, f"Is {key}?", only_if=only_if, sorting=True)


A, S = judges("a"), sorts("s")
GONE = "De vraag ‘Kan x?’ volgt op de vraag ‘weg’, maar die is er niet."
NEVER = "komt nooit aan bod, omdat een vraag ervoor nooit aan bod komt."


@pytest.mark.parametrize(
    "flow",
    [
        [A],
        [A, judges("x", after("a", PROVIDED, NO)), judges("y", after("x", NOT_APPLICABLE))],
        [judges("x", after("a", YES)), A],
        [S, A, judges("x", after("s", YES))],
        [S, judges("x", after("s", YES)), judges("y", after("s", NO))],
        [judges(str(n)) for n in range(MOST_PER_DISCIPLINE)],
        [sorts(str(n)) for n in range(MOST_PER_DISCIPLINE)] + [judges("x", discipline=Discipline.SOCIAL)],
    ],
)
def test_a_good_flow_is_accepted(flow: list[Question]) -> None:
    assert check_flow(flow) == []


@pytest.mark.parametrize(
    ("flow", "problems"),
    [
        ([], [NO_QUESTIONS]),
        ([A, judges("b"), A, A], ["De vraag ‘a’ staat er 3 keer in."]),
        ([A, judges("x", after("weg", YES))], [GONE]),
        (
            [A, judges("x", after("weg", YES)), judges("y", after("x", YES)), judges("z", after("y", YES))],
            [GONE, f"De vraag ‘Kan y?’ {NEVER}", f"De vraag ‘Kan z?’ {NEVER}"],
        ),
        (
            [A, judges("x", Branch("a", frozenset()))],
            ["De vraag ‘Kan x?’ volgt op een andere vraag, maar bij geen enkel antwoord. Kies een antwoord."],
        ),
        (
            [A, S, judges("x", after("s", PROVIDED))],
            ["De vraag ‘Kan x?’ volgt op ‘ja, mits’, maar dat kan bij ‘Is s?’ niemand antwoorden."],
        ),
        (
            [A, S, judges("x", after("s", YES, PROVIDED, NOT_APPLICABLE))],
            [
                "De vraag ‘Kan x?’ volgt op ‘ja, mits, niet van toepassing’, maar dat kan bij ‘Is s?’ niemand "
                "antwoorden."
            ],
        ),
        (
            [A, S, judges("x", after("s", PROVIDED)), judges("y", after("x", YES))],
            [
                "De vraag ‘Kan x?’ volgt op ‘ja, mits’, maar dat kan bij ‘Is s?’ niemand antwoorden.",
                f"De vraag ‘Kan y?’ {NEVER}",
            ],
        ),
        ([Question("", Discipline.LEGAL, "Kan het?")], ["De vraag ‘Kan het?’ heeft geen naam of geen tekst."]),
        ([Question("a", Discipline.LEGAL, " ")], ["De vraag ‘a’ heeft geen naam of geen tekst."]),
        ([S], [NOTHING_TO_JUDGE]),
        ([S, sorts("t", after("s", YES))], [NOTHING_TO_JUDGE]),
        ([S, judges("x", after("s", YES))], [WAY_WITHOUT_JUDGING]),
        (
            [S, judges("x", after("s", YES)), sorts("t", after("s", NO)), judges("y", after("t", YES))],
            [WAY_WITHOUT_JUDGING],
        ),
        (
            [judges(str(n)) for n in range(MOST_PER_DISCIPLINE + 1)],
            ["Bij juridisch staan 13 vragen. Er passen er hoogstens 12."],
        ),
        (
            [*(sorts(str(n)) for n in range(MOST_PER_DISCIPLINE)), A],
            ["Bij juridisch staan 13 vragen. Er passen er hoogstens 12."],
        ),
    ],
)
def test_a_flow_is_refused_for_all_that_is_wrong(flow: list[Question], problems: list[str]) -> None:
    assert check_flow(flow) == problems


@pytest.mark.parametrize("length", [1, 2, 3, 10])
def test_questions_that_wait_for_each_other_are_refused_and_all_named(length: int) -> None:
    circle = [judges(str(n), after(str((n + 1) % length), YES)) for n in range(length)]
    assert check_flow([*circle, A]) == [
        f"De vraag ‘Kan {n}?’ wacht via andere vragen op zichzelf en komt nooit aan bod." for n in range(length)
    ]


def test_a_question_behind_a_circle_is_not_itself_called_a_circle() -> None:
    circle = [judges("1", after("2", YES)), judges("2", after("1", YES))]
    assert check_flow([*circle, judges("3", after("1", YES))])[2:] == [f"De vraag ‘Kan 3?’ {NEVER}"]


def test_a_problem_says_which_question_it_is_about() -> None:
    assert problems_in([A, judges("x", after("weg", YES))]) == [Problem("x", GONE)]
    assert problems_in([S]) == [Problem("", NOTHING_TO_JUDGE)]


# Held against every walk that there is


KEYS = "abcd"
BRANCHES = st.none() | st.builds(Branch, st.sampled_from([*KEYS, "weg"]), st.frozensets(st.sampled_from(list(Value))))


@st.composite
def flows(draw: st.DrawFn, most: int = 4) -> list[Question]:
    number = draw(st.integers(1, most))
    return [
        Question(key, Discipline.SOCIAL, f"Kan {key}?", only_if=draw(BRANCHES), sorting=draw(st.booleans()))
        for key in KEYS[:number]
    ]


def walks(flow: Sequence[Question], answers: dict[str, Value] | None = None) -> Iterator[dict[str, Value]]:
    """Every way to answer whatever is open, until nothing is."""
    given_ = answers or {}
    to_do = open_questions(flow, given_)
    if not to_do:
        yield given_
    for value in to_do[0].values if to_do else ():
        yield from walks(flow, given_ | {to_do[0].key: value})


def _opens(question: Question, flow: Sequence[Question]) -> bool:
    """Whether some answers, possible or not in this order, lead to a question; said as plainly as can be."""
    by_key = {each.key: each for each in flow}
    seen: set[str] = set()
    while question.only_if:
        parent = by_key.get(question.only_if.key)
        if parent is None or parent.key in seen or not question.only_if.values & set(parent.values):
            return False
        seen.add(parent.key)
        question = parent
    return True


@settings(max_examples=400)
@given(flows())
def test_in_an_accepted_flow_every_question_comes_up_and_every_walk_ends_with_a_judgement(flow: list[Question]) -> None:
    if check_flow(flow):
        return
    ends = list(walks(flow))
    assert {key for end in ends for key in end} == {question.key for question in flow}
    for end in ends:
        asked = asked_questions(flow, end)
        assert {question.key for question in asked} == set(end)
        assert any(not question.sorting for question in asked)


@settings(max_examples=400)
@given(flows())
def test_a_flow_is_accepted_exactly_when_walking_it_finds_nothing_wrong(flow: list[Question]) -> None:
    possible = all(
        q.only_if is None or q.only_if.values <= set(p.values)
        for q in flow
        for p in flow
        if q.only_if and p.key == q.only_if.key
    )
    good = all(_opens(question, flow) for question in flow) and possible
    if good:
        good = all(any(not q.sorting for q in asked_questions(flow, end)) for end in walks(flow))
    assert (check_flow(flow) == []) is good
