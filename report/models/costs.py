"""What the round itself cost, as the project leader enters it. Money in euro cents, time in quarters of an hour."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition


class Work(models.TextChoices):
    """On what people of the municipality work in a round."""

    LEADING = "LEADING", "projectleiding"
    COMMUNICATION = "COMMUNICATION", "communicatie"
    SUPPORT = "SUPPORT", "makers helpen"
    CHECK = "CHECK", "haalbaarheidscheck"
    VOTING = "VOTING", "stemming en telling"
    EXECUTION = "EXECUTION", "begeleiding van de uitvoering"
    OTHER = "OTHER", "ander werk"


class RoundPrices(models.Model):
    """With what letters and hours are multiplied; empty while nobody knows. No personal data."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="round_prices")
    letter_cents = models.PositiveIntegerField("prijs van een stembrief", null=True, blank=True)
    hourly_cents = models.PositiveIntegerField("uurtarief", null=True, blank=True)

    def __str__(self) -> str:
        return f"prijzen van {self.edition_id}"


class StaffHours(models.Model):
    """Time that people of one function worked on one thing.

    No names: `function` says who in general, such as "communicatieadviseur". Personal data: `entered_by`, whoever of
    the staff typed it in; needed as long as the edition is open, to ask about a mistake.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="staff_hours")
    function = models.CharField("wie (functie, geen naam)", max_length=60)
    work = models.CharField("waaraan", max_length=16, choices=Work.choices)
    quarters = models.PositiveIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(quarters__gt=0), name="hours_are_more_than_none")]

    def __str__(self) -> str:
        return f"{self.function}: {self.quarters / 4} uur"


class OtherCost(models.Model):
    """What else was paid for the round, such as a hall or translations.

    Personal data: `entered_by`, whoever of the staff typed it in; needed as long as the edition is open.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="other_costs")
    label = models.CharField("waarvoor", max_length=100)
    cents = models.PositiveBigIntegerField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="other_costs_are_more_than_nothing")]

    def __str__(self) -> str:
        return self.label
