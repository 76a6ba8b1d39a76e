"""What a plan costs: the maker's lines beside the city's estimate, and the talk about it. Euro cents."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from common import clock
from plans.models import CostLine, Plan


class CostEstimate(models.Model):
    """The city's estimate of one post: of a line of the maker, or of something that the maker left out (no line)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="estimates")
    line = models.ForeignKey(CostLine, on_delete=models.CASCADE, null=True, blank=True, related_name="estimates")
    label = models.CharField("waarvoor", max_length=100)
    low_cents = models.PositiveBigIntegerField("ten minste", validators=[MinValueValidator(0)])
    high_cents = models.PositiveBigIntegerField("ten hoogste", validators=[MinValueValidator(1)])
    basis = models.CharField("waarop gebaseerd", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "raming"
        verbose_name_plural = "ramingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(high_cents__gt=0, low_cents__lte=F("high_cents")), name="an_estimate_runs_from_low_to_high"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="an_estimate_says_what_it_is_based_on"),
            models.UniqueConstraint(fields=["line"], name="a_line_has_one_estimate"),
        ]

    def __str__(self) -> str:
        return self.label


class CostDossier(models.Model):
    """The talk about what a plan costs, in the order in which it goes; what did not happen is empty."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="cost_dossier")
    # Asked when maker and city differ by more than the edition's share.
    explanation = models.TextField("uitleg van het verschil", max_length=2000, blank=True)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # From here on the makers read the estimates and the explanation; never a verdict.
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reply = models.TextField("uw antwoord", max_length=2000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    second_look_asked_at = models.DateTimeField(null=True, blank=True)
    second_look = models.TextField("wat de tweede blik vond", max_length=2000, blank=True)
    second_look_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kostendossier"
        verbose_name_plural = "kostendossiers"
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(shared_at__isnull=False),
                name="a_maker_answers_what_was_shared",
            ),
            models.CheckConstraint(
                condition=Q(second_look_by__isnull=True) | Q(second_look_asked_at__isnull=False),
                name="a_second_look_was_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"costs of {self.plan_id}"
