"""Small questions that the pages of the table ask about the talk."""

from django import template

from feasibility.models import Question
from feasibility.queries.talk import TalkSummary

register = template.Library()


@register.filter
def said_about(talk: TalkSummary | None, question: Question) -> int:
    """How many remarks there are about this question; none for who may not read them."""
    return talk.about.get(question.pk, 0) if talk else 0
