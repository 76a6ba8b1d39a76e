"""What people say about a plan, and what the team does about what should not stand there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from plans.models.plan import Plan


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> "CommentQuerySet":
        """What everybody may read: not withdrawn, not taken away."""
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)


class Comment(models.Model):
    """A reaction under a plan: text only. No row is removed: its author withdraws it, or the team hides it."""

    class Stance(models.TextChoices):
        FOR = "FOR", _("voor")
        AGAINST = "AGAINST", _("tegen")
        NEUTRAL = "NEUTRAL", _("vraag of tip")

    class Voice(models.TextChoices):
        """In which role somebody spoke, at that moment."""

        RESIDENT = "RESIDENT", _("bewoner")
        MAKER = "MAKER", _("plannenmaker")
        TEAM = "TEAM", _("team")

    class HiddenFor(models.TextChoices):
        """The short reason why the team took a reaction away; everybody may read it."""

        HURTS = "HURTS", _("kwetsend of beledigend")
        PRIVATE = "PRIVATE", _("gegevens van iemand")
        SPAM = "SPAM", _("reclame of onzin")
        NOT_HERE = "NOT_HERE", _("gaat niet over dit plan")
        UNLAWFUL = "UNLAWFUL", _("mag niet van de wet")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("uw reactie"), max_length=2000)
    stance = models.CharField(max_length=8, choices=Stance.choices, default=Stance.NEUTRAL)
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.RESIDENT)
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_for = models.CharField(max_length=8, choices=HiddenFor.choices, blank=True)
    # Why the team took it away, in words for its author alone.
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        constraints = [
            models.CheckConstraint(condition=~Q(reply_to=F("id")), name="a_reaction_does_not_answer_itself"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="a_hidden_reaction_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(hidden_for="") | Q(hidden_at__isnull=False),
                name="only_a_hidden_reaction_has_a_short_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def stands(self) -> bool:
        """Whether everybody may read it."""
        return self.withdrawn_at is None and self.hidden_at is None


class CommentReport(models.Model):
    """Somebody asks the team to look at a reaction. Open until the team decides."""

    class Reason(models.TextChoices):
        HURTS = "HURTS", _("Dit kwetst of beledigt iemand")
        PRIVATE = "PRIVATE", _("Hier staan gegevens van iemand in")
        SPAM = "SPAM", _("Dit is reclame of onzin")
        OTHER = "OTHER", _("Iets anders")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reden"), max_length=8, choices=Reason.choices)
    note = models.CharField(_("toelichting"), max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        constraints = [models.UniqueConstraint(fields=["comment", "by"], name="a_person_reports_a_reaction_once")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"
