"""Whether a flow of questions can be used: every question can come up, and every walk comes to a proposal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from feasibility.quick_test import NO_QUESTIONS, Discipline, Question, Value, is_broken, is_in_a_circle, way_to

# So many questions fit in one sitting: the table walks through all plans in a few weeks.
MOST_PER_DISCIPLINE = 12
NOTHING_TO_JUDGE = "Alle vragen sorteren alleen. Voeg minstens één vraag toe die tot een oordeel leidt."
WAY_WITHOUT_JUDGING = (
    "Er is een weg door de vragen waarop alleen gesorteerd wordt. Zorg dat elk plan minstens één vraag krijgt "
    "die tot een oordeel leidt."
)


class Problem(NamedTuple):
    """What is wrong, in Dutch, and with which question; an empty key is about the flow as a whole."""

    key: str
    sentence: str


def check_flow(questions: Sequence[Question]) -> list[str]:
    """Return the Dutch reasons why these questions are no usable flow; an empty list means they are."""
    return [problem.sentence for problem in problems_in(questions)]


def problems_in(questions: Sequence[Question]) -> list[Problem]:
    """Return all that is wrong, in the order of the questions, and what is about the whole flow first."""
    if not questions:
        return [Problem("", NO_QUESTIONS)]
    by_key = {question.key: question for question in questions}
    found = [*_about_all(questions), *(p for q in by_key.values() for p in _about_one(q, by_key))]
    # With other problems in the way it cannot be said where a walk ends.
    if not found and all(_can_pass(root, questions) for root in questions if root.only_if is None):
        found.append(Problem("", WAY_WITHOUT_JUDGING))
    return found


def _about_all(questions: Sequence[Question]) -> list[Problem]:
    times = Counter(question.key for question in questions)
    sizes = Counter(question.discipline for question in questions)
    found = [Problem("", NOTHING_TO_JUDGE)] if all(question.sorting for question in questions) else []
    found += [
        Problem("", f"Bij {d.label} staan {sizes[d]} vragen. Er passen er hoogstens {MOST_PER_DISCIPLINE}.")
        for d in Discipline
        if sizes[d] > MOST_PER_DISCIPLINE
    ]
    return found + [Problem(key, f"De vraag ‘{key}’ staat er {n} keer in.") for key, n in times.items() if n > 1]


def _about_one(question: Question, by_key: Mapping[str, Question]) -> list[Problem]:
    rules = (
        (not question.key.strip() or not question.text.strip(), "heeft geen naam of geen tekst."),
        (is_in_a_circle(question, by_key), "wacht via andere vragen op zichzelf en komt nooit aan bod."),
        *_about_branch(question, by_key),
    )
    name = question.text.strip() or question.key
    return [Problem(question.key, f"De vraag ‘{name}’ {sentence}") for is_wrong, sentence in rules if is_wrong]


def _about_branch(question: Question, by_key: Mapping[str, Question]) -> list[tuple[bool, str]]:
    if question.only_if is None:
        return []
    parent = by_key.get(question.only_if.key)
    if parent is None:
        return [(True, f"volgt op de vraag ‘{question.only_if.key}’, maar die is er niet.")]
    impossible = [value.label for value in Value if value in question.only_if.values and value not in parent.values]
    return [
        (not question.only_if.values, "volgt op een andere vraag, maar bij geen enkel antwoord. Kies een antwoord."),
        (bool(impossible), f"volgt op ‘{', '.join(impossible)}’, maar dat kan bij ‘{parent.text}’ niemand antwoorden."),
        (_hangs_on_nothing(question, by_key), "komt nooit aan bod, omdat een vraag ervoor nooit aan bod komt."),
    ]


def _hangs_on_nothing(question: Question, by_key: Mapping[str, Question]) -> bool:
    """Whether it is not this question that is wrong, but one further up the way to it."""
    if is_in_a_circle(question, by_key):
        return False
    above = [by_key[branch.key] for branch in way_to(question, by_key) if branch.key in by_key]
    return is_broken(question, by_key) or any(not _can_open(each, by_key) for each in above)


def _can_open(question: Question, by_key: Mapping[str, Question]) -> bool:
    if question.only_if is None:
        return True
    parent = by_key.get(question.only_if.key)
    return parent is not None and any(value in question.only_if.values for value in parent.values)


def _can_pass(question: Question, questions: Sequence[Question]) -> bool:
    """Whether an answer leads past this question without any question that judges. Only for a flow without circles."""
    if not question.sorting:
        return False
    behind = [(q, q.only_if.values) for q in questions if q.only_if and q.only_if.key == question.key]
    return any(all(_can_pass(q, questions) for q, opens in behind if value in opens) for value in question.values)
