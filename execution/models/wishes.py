"""What makers can ask of the project leader about their agreement: more time, or to stop."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from execution.models.agreement import Agreement

WHY, PUBLIC_WORDS = 1000, 200
# Neither decided nor not, or all of it.
DECIDED = Q(granted__isnull=True, decided_at__isnull=True, decided_by__isnull=True, answer="") | Q(
    granted__isnull=False, decided_at__isnull=False, decided_by__isnull=False
)


class Wish(models.Model):
    """Somebody asks something with a reason; a project leader who does not make the plan decides, with words.

    Personal data: who asked and who decided, and words of both. Needed until the edition closes.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(_("waarom?"), max_length=WHY)
    granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField("toelichting", max_length=WHY, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-id"]


class Extension(Wish):
    """More time for a plan: from one last day to a later one (uitstel). Rows stay, as history."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="extensions")
    end_before = models.DateField()
    until = models.DateField(_("nieuwe datum"))

    class Meta(Wish.Meta):
        verbose_name = "uitstel"
        verbose_name_plural = "uitstel"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(granted__isnull=True), name="a_plan_has_one_open_extension"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("end_before")), name="an_extension_gives_more_time"),
            models.CheckConstraint(condition=DECIDED, name="an_extension_is_decided_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"Uitstel tot {self.until}"


class Stop(Wish):
    """Stopping with a plan (stoppen). `public_words` stands on the site; the reason does not."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="stops")
    public_words = models.CharField("wat bewoners lezen", max_length=PUBLIC_WORDS, blank=True)

    class Meta(Wish.Meta):
        verbose_name = "stop"
        verbose_name_plural = "stops"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=~Q(granted=False), name="a_plan_stops_once_and_is_asked_once"
            ),
            models.CheckConstraint(condition=DECIDED, name="a_stop_is_decided_by_somebody"),
            models.CheckConstraint(condition=~Q(granted=True) | ~Q(public_words=""), name="a_stop_is_told_in_public"),
        ]

    def __str__(self) -> str:
        return f"Stop {self.pk}"
