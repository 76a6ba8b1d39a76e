"""News from makers about their chosen plans."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from execution.models.agreement import Agreement
from plans.models import Comment

MOST_PHOTOS = 6


class UpdateQuerySet(models.QuerySet["Update"]):
    def standing(self) -> "UpdateQuerySet":
        """What everybody may read: not taken back by its maker, not taken away by the team."""
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)


class Update(models.Model):
    """News from a maker about a chosen plan (voortgang). No row is removed: its maker takes it back, the team hides it.

    Personal data: what a maker chose to make public, with the maker's name. Kept as long as the public pages are;
    what was taken back or hidden is not needed once the edition is closed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("wat is er gebeurd?"), max_length=2000)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    # When anything of it changed last, also that it went: what readers of the feed are told.
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_for = models.CharField(max_length=8, choices=Comment.HiddenFor.choices, blank=True)
    # In words, for its makers alone.
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-id"]
        verbose_name = "voortgangsbericht"
        verbose_name_plural = "voortgangsberichten"
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_for="", hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_for="") & ~Q(hidden_reason="")),
                name="a_hidden_update_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class UpdatePhoto(models.Model):
    """A photo with an update, made safe (common.photos). Goes with the update; taken away its file goes too."""

    update_of = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(_("foto"), upload_to="voortgang/")
    alt = models.CharField(_("wat is er op de foto te zien?"), max_length=200)

    class Meta:
        ordering = ["id"]
        verbose_name = "foto bij een bericht"
        verbose_name_plural = "foto's bij berichten"
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="a_photo_has_a_description")]

    def __str__(self) -> str:
        return self.alt
