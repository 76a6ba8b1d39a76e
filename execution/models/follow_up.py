"""The way on of plans that their edition carries no further."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.status import Status

# Where a plan stands when this edition carries it no further and somebody should help it on.
FALLEN = frozenset({Status.BELOW_THRESHOLD, Status.NOT_FEASIBLE, Status.NOT_CHOSEN, Status.HELD})


class FollowUpKind(models.TextChoices):
    PARTNER = "PARTNER", _("een partner helpt verder")
    FUND = "FUND", _("een ander potje")
    TOP3 = "TOP3", _("Wijk-Top 3 van de wijkraad")
    DEPARTMENT = "DEPARTMENT", _("de gemeente pakt het op")
    OWN = "OWN", _("zelf verder")
    OPEN = "OPEN", _("nog te bespreken")


class FollowUp(models.Model):
    """The way on of a plan that was not chosen, fell at the threshold or got a nee (nazorg)."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="follow_up")
    kind = models.CharField("hoe verder", max_length=12, choices=FollowUpKind.choices, default=FollowUpKind.OPEN)
    note = models.CharField("toelichting", max_length=500, blank=True)

    class Meta:
        verbose_name = "nazorg"
        verbose_name_plural = "nazorg"

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"
