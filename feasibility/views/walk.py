"""Trying a flow out: the answers stand in the address, nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from feasibility import quick_test
from feasibility.queries.table import SORTING_LABEL
from feasibility.quick_test import Proposal, Question, Value


@dataclass(frozen=True)
class Choice:
    """An answer that can be clicked, with the address it leads to; the one that was given leads back."""

    label: str
    value: Value
    address: str
    chosen: bool


@dataclass(frozen=True)
class Step:
    """One question that is asked."""

    question: Question
    choices: tuple[Choice, ...]
    sentence: str
    section: str


@dataclass(frozen=True)
class Walk:
    """A whole try: what is asked, what the answers point to, and the ready sentences that follow."""

    steps: tuple[Step, ...]
    answered: int
    total: int
    proposal: Proposal
    conditions: tuple[str, ...]
    ways_on: tuple[str, ...]
    rest_address: str

    @property
    def next_key(self) -> str:
        """The first question without an answer."""
        return next((s.question.key for s in self.steps if not any(c.chosen for c in s.choices)), "")


def walk_through(questions: Sequence[Question], typed: Mapping[str, str]) -> Walk:
    """Follows the answers of an address. What is no question, or no answer to it, is left out."""
    answers = {q.key: value for q in questions for value in q.values if typed.get(q.key) == value.value}
    asked = quick_test.asked_questions(questions, answers)
    given = {q.key: answers[q.key] for q in asked if q.key in answers}
    sentences = {value: [q.sentence(value) for q in asked if given.get(q.key) is value] for value in Value}
    return Walk(
        steps=tuple(_step(question, given) for question in asked),
        answered=len(given),
        total=len(questions),
        proposal=quick_test.propose_verdict(questions, given),
        conditions=tuple(filter(None, sentences[Value.PROVIDED])),
        ways_on=tuple(filter(None, sentences[Value.NO])),
        rest_address=_address(_all_yes(questions, given)),
    )


def _step(question: Question, given: Mapping[str, Value]) -> Step:
    here = given.get(question.key)
    others = {key: value for key, value in given.items() if key != question.key}
    choices = tuple(
        Choice(value.label, value, _address(others if value is here else {**given, question.key: value}), value is here)
        for value in question.values
    )
    section = question.section.label if question.section else SORTING_LABEL
    return Step(question, choices, question.sentence(here), section)


def _all_yes(questions: Sequence[Question], given: Mapping[str, Value]) -> dict[str, Value]:
    """Every question that judges and is open now answered with "ja": facts stay for a human."""
    judging = [q for q in quick_test.open_questions(questions, given) if not q.sorting]
    return {**given, **{question.key: Value.YES for question in judging}}


def _address(answers: Mapping[str, Value]) -> str:
    return f"?{urlencode({key: value.value for key, value in answers.items()})}"
