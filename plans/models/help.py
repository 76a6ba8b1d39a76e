"""What the makers of a plan look for, and who offers to help."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock


class HelpWanted(models.Model):
    """What a maker looks for: "ik zoek iemand die kan timmeren"."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="help_wanted")
    text = models.CharField(_("ik zoek"), max_length=120)
    asked_at = models.DateTimeField(default=clock.now)
    found_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_call_for_help_says_what")]

    def __str__(self) -> str:
        return self.text


class HelpOffer(models.Model):
    """Somebody offers to help with a plan. The makers read who it is and what they offer; others read the first name.

    `may_mail`: the makers may see the address too.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="help_offers")
    wanted = models.ForeignKey(HelpWanted, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("hoe wilt u helpen?"), max_length=300)
    may_mail = models.BooleanField(_("de maker mag mij mailen"), default=False)
    offered_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["offered_at", "id"]
        verbose_name = "aanbod"
        verbose_name_plural = "aanbiedingen"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "by"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_person_offers_help_to_a_plan_once",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_offer_of_help_says_what"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
