"""The questions of an edition as the quick test knows them."""

from collections.abc import Iterable

from feasibility import quick_test
from feasibility.models import Question
from feasibility.quick_test import Discipline, Value


def as_flow(questions: Iterable[Question]) -> list[quick_test.Question]:
    """The same questions as plain data, in the same order."""
    return [as_plain(question) for question in questions]


def as_plain(question: Question) -> quick_test.Question:
    only_if = (question.only_if_key, Value(question.only_if_value)) if question.only_if_key else None
    return quick_test.Question(
        key=question.key,
        discipline=Discipline(question.discipline),
        text=question.text,
        help=question.help,
        only_if=only_if,
        provided_text=question.provided_text,
    )
