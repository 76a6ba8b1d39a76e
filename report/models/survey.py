"""What makers and checkers said in the closing survey."""

from django.conf import settings
from django.db import models

from editions.models import Edition
from report.questions import CHECKER, MAKER


class SurveyRole(models.TextChoices):
    MAKER = MAKER, "plannenmaker"
    CHECKER = CHECKER, "checker"


class SurveyAnswer(models.Model):
    """One person's answers in one role; they may change while the survey is open.

    Personal data: who it was (`user`, so that everybody answers once and can change it), the marks and the free text.
    Needed until the report of the edition is published for the last time, when it closes; the counted figures stay in
    `Report.figures`. The staff reads texts without names.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="survey_answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=SurveyRole.choices)
    marks = models.JSONField()
    text = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "user", "role"], name="a_person_answers_once_in_a_role"),
            models.CheckConstraint(
                condition=models.Q(role__in=SurveyRole.values), name="an_answer_is_of_a_maker_or_a_checker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} over {self.edition_id}"
