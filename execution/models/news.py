"""News from makers about their chosen plans."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from execution.models.agreement import Agreement


class Update(models.Model):
    """News from a maker about a chosen plan (voortgang)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("wat is er gebeurd?"), max_length=2000)
    photo = models.ImageField(_("foto"), upload_to="voortgang/", blank=True)
    photo_alt = models.CharField(_("wat is er op de foto te zien?"), max_length=200, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ["-posted_at", "-id"]
        verbose_name = "voortgangsbericht"
        verbose_name_plural = "voortgangsberichten"
        constraints = [
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_alt=""), name="a_photo_has_a_description")
        ]

    def __str__(self) -> str:
        return self.text[:40]
