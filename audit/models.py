"""Who did what, when. Rows are only ever added: a database trigger refuses every change and removal."""

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_edition(self, slug: str) -> "EntryQuerySet":
        return self.filter(edition=slug)


class Entry(models.Model):
    """One step in the process. Holds ids and facts, never names, addresses, codes or choices.

    actor: "gebruiker:<id>", "systeem" (the clock) or "stemmer" (a voter, never which one).
    """

    at = models.DateTimeField(db_index=True)
    edition = models.CharField(max_length=60, blank=True, db_index=True)
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "handeling"
        verbose_name_plural = "handelingen"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"
