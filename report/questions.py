"""The closing survey: a few sentences for makers and for checkers, each with a mark from 1 to 5. Without Django."""

from collections.abc import Mapping
from dataclasses import dataclass

MAKER, CHECKER = "MAKER", "CHECKER"
WORST, BEST = 1, 5
MARKS: Mapping[int, str] = {
    1: "helemaal niet mee eens",
    2: "niet mee eens",
    3: "niet eens, niet oneens",
    4: "mee eens",
    5: "helemaal mee eens",
}


@dataclass(frozen=True)
class Question:
    """A sentence that somebody agrees with or not."""

    key: str
    text: str


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    MAKER: (
        Question("regels", "De spelregels waren duidelijk."),
        Question("hulp", "Ik kreeg genoeg hulp bij mijn plan."),
        Question("oordeel", "Wat de gemeente van mijn plan vond, is eerlijk en goed uitgelegd."),
        Question("weer", "Ik zou weer een plan indienen."),
    ),
    CHECKER: (
        Question("vragen", "De vragen hielpen om tot een oordeel te komen."),
        Question("tijd", "Ik had genoeg tijd om de plannen te bekijken."),
        Question("samen", "Aan de tafel zochten wij samen naar wat wél kan."),
        Question("weer", "Ik zou weer meedoen."),
    ),
}
ROLE_LABELS: Mapping[str, str] = {MAKER: "plannenmakers", CHECKER: "checkers"}


def why_invalid(role: str, marks: Mapping[str, int]) -> str:
    """Why these marks are no answer to the questions of `role`; empty when they are."""
    if {question.key for question in QUESTIONS[role]} != set(marks):
        return "Beantwoord alle vragen."
    if not all(mark in MARKS for mark in marks.values()):
        return "Kies bij elke vraag een antwoord van 1 tot en met 5."
    return ""
