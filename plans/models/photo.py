"""What a plan looks like."""

from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from common import clock

MOST_PHOTOS = 5


class PlanPhoto(models.Model):
    """A photo of a plan, made safe (common.photos). The first one stands on the plan's card.

    `image` is the photo itself and `card` its middle in the size of a card; both have the same random name. `digest`
    tells that the same photo was sent twice.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(editable=False)
    image = models.ImageField(upload_to="plannen", width_field="width", height_field="height", unique=True)
    card = models.FileField(upload_to="plannen", editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    alt = models.CharField(_("wat is er te zien?"), max_length=160)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "foto"
        verbose_name_plural = "foto's"
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="a_photo_says_what_can_be_seen"),
            models.CheckConstraint(condition=Q(position__lt=MOST_PHOTOS), name="a_plan_has_five_photos_at_most"),
            # Held at the end of a transaction, so that two photos can change places.
            models.UniqueConstraint(
                fields=["plan", "position"], name="a_photo_has_a_place_of_its_own", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["plan", "digest"], name="a_photo_stands_with_a_plan_once"),
        ]

    def __str__(self) -> str:
        return self.alt
