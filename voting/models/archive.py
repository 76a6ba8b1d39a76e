"""Votes of elsewhere, read from a Pabulib file: what the file says beyond what an edition holds.

The rows are kept as they came, so that the file can be written again. They hold what the publishers of the file made
public, voters' columns too; a vote of our own never gets such rows.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from editions.models import Edition
from plans.models import Plan


class ArchivedVote(models.Model):
    """The file of an edition that was read in: its META section, and the columns of the other two."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="archived_vote")
    meta = models.JSONField()
    project_columns = models.JSONField()
    vote_columns = models.JSONField()

    def __str__(self) -> str:
        return f"stemming van elders: {self.edition_id}"


class ArchivedPlan(models.Model):
    """A plan under its number of elsewhere, which need not be a number, with its row."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="archived_plan")
    number = models.CharField(max_length=200)
    row = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number


class ArchivedRow(models.Model):
    """One row of the VOTES section."""

    archive = models.ForeignKey(ArchivedVote, on_delete=models.CASCADE, related_name="rows")
    fields = ArrayField(models.TextField())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"regel {self.pk}"
