"""What makers and checkers said, counted. Shown from LEAST answers on, and then in steps of LEAST.

Steps, because who reads the report every day could subtract yesterday's counts from today's and know what one person
answered.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from report.questions import BEST, QUESTIONS, WORST

LEAST = 5


def survey(answers: Mapping[str, Sequence[Mapping[str, int]]], kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """By role: how many answered and how often each mark was given. `kept` is what was counted before."""
    return {role: _of_role(role, answers.get(role, ()), (kept or {}).get(role)) for role in QUESTIONS}


def _of_role(role: str, answers: Sequence[Mapping[str, int]], kept: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if kept and kept["antwoorden"] and len(answers) < kept["antwoorden"] + LEAST:
        return kept
    if len(answers) < LEAST:
        return {"antwoorden": 0, "vragen": []}
    return {
        "antwoorden": len(answers),
        "vragen": [
            {
                "vraag": question.key,
                "label": question.text,
                "cijfers": [sum(each[question.key] == mark for each in answers) for mark in range(WORST, BEST + 1)],
            }
            for question in QUESTIONS[role]
        ],
    }
