"""Letters and the codes in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition
from voting.models.roll import Voter


class LetterRun(models.Model):
    """All letters of an edition: made in batches, confirmed as printed by a person, once."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="letter_run")
    total = models.PositiveIntegerField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.total} brieven"


class BatchState(models.TextChoices):
    WAITING = "WAITING", "wacht"
    RENDERING = "RENDERING", "bezig"
    READY = "READY", "klaar"


class LetterBatch(models.Model):
    """A stack of letters in one PDF. The row is the job: a sweep picks up what a killed worker left behind."""

    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    claimed_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_batch_has_one_number_in_its_run"),
            models.CheckConstraint(
                condition=~Q(state=BatchState.READY) | (~Q(file="") & ~Q(sha256="")), name="a_ready_batch_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"stapel {self.number}"


class CodeState(models.TextChoices):
    ISSUED = "ISSUED", "uitgegeven"
    USED = "USED", "gebruikt"
    VOID = "VOID", "vervallen"


class VotingCode(models.Model):
    """A personal code. Kept as a keyed hash; `sealed` is an encrypted copy for printing, erased after it."""

    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="codes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="codes")
    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, null=True, related_name="codes")
    code_hash = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=CodeState.choices, default=CodeState.ISSUED)

    class Meta:
        verbose_name = "stemcode"
        verbose_name_plural = "stemcodes"
        constraints = [
            models.UniqueConstraint(
                fields=["voter"], condition=~Q(state=CodeState.VOID), name="a_voter_has_one_living_code"
            )
        ]

    def __str__(self) -> str:
        return f"stemcode {self.pk}"
