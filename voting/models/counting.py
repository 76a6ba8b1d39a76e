"""The count and its lines."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition
from plans.models import Plan
from voting.counting.outcome import WON


class Count(models.Model):
    """The count of an edition (telling): exact, repeatable, published once."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="count")
    ballots = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    spent_cents = models.PositiveBigIntegerField()
    left_cents = models.PositiveBigIntegerField()
    ballots_sha256 = models.CharField(max_length=64)
    rules_sha256 = models.CharField(max_length=64, blank=True)
    withdrawn = models.JSONField(default=list)  # plans withdrawn after the vote opened
    lots = models.JSONField(default=list)  # the orders drawn, the oldest first
    needs_lot = models.JSONField(default=list)
    ties = models.JSONField(default=list)  # groups of equals whose order the tie rule decided
    # Empty for a vote of elsewhere that was read in.
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(needs_lot=[]), name="an_undecided_count_is_never_published"
            )
        ]

    def __str__(self) -> str:
        return f"telling van {self.edition_id}"


class CountLine(models.Model):
    """One plan in the count: its votes, its place, and why it was chosen or not."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="lines")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="count_lines")
    position = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    price_cents = models.PositiveBigIntegerField()
    left_before_cents = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=16)
    # The chosen plan that keeps this one out (plans.models.ConflictPair).
    excluded_by = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["count", "plan"], name="a_plan_stands_once_in_a_count"),
            models.CheckConstraint(
                condition=Q(reason="EXCLUDED", excluded_by__isnull=False)
                | (~Q(reason="EXCLUDED") & Q(excluded_by__isnull=True)),
                name="an_excluded_plan_knows_by_which_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.plan_id}: {self.votes}"

    @property
    def chosen(self) -> bool:
        return self.reason in WON
