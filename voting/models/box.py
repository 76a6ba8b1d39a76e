"""What was voted, and that it was: ballots and receipts, without any link between them or to a person."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from editions.models import Edition


class IntakeBallot(models.Model):
    """A ballot that just came in and waits to be shuffled into the box with at least 49 others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    choice = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return "stembiljet"


class Ballot(models.Model):
    """A ballot in the box: the ids of the chosen plans, sorted, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ballots")
    choice = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return "stembiljet"


class IntakeReceipt(models.Model):
    """A receipt that was just given out and waits to be shuffled among at least 49 others, as its ballot does."""

    number = models.CharField(max_length=20, primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "ontvangstbewijs"


class Receipt(models.Model):
    """Proof that a ballot was counted in, without its content; it knows no ballot, code or voter.

    Its number is its key, so that no row number tells the order in which people voted. Public after the close.
    """

    number = models.CharField(max_length=20, primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="receipts")

    def __str__(self) -> str:
        return self.number
