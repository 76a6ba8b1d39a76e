"""The record of the count, as it is kept when the result is published."""

from django.db import models

from editions.models import Edition


class CountRecord(models.Model):
    """What the record of the count says (proces-verbaal), word for word, for good.

    Names of who opened, closed, counted, drew a lot and published are written down as they were on that day: it is
    them who answer for the count, also when their accounts are gone. Nothing in it is about a voter or a maker. Kept as
    long as the result is. `content` is what `voting.queries.record.content_of` makes.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="count_record")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proces-verbaal van {self.edition_id}"
