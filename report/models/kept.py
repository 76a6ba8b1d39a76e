"""The report of an edition: its figures as they were counted last."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition


class Report(models.Model):
    """What is told of an edition, counted once and kept, so that no page counts. Public from `published_at` on.

    `figures` is what `report.figures.compute` made, of facts with `inputs_sha256`; `plans` are the rows of the open
    data. The figures stay when what they were counted from is destroyed. No personal data: plans have no makers here,
    turnout has groups that give nobody away, and `foreword` is the project leader's text for everybody.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="report")
    version = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    plans = models.JSONField(default=list)
    inputs_sha256 = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    # After the result: only then the open data exist.
    has_result = models.BooleanField(default=False)
    foreword = models.TextField("woord vooraf", max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(has_result=True),
                name="a_report_is_published_after_the_result",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="a_published_report_was_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"verslag van {self.edition_id}"
