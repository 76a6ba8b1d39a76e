"""Answering the closing survey: once in each role, to be changed as long as it is open."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from report.models import SurveyAnswer, SurveyRole
from report.permissions import OPEN_IN, survey_roles
from report.questions import why_invalid

NOT_OPEN = "De vragenlijst is open tussen de uitslag en het einde van de ronde."
STRANGER = "Deze vragen zijn voor plannenmakers en checkers van deze ronde."


@transaction.atomic
def answer_survey(edition_id: int, user: User, role: SurveyRole, marks: Mapping[str, int], text: str) -> SurveyAnswer:
    """Keeps the answers in place of earlier ones. Raises Refused for strangers, odd marks, and when it is not open."""
    edition = take(edition_id)
    if edition.current_phase not in OPEN_IN:
        raise Refused(NOT_OPEN)
    if role not in survey_roles(user, edition):
        raise Refused(STRANGER)
    if reason := why_invalid(role, marks):
        raise Refused(reason)
    answer, _ = SurveyAnswer.objects.update_or_create(
        edition=edition,
        user=user,
        role=role,
        defaults={"marks": dict(marks), "text": text, "answered_at": clock.now()},
    )
    record("survey_answered", edition=edition.slug, by=user.pk, role=role.value)
    return answer
