"""What makers spent of their grant."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from execution.models.agreement import Agreement


class SpendingQuerySet(models.QuerySet["Spending"]):
    def counting(self) -> "SpendingQuerySet":
        """Those that count: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Spending(models.Model):
    """Money that was spent on a plan (uitgave), in euro cents. Never changed: withdrawn with a reason and entered anew.

    Personal data: who was paid, who entered it, and the receipt (a file in PRIVATE_ROOT), for makers and leaders only.
    Needed to account for the grant: until the edition is closed and the municipality's term for receipts is over.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="spendings")
    # Of the form it came from: two clicks enter one line.
    key = models.UUIDField(default=uuid4, editable=False, unique=True)
    cents = models.PositiveBigIntegerField(_("bedrag"))
    spent_on = models.DateField(_("wanneer"))
    what = models.CharField(_("waarvoor"), max_length=120)
    payee = models.CharField(_("aan wie"), max_length=120, blank=True)
    # The name of its file in the drawer (execution.receipts); "" without one.
    receipt = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = SpendingQuerySet.as_manager()

    class Meta:
        ordering = ["-spent_on", "-id"]
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_spending_is_more_than_nothing"),
            models.CheckConstraint(condition=~Q(what=""), name="a_spending_says_on_what"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_withdrawn_spending_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None
