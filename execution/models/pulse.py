"""How the makers of chosen plans say it goes, and what they are reminded of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from execution.models.agreement import Agreement
from execution.pulse import MONTHS_BEFORE_THE_END, Answer

WORDS = 500


class Pulse(models.Model):
    """What the clock keeps about an agreement, made by its first daily round. No personal data.

    agreed_on: the day from which the months are counted; it stays when the agreement gets a new version. end, and
    end_since: the last day that reminders count to, and since when it is that day.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="pulse")
    agreed_on = models.DateField(null=True, blank=True)
    end = models.DateField()
    end_since = models.DateField()
    # Set while the makers give no answer (execution.pulse.is_silent); UTC.
    silent_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "hartslag"
        verbose_name_plural = "hartslagen"

    def __str__(self) -> str:
        return f"Hartslag van {self.agreement_id}"


class AnswerChoices(models.TextChoices):
    GOOD = Answer.GOOD.value, _("het loopt goed")
    HELP = Answer.HELP.value, _("ik heb hulp nodig")
    DONE = Answer.DONE.value, _("het is klaar")


class CheckIn(models.Model):
    """The question of one month to the makers of a plan, and their answer (maandvraag).

    Personal data: who answered, and words of their own in `note`. Needed until the edition closes.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="check_ins")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    answer = models.CharField(_("hoe gaat het?"), max_length=4, choices=AnswerChoices.choices, blank=True)
    note = models.CharField(_("toelichting"), max_length=WORDS, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-due_on"]
        verbose_name = "maandvraag"
        verbose_name_plural = "maandvragen"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "due_on"], name="makers_are_asked_once_a_month"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True, note="")
                | Q(answer__in=AnswerChoices.values, answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_question_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"Maandvraag van {self.due_on}"

    @property
    def is_answered(self) -> bool:
        return bool(self.answer)


class HelpRequest(models.Model):
    """A maker who needs help. It stays open until somebody of the team answers with words (hulpvraag).

    Personal data: who asked and who answered, and words of both. Needed until the edition closes.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="help_requests")
    text = models.TextField("vraag", max_length=2000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField("uw antwoord", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "hulpvraag"
        verbose_name_plural = "hulpvragen"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(answered_at__isnull=True), name="a_plan_has_one_open_help_request"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="help_is_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"Hulpvraag {self.pk}"


class EndReminder(models.Model):
    """That the makers were reminded of the last day of their plan, so many months before it. No personal data."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="end_reminders")
    end = models.DateField()
    months_left = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = "herinnering aan het einde"
        verbose_name_plural = "herinneringen aan het einde"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "end", "months_left"], name="an_end_is_reminded_of_once"),
            models.CheckConstraint(
                condition=Q(months_left__in=MONTHS_BEFORE_THE_END), name="a_reminder_has_its_own_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months_left} maanden voor {self.end}"
