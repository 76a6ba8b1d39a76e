"""The quick test (sneltoets) of the "ja, mits" table: what to ask, and what follows from the answers.

The test proposes, people decide: `propose_verdict` says what the answers point to, `check_verdict` what is
still missing before the chair can confirm. A "nee" never stands alone: it comes with a way on for the maker.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Discipline(StrEnum):
    """Whose knowledge a question asks for."""

    LEGAL = "LEGAL"
    FINANCIAL = "FINANCIAL"
    PRACTICAL = "PRACTICAL"
    MAINTENANCE = "MAINTENANCE"
    SOCIAL = "SOCIAL"
    NEIGHBOURHOOD = "NEIGHBOURHOOD"

    @property
    def label(self) -> str:
        """How it is shown, in Dutch."""
        return _DISCIPLINES[self]


class Value(StrEnum):
    """An answer."""

    YES = "YES"
    PROVIDED = "PROVIDED"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    @property
    def label(self) -> str:
        """How it is shown, in Dutch."""
        return _VALUES[self]


class Outcome(StrEnum):
    """A verdict."""

    YES = "YES"
    YES_PROVIDED = "YES_PROVIDED"
    NO = "NO"

    @property
    def label(self) -> str:
        """How it is shown, in Dutch."""
        return _OUTCOMES[self]


_DISCIPLINES = {
    Discipline.LEGAL: "juridisch",
    Discipline.FINANCIAL: "financieel",
    Discipline.PRACTICAL: "praktisch en openbare ruimte",
    Discipline.MAINTENANCE: "beheer en onderhoud",
    Discipline.SOCIAL: "sociaal",
    Discipline.NEIGHBOURHOOD: "wijkkennis",
}
_VALUES = {
    Value.YES: "ja",
    Value.PROVIDED: "ja, mits",
    Value.NO: "nee",
    Value.NOT_APPLICABLE: "niet van toepassing",
}
_OUTCOMES = {Outcome.YES: "ja", Outcome.YES_PROVIDED: "ja, mits", Outcome.NO: "nee"}


# What can be answered: facts that sort have no "mits", and always apply.
SORTING_VALUES = (Value.YES, Value.NO)
JUDGING_VALUES = tuple(Value)


class Branch(NamedTuple):
    """Behind which question another one stands, and with which of its answers that one is asked."""

    key: str
    values: frozenset[Value]


def after(key: str, *values: Value) -> Branch:
    """Return the branch behind `key` that opens with any of `values`."""
    return Branch(key, frozenset(values))


@dataclass(frozen=True, slots=True)
class Question:
    """A fixed question. `key` is its name within the flow.

    A sorting question asks for a fact (ja or nee): it decides what else is asked and never what is proposed. With
    `only_if` a question is asked only when the other one was asked and got one of those answers. The texts are
    ready sentences for an answer: what is possible (ja), the condition (ja, mits), the way on (nee).
    """

    key: str
    discipline: Discipline
    text: str
    help: str = ""
    only_if: Branch | None = None
    sorting: bool = False
    yes_text: str = ""
    provided_text: str = ""
    no_text: str = ""

    @property
    def values(self) -> tuple[Value, ...]:
        """The answers that it can get."""
        return SORTING_VALUES if self.sorting else JUDGING_VALUES

    @property
    def section(self) -> Discipline | None:
        """Where it stands on a page: with the sorting questions (None), else with its discipline."""
        return None if self.sorting else self.discipline

    def sentence(self, value: Value | None) -> str:
        """The ready sentence that belongs to an answer; empty when there is none."""
        texts = {Value.YES: self.yes_text, Value.PROVIDED: self.provided_text, Value.NO: self.no_text}
        return texts.get(value, "") if value else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the answers point to, with reasons in Dutch. `outcome` is None while the test is incomplete."""

    outcome: Outcome | None
    reasons: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether the answers are enough to propose a verdict."""
        return self.outcome is not None


@dataclass(frozen=True, slots=True)
class Price:
    """The amount for the ballot in euro cents (None: none), beside what the maker's lines add up to.

    A price that is not the maker's own needs a `reason`.
    """

    cents: int | None
    maker_cents: int
    reason: str = ""


# Strongest first: the first of these answers that was given decides what is proposed.
_PROPOSES = {Value.NO: Outcome.NO, Value.PROVIDED: Outcome.YES_PROVIDED, Value.YES: Outcome.YES}

NO_QUESTIONS = "Er zijn nog geen vragen voor deze editie."
ONLY_SORTING = "Bij dit plan is geen enkele vraag gesteld die tot een oordeel leidt."
ALL_NOT_APPLICABLE = "Alle antwoorden zijn ‘niet van toepassing’. Geef op minstens één vraag antwoord."
ALL_YES = "Alle antwoorden zijn ja of niet van toepassing."
ALL_YES_WITH_CONDITIONS = "Alle antwoorden zijn ja, en u schreef voorwaarden op."
WRITE_CONDITIONS = "Schrijf op onder welke voorwaarden het wél kan."
LOOK_FOR_A_WAY = "Kijk samen wat er wél kan. Blijft het nee? Geef de plannenmaker dan een weg verder."

CHOOSE = "Kies een oordeel: ja, ja mits of nee."
CONDITION_NEEDED = "Bij ‘ja, mits’ hoort minstens één voorwaarde. Schrijf op wat het plan mogelijk maakt."
CONDITIONS_WITH_YES = "Er staan voorwaarden bij dit plan. Kies ‘ja, mits’ of haal de voorwaarden weg."
WAY_ON_NEEDED = "Bij ‘nee’ hoort een weg verder. Schrijf op hoe de plannenmaker toch verder kan."
WAY_ON_KIND_NEEDED = "Kies waar de plannenmaker verder kan."
EXPLANATION_NEEDED = "Schrijf een korte uitleg voor de plannenmaker."
PRICE_NEEDED = "Vul in voor welk bedrag het plan op het stembiljet komt."
PRICE_REASON_NEEDED = "Dit is een ander bedrag dan de plannenmaker vraagt. Schrijf op waarom."
DIFFERENCE_UNEXPLAINED = (
    "De raming van de gemeente is heel anders dan wat de maker vraagt. Leg dat eerst uit bij de kosten."
)
PRICE_OVER_BUDGET = (
    "Dit bedrag is hoger dan het hele budget. Vul een lager bedrag in, of kies ‘nee’ met een weg verder."
)


def asked_questions(questions: Sequence[Question], answers: Mapping[str, Value]) -> list[Question]:
    """Return the questions that this plan gets so far, answered or not, in their own order.

    `answers` is by key of the question. A question behind another one is asked only when that one is asked
    and has an answer it waits for. In a flow that `flow_check.check_flow` refuses, a question that cannot be placed is
    asked: rather one question too many than one forgotten.
    """
    by_key = {question.key: question for question in questions}
    return [
        question
        for question in questions
        if is_broken(question, by_key) or all(answers.get(key) in values for key, values in way_to(question, by_key))
    ]


def place_of(discipline: Discipline | str, sorting: bool) -> int:
    """Return where a question belongs on every page: sorting questions first, then discipline by discipline."""
    return 0 if sorting else 1 + list(Discipline).index(Discipline(discipline))


def open_questions(questions: Sequence[Question], answers: Mapping[str, Value]) -> list[Question]:
    """Return the questions that need an answer now, in their own order; none means the test is complete."""
    return [question for question in asked_questions(questions, answers) if question.key not in answers]


def propose_verdict(questions: Sequence[Question], answers: Mapping[str, Value], condition_count: int = 0) -> Proposal:
    """Return what the answers point to: any "nee" gives NO; else any "ja, mits" YES_PROVIDED; else YES.

    Only judging questions count. Conditions without a "ja, mits" give YES_PROVIDED too. While questions are open
    nothing is proposed, not even NO: the table first hears everybody. Answers to questions that are not asked (any
    more) do not count.
    """
    asked = asked_questions(questions, answers)
    missing = [question for question in asked if question.key not in answers]
    if missing or not asked:
        return Proposal(None, (still_open(missing) if missing else NO_QUESTIONS,))
    judging = [question for question in asked if not question.sorting]
    if not judging:
        return Proposal(None, (ONLY_SORTING,))
    given = {answers[question.key] for question in judging}
    decisive = next((value for value in _PROPOSES if value in given), None)
    if decisive is None:
        return Proposal(None, (ALL_NOT_APPLICABLE,))
    if decisive is Value.YES:
        return _propose_without_objection(condition_count)
    reasons = [
        f"{decisive.label.capitalize()} ({question.discipline.label}): {question.text}"
        for question in judging
        if answers[question.key] == decisive
    ]
    if decisive is Value.NO:
        reasons.append(LOOK_FOR_A_WAY)
    elif condition_count == 0:
        reasons.append(WRITE_CONDITIONS)
    return Proposal(_PROPOSES[decisive], tuple(reasons))


def check_verdict(
    outcome: Outcome | None,
    *,
    conditions: Sequence[str],
    way_on: str,
    way_on_kind: str,
    explanation: str,
    missing: Sequence[Question],
    price: Price,
    budget_cents: int | None = None,
) -> list[str]:
    """Return the Dutch reasons why this verdict cannot be confirmed yet; an empty list means it can.

    `missing` are the open questions, `price` is that with which a feasible plan comes on the ballot, and
    `budget_cents` the budget of the edition (None: not compared). Blank texts count as missing. The table may decide
    otherwise than proposed: the explanation says why.
    """
    feasible = outcome in (Outcome.YES, Outcome.YES_PROVIDED)
    has_conditions = any(condition.strip() for condition in conditions)
    cents = price.cents or 0
    rules = (
        (outcome is None, CHOOSE),
        (bool(missing), still_open(missing)),
        (outcome == Outcome.YES_PROVIDED and not has_conditions, CONDITION_NEEDED),
        (outcome == Outcome.YES and has_conditions, CONDITIONS_WITH_YES),
        (outcome == Outcome.NO and not way_on.strip(), WAY_ON_NEEDED),
        (outcome == Outcome.NO and not way_on_kind, WAY_ON_KIND_NEEDED),
        (not explanation.strip(), EXPLANATION_NEEDED),
        (feasible and cents <= 0, PRICE_NEEDED),
        (feasible and budget_cents is not None and cents > budget_cents, PRICE_OVER_BUDGET),
        (feasible and cents > 0 and cents != price.maker_cents and not price.reason.strip(), PRICE_REASON_NEEDED),
    )
    return [reason for is_wrong, reason in rules if is_wrong]


def still_open(missing: Sequence[Question]) -> str:
    """Return how many questions are open: "Er zijn nog 3 vragen open: juridisch (2), sociaal (1)." """
    number = len(missing)
    per_discipline = Counter(question.discipline for question in missing)
    # In the order of the disciplines, so that the sentence is the same whoever answers first.
    parts = [f"{d.label} ({per_discipline[d]})" for d in Discipline if d in per_discipline]
    start = "Er is nog 1 vraag open" if number == 1 else f"Er zijn nog {number} vragen open"
    return f"{start}: {', '.join(parts)}."


def _propose_without_objection(condition_count: int) -> Proposal:
    if condition_count > 0:
        return Proposal(Outcome.YES_PROVIDED, (ALL_YES_WITH_CONDITIONS,))
    return Proposal(Outcome.YES, (ALL_YES,))


def way_to(question: Question, by_key: Mapping[str, Question]) -> list[Branch]:
    """Return the branches that open a question, from its parent upwards; stops where the way ends or goes round."""
    way: list[Branch] = []
    link = question.only_if
    while link is not None and link not in way:
        way.append(link)
        parent = by_key.get(link.key)
        link = parent.only_if if parent else None
    return way


def is_in_a_circle(question: Question, by_key: Mapping[str, Question]) -> bool:
    """Return whether a question waits, directly or through others, for itself."""
    return any(branch.key == question.key for branch in way_to(question, by_key))


def is_broken(question: Question, by_key: Mapping[str, Question]) -> bool:
    """Return whether the way to a question passes one that does not exist, or goes round in a circle."""
    keys = [branch.key for branch in way_to(question, by_key)]
    return any(key not in by_key or is_in_a_circle(by_key[key], by_key) for key in keys)
