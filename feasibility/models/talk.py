"""What the table does before it meets: who looks at which plan, what colleagues say to one another, and their files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common import clock
from feasibility.models.table import DISCIPLINES, Question
from plans.models import Plan


class Assignment(models.Model):
    """Who answers for a discipline about one plan, and who stands in. Without one, everybody with that seat may."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    discipline = models.CharField("vakgebied", max_length=16, choices=DISCIPLINES)
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", verbose_name="checker"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vervanger",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        constraints = [
            models.UniqueConstraint(fields=["plan", "discipline"], name="a_plan_has_one_checker_for_a_discipline"),
            models.CheckConstraint(condition=~Q(deputy=F("checker")), name="a_deputy_is_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.discipline}: {self.checker_id}"


class Remark(models.Model):
    """A remark to colleagues at the table about a plan, or about one of its questions. Never public."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="remarks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("uw opmerking", max_length=2000)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something"),
            models.CheckConstraint(condition=~Q(reply_to=F("id")), name="a_remark_does_not_answer_itself"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Mention(models.Model):
    """Somebody at the table whom a remark calls by name (@naam)."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["remark", "user"], name="a_remark_mentions_a_person_once")]

    def __str__(self) -> str:
        return f"{self.remark_id}: {self.user_id}"


class TableFile(models.Model):
    """A file for the table, such as a drawing of cables. Only people at the table may fetch it (PRIVATE_ROOT)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="table_files")
    # Where it lies under settings.PRIVATE_ROOT: a random name; `name` is what people call it.
    path = models.CharField(max_length=120, unique=True, editable=False)
    name = models.CharField("naam", max_length=120)
    size = models.PositiveIntegerField("grootte in bytes")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
