"""The finger on the pulse: when makers are asked how it goes, when silence is a flag, when the end is near. Pure.

Source: Bijlage 1, phase 5: chosen plans are realised within one year, with regular check-ins. Days are days in
Europe/Amsterdam; a month is a calendar month, and in a month without that day it is its last day.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from execution.states import State


class Answer(StrEnum):
    """What a maker says when asked how it goes."""

    GOOD = "GOOD"
    HELP = "HELP"
    DONE = "DONE"


# Who has agreed is asked; before that there is nothing to ask about.
ASKED = frozenset({State.AGREED, State.BUSY, State.STUCK})
# Where an answer takes a plan. "Klaar" takes it nowhere: the project leader looks first.
LEADS_TO: Mapping[Answer, State] = {Answer.GOOD: State.BUSY, Answer.HELP: State.STUCK}

# After so long a question without an answer counts as silence; the answer stays welcome until the next question.
ANSWER_WITHIN = timedelta(days=14)
# So many questions without an answer, one after the other, flag the plan.
SILENCES = 2
# The link in the mail works until the next question, and never longer than this.
LINK_LASTS = timedelta(days=45)
# A reminder comes so many months before the end: for a plan of one year that is after 6, 9, 11 and 12 months.
MONTHS_BEFORE_THE_END = (6, 3, 1, 0)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or earlier below zero; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest_question(agreed: date, today: date) -> date | None:
    """The last day up to today on which the makers are asked; None in the first month.

    Counted from the day of agreement each time, so that a short month does not move those after it.
    """
    months = (today.year - agreed.year) * 12 + today.month - agreed.month
    if add_months(agreed, months) > today:
        months -= 1
    return add_months(agreed, months) if months >= 1 else None


def next_question(agreed: date, today: date) -> date:
    """The first day after today on which the makers are asked."""
    months = max(1, (today.year - agreed.year) * 12 + today.month - agreed.month)
    due = add_months(agreed, months)
    return due if due > today else add_months(agreed, months + 1)


@dataclass(frozen=True)
class Asked:
    """One question: on which day, and whether an answer came."""

    on: date
    answered: bool


def is_silent(newest_first: Sequence[Asked], today: date) -> bool:
    """Whether the last questions, as far as the time to answer them is over, had no answer."""
    over = [each for each in newest_first if each.answered or each.on + ANSWER_WITHIN < today][:SILENCES]
    return len(over) == SILENCES and not any(each.answered for each in over)


def latest_reminder(end: date, known_since: date, today: date) -> int | None:
    """Which reminder of `end` (months before it) is the last whose day has come; None when none has.

    Those before it are not caught up with: after a standstill people hear once how it is now. What lies before the
    day on which this end became known is no reminder of it.
    """
    come = [left for left in MONTHS_BEFORE_THE_END if known_since < add_months(end, -left) <= today]
    return min(come, default=None)
