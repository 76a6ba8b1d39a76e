"""The electoral roll: who may vote, and which rows of which files could not be used."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition, Neighbourhood


class RollImport(models.Model):
    """One file read into the electoral roll: every row is accounted for (rows = new + known + rejected)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="roll_imports")
    sha256 = models.CharField(max_length=64)
    has_numbers = models.BooleanField(default=False)  # whether persons are told apart by a number of the file
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=models.F("new") + models.F("known") + models.F("rejected")),
                name="every_row_of_a_roll_is_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.rows} rijen"


class RejectedRow(models.Model):
    """A row that could not be used, as it came, with the line in the file and a Dutch reason."""

    roll_import = models.ForeignKey(RollImport, on_delete=models.CASCADE, related_name="rejected_rows")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"regel {self.line}: {self.reason}"


class Voter(models.Model):
    """Somebody who may vote (stemgerechtigde), as on the envelope. `person_key` tells people apart without a number."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="voters")
    person_key = models.BinaryField(max_length=32)
    name_line = models.CharField(max_length=160)
    salutation = models.CharField(max_length=200)
    address_line = models.CharField(max_length=120)
    postcode = models.CharField(max_length=7)
    town = models.CharField(max_length=60)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    birth_date = models.DateField()

    class Meta:
        ordering = ["neighbourhood_id", "postcode", "address_line", "id"]
        verbose_name = "stemgerechtigde"
        verbose_name_plural = "stemgerechtigden"
        constraints = [
            models.UniqueConstraint(fields=["edition", "person_key"], name="a_person_stands_once_on_the_roll")
        ]

    def __str__(self) -> str:
        return f"stemgerechtigde {self.pk}"
